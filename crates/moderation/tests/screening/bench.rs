//! Each rule over the labelled sentences: `shaped.txt`, by which the rules were made, and `aside.txt`, which was put
//! aside before; `unseen.txt`, which was judged before any rule knew it; `afar.txt`, by which was chosen from which weight
//! on a text sounds like something; and `untouched.txt`, by which nothing was. All are printed; the second and the last may
//! not be looked at to mend a rule.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use moderation::screening::{self, Outcome, Screened, Verdict};

const SHAPED: &str = include_str!("shaped.txt");
const ASIDE: &str = include_str!("aside.txt");
const UNSEEN: &str = include_str!("unseen.txt");
const AFAR: &str = include_str!("afar.txt");
const UNTOUCHED: &str = include_str!("untouched.txt");

pub fn judge(text: &str) -> Verdict {
    screening::screen(&Screened { text, body: text, links: 0, recent: &[] })
}

/// A label with the rules that may speak on it, and how often they must (`recall`) and may not wrongly (`precision`).
struct Gate {
    label: &'static str,
    rule: &'static [&'static str],
    recall: f64,
    precision: f64,
}

/// Whoever is in danger is heard when any rule that offers help hears them.
const HELP: &[&str] = &["crisis", "overdose", "withdrawal", "despair", "craving", "alarming", "heavy"];

const GATES: [Gate; 6] = [
    Gate { label: "crisis-high", rule: HELP, recall: 0.95, precision: 0.0 },
    Gate { label: "overdose", rule: HELP, recall: 0.95, precision: 0.0 },
    Gate { label: "withdrawal", rule: HELP, recall: 0.95, precision: 0.0 },
    Gate { label: "sourcing", rule: &["sourcing"], recall: 0.90, precision: 0.85 },
    Gate { label: "brokering", rule: &["brokering"], recall: 0.90, precision: 0.85 },
    Gate { label: "doxxing", rule: &["identity"], recall: 0.90, precision: 0.85 },
];

/// Of these no more than so many may be told anything of that kind.
const IDIOMS_MISTAKEN: f64 = 0.05;
const SHARES_HELD: f64 = 0.02;
const SHARES: &[&str] = &["plain", "milestone", "lapse"];

/// What came of the sentences of one half.
struct Measured {
    matrix: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    idioms_mistaken: f64,
    shares_held: f64,
}

impl Measured {
    fn of(sentences: &'static str) -> Self {
        let mut matrix: BTreeMap<_, BTreeMap<_, usize>> = BTreeMap::new();
        let (mut idioms, mut shares) = (Share::default(), Share::default());
        for (label, text) in lines(sentences) {
            let verdict = judge(text);
            let rule = verdict.rule.map_or("-", |rule| rule.id);
            *matrix.entry(label).or_default().entry(rule).or_default() += 1;
            if label == "idiom" {
                idioms.count(verdict.outcome() != Outcome::Clear);
            }
            if SHARES.contains(&label) {
                shares.count(verdict.outcome() == Outcome::Hold);
            }
        }
        Self { matrix, idioms_mistaken: idioms.rate(), shares_held: shares.rate() }
    }

    fn has(&self, gate: &Gate) -> bool {
        self.matrix.contains_key(gate.label)
    }

    fn recall(&self, gate: &Gate) -> f64 {
        let row = &self.matrix[gate.label];
        let found: usize = gate.rule.iter().filter_map(|rule| row.get(rule)).sum();
        rate(found, row.values().sum())
    }

    fn precision(&self, gate: &Gate) -> f64 {
        let said =
            |row: &BTreeMap<&str, usize>| gate.rule.iter().filter_map(|rule| row.get(rule)).sum::<usize>();
        rate(said(&self.matrix[gate.label]), self.matrix.values().map(said).sum())
    }

    /// A line for each label, a column for each rule that spoke.
    fn print(&self, name: &str) {
        let rules: BTreeSet<_> = self.matrix.values().flat_map(BTreeMap::keys).collect();
        let mut table = format!("\n{name}\n{:<15}", "");
        rules.iter().for_each(|rule| write!(table, "{:>10.9}", rule).unwrap());
        for (label, row) in &self.matrix {
            write!(table, "\n{label:<15}").unwrap();
            for rule in &rules {
                let cell = row.get(*rule).map(ToString::to_string);
                write!(table, "{:>10}", cell.as_deref().unwrap_or(".")).unwrap();
            }
        }
        println!("{table}");
        for gate in GATES.iter().filter(|gate| self.has(gate)) {
            let (recall, precision) = (self.recall(gate), self.precision(gate));
            println!(
                "{:<15} recall {recall:.3}{}",
                gate.label,
                match gate.precision {
                    0.0 => String::new(),
                    _ => format!("  precision {precision:.3}"),
                }
            );
        }
        println!("idioms mistaken {:.3}; shares held {:.3}", self.idioms_mistaken, self.shares_held);
    }
}

#[derive(Default)]
struct Share {
    of: usize,
    so: usize,
}

impl Share {
    fn count(&mut self, so: bool) {
        self.of += 1;
        self.so += usize::from(so);
    }

    fn rate(&self) -> f64 {
        rate(self.so, self.of)
    }
}

fn rate(some: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { some as f64 / all as f64 }
}

pub fn lines(sentences: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = sentences.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split_once(" | ").unwrap_or_else(|| panic!("no bar: {line}")))
}

#[test]
fn the_sentences_are_judged_as_they_are_labelled() {
    let shaped = Measured::of(SHAPED);
    shaped.print("the half that shaped the rules");
    // For whoever mends a rule; `porchlight screen` judges any other sentence.
    for (gate, text) in GATES.iter().flat_map(|gate| {
        lines(SHAPED).filter(|(label, _)| *label == gate.label).map(move |(_, text)| (gate, text))
    }) {
        let rule = judge(text).rule.map_or("-", |rule| rule.id);
        if !gate.rule.contains(&rule) {
            println!("{} was heard as {rule}: {text}", gate.label);
        }
    }
    Measured::of(ASIDE).print("the half that was put aside");
    Measured::of(UNSEEN).print("those that were new to the rules once");
    Measured::of(AFAR).print("those by which the least weights were chosen");
    Measured::of(UNTOUCHED).print("those by which nothing was chosen");
    for gate in &GATES {
        assert!(shaped.recall(gate) >= gate.recall, "{}: recall {}", gate.label, shaped.recall(gate));
        assert!(
            shaped.precision(gate) >= gate.precision,
            "{}: precision {}",
            gate.label,
            shaped.precision(gate)
        );
    }
    assert!(shaped.idioms_mistaken <= IDIOMS_MISTAKEN, "idioms: {}", shaped.idioms_mistaken);
    assert!(shaped.shares_held <= SHARES_HELD, "shares: {}", shaped.shares_held);
}
