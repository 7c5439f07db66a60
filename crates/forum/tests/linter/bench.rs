//! Precision and recall of each kind over the sentences in `sentences.txt`.

use std::collections::BTreeMap;

use forum::linter::{self, Centres, Kind, Setting};

const SENTENCES: &str = include_str!("sentences.txt");
pub const CENTRES: [&str; 3] = ["Hope Harbour", "Casa del Alba", "Three Pines Recovery"];

struct Sentence {
    setting: Setting,
    wanted: Vec<&'static str>,
    text: &'static str,
}

fn sentences() -> Vec<Sentence> {
    let lines = SENTENCES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (kinds, text) = line.split_once(" | ").unwrap_or_else(|| panic!("no bar: {line}"));
            let mut wanted: Vec<_> = kinds.split(' ').filter(|kind| *kind != "-").collect();
            let house = wanted.first() == Some(&"house");
            if house {
                wanted.remove(0);
            }
            Sentence { setting: Setting { house, centres: Centres::new(CENTRES) }, wanted, text }
        })
        .collect()
}

/// How one kind was done.
#[derive(Default)]
struct Tally {
    wanted: usize,
    found: usize,
    wrongly: usize,
}

#[test]
fn the_sentences_are_marked_and_the_plain_shares_are_not() {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut misses, mut false_marks) = (Vec::new(), Vec::new());
    for Sentence { setting, wanted, text } in sentences() {
        let mut found: Vec<_> = linter::lint(text, &setting).iter().map(|one| one.kind.word()).collect();
        for kind in &wanted {
            let tally = tallies.entry(kind).or_default();
            tally.wanted += 1;
            match found.iter().position(|one| one == kind) {
                Some(at) => {
                    found.remove(at);
                    tally.found += 1;
                }
                None => misses.push(format!("{kind}: {text}")),
            }
        }
        for kind in found {
            tallies.entry(kind).or_default().wrongly += 1;
            let list = if wanted.is_empty() { &mut false_marks } else { &mut misses };
            list.push(format!("wrongly {kind}: {text}"));
        }
    }
    print(&tallies);
    misses.iter().chain(&false_marks).for_each(|line| println!("  {line}"));
    assert_eq!(false_marks, Vec::<String>::new(), "a plain share is marked");
    let (wanted, found) =
        tallies.values().fold((0, 0), |(wanted, found), one| (wanted + one.wanted, found + one.found));
    assert!(found * 10 >= wanted * 9, "{found} of {wanted} are marked");
    for kind in Kind::ALL {
        let tally = &tallies[kind.word()];
        assert!(tally.found * 10 >= tally.wanted * 9, "{}: {} of {}", kind.word(), tally.found, tally.wanted);
    }
}

fn print(tallies: &BTreeMap<&str, Tally>) {
    println!("{:<8} {:>9} {:>7}", "kind", "precision", "recall");
    for (kind, tally) in tallies {
        let precision = share(tally.found, tally.found + tally.wrongly);
        println!("{kind:<8} {precision:>9.2} {:>7.2}", share(tally.found, tally.wanted));
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are a few hundred sentences")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
