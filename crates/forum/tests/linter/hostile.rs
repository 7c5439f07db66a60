//! Any text at all: no panic, spans between characters, and time that grows with the text alone.

use std::time::{Duration, Instant};

use forum::linter::{self, Centres, Setting};
use proptest::prelude::*;

use crate::bench::CENTRES;

fn judge(text: &str) {
    for house in [false, true] {
        let setting = Setting { house, centres: Centres::new(CENTRES) };
        let findings = linter::lint(text, &setting);
        for finding in &findings {
            assert!(!finding.span.is_empty(), "{text:?}");
            assert_eq!(text.get(finding.span.clone()), Some(finding.text.as_str()), "{text:?}");
        }
        assert!(findings.is_sorted_by_key(|finding| finding.span.start));
    }
}

/// Pieces of what the finders look for, and of what might trip them.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "sam",
        "@",
        " at ",
        " dot ",
        "arroba",
        "gmail",
        ".com",
        "555",
        "-",
        "0199",
        " ",
        "\n",
        "\n\n",
        ". ",
        "Maria",
        "González",
        "O'",
        "'s",
        "Dr",
        "may",
        "4",
        "4th",
        "de marzo",
        "2019",
        "/",
        "sober",
        "born",
        "case",
        "#",
        "CV",
        "I work at ",
        "Calle",
        "Street",
        "mg",
        "of coke",
        "meeting",
        "at 7",
        "church",
        "é",
        "e\u{301}",
        "５",
        "5️⃣",
        "&#64;",
        "&#",
        ";",
        "*",
        "_",
        "`",
        ">",
        "\u{200b}",
        "\u{202e}",
        "🦊",
        "Hope",
        "Harbour",
        "\u{fdfa}",
        "ﬁ",
        "ß",
        "İ",
        "\0",
    ];
    prop_oneof![3 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #[test]
    fn any_text_is_judged(text in any::<String>()) {
        judge(&text);
    }

    #[test]
    fn any_mixture_is_judged(pieces in prop::collection::vec(piece(), 0..60)) {
        judge(&pieces.concat());
    }
}

/// The longest post, made of one thing over and over: none of them may take more than a moment.
#[test]
fn no_text_takes_long() {
    const MOMENT: Duration = Duration::from_secs(2);
    let things = [
        "5",
        "5 ",
        "a",
        "A",
        "@",
        "a@",
        "a.",
        "at ",
        "Maria ",
        "Maria González ",
        "May 4 ",
        "sober May 4 ",
        "de la ",
        "calle ",
        "case number ",
        "I work at ",
        "meeting at 7 in ",
        "one ",
        "uno dos ",
        "(",
        "&#",
        "é",
        "\n",
        ". ",
        "_",
        "in the a ",
        "X Y ",
        "1/2/",
        "Dr. ",
        "Hope ",
        "meeting 7 pm at Xy ",
        "5 A ",
        "mg 5 ",
        "work at the a a ",
    ];
    for thing in things {
        let text = thing.repeat(20_000 / thing.len() + 1);
        let started = Instant::now();
        judge(&text);
        assert!(started.elapsed() < MOMENT, "{thing:?} took {:?}", started.elapsed());
    }
}
