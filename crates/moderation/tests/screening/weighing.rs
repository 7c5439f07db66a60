//! Fits the weights of words (`src/data/weights.txt`) to the sentences in `weighed/`: `WEIGH=1` writes the table anew.
//!
//! A logistic regression for each class, with L2 regularisation, by Nesterov's accelerated gradient: the same sentences
//! give the same table.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
};

use moderation::screening::{CLASSES, Class, weighable};

use crate::bench::{judge, lines};

const SENTENCES: [&str; 5] = [
    include_str!("shaped.txt"),
    include_str!("unseen.txt"),
    include_str!("weighed/danger.txt"),
    include_str!("weighed/dealing.txt"),
    include_str!("weighed/quiet.txt"),
];
/// How people talk in the demonstration, where nobody is in danger.
const DEMO: &str = include_str!("../../../../frontend/data/demo.toml");
const TABLE: &str = include_str!("../../src/data/weights.txt");

/// A word in fewer sentences than that says nothing of others.
const SELDOM: usize = 3;
/// How much a mistaken sentence counts against a great weight.
const COST: f64 = 10.0;
const STEPS: usize = 600;
/// The sentences are left out in so many turns, to see what weights say of sentences that they do not know.
const FOLDS: usize = 5;
/// What the weights in the table are multiplied by.
const UNIT: f64 = 100.0;

fn is_of(class: Class, label: &str) -> bool {
    match class {
        Class::Danger => ["crisis-high", "overdose", "withdrawal"].contains(&label),
        Class::Help => is_of(Class::Danger, label) || ["crisis-medium", "crisis-low"].contains(&label),
        Class::Sourcing => label == "sourcing",
        Class::Brokering => label == "brokering",
        Class::Identity => label == "doxxing",
    }
}

/// The sentences as numbers: of each the places of its signs among the columns, and how much each counts.
struct Sentences {
    labels: Vec<&'static str>,
    rows: Vec<(Vec<usize>, f64)>,
    columns: Vec<String>,
}

impl Sentences {
    fn read() -> Self {
        let known = SENTENCES.iter().flat_map(|sentences| lines(sentences));
        let known = known.map(|(label, text)| (label, text.to_owned()));
        let all: Vec<(&str, String)> = known.chain(talk().into_iter().map(|text| ("plain", text))).collect();
        let signs: Vec<_> = all.iter().map(|(_, text)| weighable(text)).collect();
        let mut often: BTreeMap<&str, usize> = BTreeMap::new();
        for sign in signs.iter().flat_map(|(signs, _)| signs) {
            *often.entry(sign).or_default() += 1;
        }
        often.retain(|_, times| *times >= SELDOM);
        let columns: Vec<String> = often.keys().map(ToString::to_string).collect();
        let place: HashMap<&str, usize> =
            columns.iter().enumerate().map(|(at, sign)| (&**sign, at)).collect();
        let row = |(signs, share): &(_, f32)| {
            let signs: &std::collections::HashSet<String> = signs;
            let mut places: Vec<usize> =
                signs.iter().filter_map(|sign| place.get(&**sign).copied()).collect();
            places.sort_unstable();
            (places, f64::from(*share))
        };
        let rows = signs.iter().map(row).collect();
        Self { labels: all.iter().map(|(label, _)| *label).collect(), rows, columns }
    }

    /// The weight of each column, then the bias; fitted to the sentences whose number does not end a row of [`FOLDS`] at
    /// `left_out`.
    fn fit(&self, class: Class, left_out: Option<usize>) -> Vec<f64> {
        let size = self.columns.len();
        let wanted = |at: usize, label: &&str| match left_out {
            Some(fold) if at % FOLDS == fold => None,
            _ => Some(if is_of(class, label) { 1.0 } else { 0.0 }),
        };
        let wanted: Vec<Option<f64>> =
            self.labels.iter().enumerate().map(|(at, label)| wanted(at, label)).collect();
        let (mut now, mut ahead) = (vec![0.0; size + 1], vec![0.0; size + 1]);
        let step = 1.0 / (COST * self.steepest() / 4.0 + 1.0);
        let slow = step.sqrt();
        let momentum = (1.0 - slow) / (1.0 + slow);
        for _ in 0..STEPS {
            let slope = self.slope(&ahead, &wanted);
            let next: Vec<f64> =
                ahead.iter().zip(slope).map(|(weight, slope)| weight - step * slope).collect();
            ahead = next.iter().zip(&now).map(|(next, now)| next + momentum * (next - now)).collect();
            now = next;
        }
        now
    }

    /// How the whole cost changes with each weight.
    fn slope(&self, weights: &[f64], wanted: &[Option<f64>]) -> Vec<f64> {
        let bias = self.columns.len();
        let mut slope = weights.to_vec();
        for (row, wanted) in self.rows.iter().zip(wanted) {
            let Some(wanted) = wanted else { continue };
            let (places, share) = row;
            let miss = COST * (1.0 / (1.0 + (-self.sum(row, weights)).exp()) - wanted);
            places.iter().for_each(|at| slope[*at] += miss * share);
            slope[bias] += miss;
        }
        slope
    }

    fn sum(&self, (places, share): &(Vec<usize>, f64), weights: &[f64]) -> f64 {
        places.iter().map(|at| weights[*at]).sum::<f64>() * share + weights[self.columns.len()]
    }

    /// Prints for each class, from each of some weights on, how many of its sentences are heard and how many quiet ones are
    /// mistaken, each by weights that were fitted to others.
    fn print_left_out(&self) {
        const QUIET: [&str; 4] = ["idiom", "plain", "milestone", "lapse"];
        for class in CLASSES {
            let fitted: Vec<_> = (0..FOLDS).map(|fold| self.fit(class, Some(fold))).collect();
            let sums: Vec<f64> =
                self.rows.iter().enumerate().map(|(at, row)| self.sum(row, &fitted[at % FOLDS])).collect();
            for least in [-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0] {
                let share = |is: &dyn Fn(&str) -> bool| {
                    let all = self.labels.iter().zip(&sums).filter(|(label, _)| is(label));
                    let (so, of) =
                        all.fold((0, 0), |(so, of), (_, sum)| (so + usize::from(*sum > least), of + 1));
                    f64::from(so as u32) / f64::from(of as u32)
                };
                let heard = share(&|label| is_of(class, label));
                let mistaken = share(&|label| QUIET.contains(&label));
                println!("{class:?} from {least:+.1}: {heard:.3} heard, {mistaken:.4} mistaken");
            }
        }
    }

    /// The greatest eigenvalue of what the rows make with themselves, by power iteration: it bounds a safe step.
    fn steepest(&self) -> f64 {
        let bias = self.columns.len();
        let mut vector = vec![1.0; bias + 1];
        let mut length = 1.0;
        for _ in 0..30 {
            let mut next = vec![0.0; bias + 1];
            for (places, share) in &self.rows {
                let sum = places.iter().map(|at| vector[*at]).sum::<f64>() * share + vector[bias];
                places.iter().for_each(|at| next[*at] += sum * share);
                next[bias] += sum;
            }
            length = next.iter().map(|one| one * one).sum::<f64>().sqrt();
            vector = next.into_iter().map(|one| one / length).collect();
        }
        length * 1.05
    }

    fn table(&self) -> String {
        let fitted = CLASSES.map(|class| self.fit(class, None));
        let line = |name: &str, at: usize| {
            let weights = fitted.each_ref().map(|weights| (weights[at] * UNIT).round());
            let cells: Vec<String> = weights.iter().map(ToString::to_string).collect();
            format!("{name} {}\n", cells.join(" "))
        };
        let mut table = format!(
            "# What each word weighs, in hundredths, for {CLASSES:?}. `word*` is a beginning, 0 any number, = what\n\
             # every text has. Fitted by tests/screening/weighing.rs to sentences with this sum: {}\n",
            sum()
        );
        table.push_str(&line("=", self.columns.len()));
        for (at, column) in self.columns.iter().enumerate() {
            write!(table, "{}", line(column, at)).unwrap();
        }
        table
    }
}

/// What is said in the demonstration.
fn talk() -> Vec<String> {
    let demo: toml::Table = DEMO.parse().unwrap();
    let list = |table: &toml::Table, name| table.get(name).and_then(toml::Value::as_array).cloned();
    let body = |said: &toml::Value| said["body"].as_str().unwrap().to_owned();
    let threads = list(&demo, "threads").unwrap();
    let comments = threads.iter().filter_map(|thread| list(thread.as_table()?, "comments")).flatten();
    threads.iter().map(body).chain(comments.map(|comment| body(&comment))).collect()
}

/// Tells other sentences from these (FNV-1a).
fn sum() -> String {
    let bytes = SENTENCES.iter().flat_map(|sentences| sentences.bytes());
    let sum = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}

#[test]
fn nothing_in_the_demonstration_is_held() {
    let held: Vec<String> = talk().into_iter().filter(|text| judge(text).hold().is_some()).collect();
    assert_eq!(held, Vec::<String>::new());
}

#[test]
fn the_table_is_fitted_to_the_sentences() {
    if std::env::var("WEIGH").is_ok() {
        let sentences = Sentences::read();
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/src/data/weights.txt");
        std::fs::write(place, sentences.table()).unwrap();
        sentences.print_left_out();
        return;
    }
    assert!(
        TABLE.contains(&sum()),
        "the sentences have changed: WEIGH=1 cargo nextest run -E 'test(weighing)'"
    );
}
