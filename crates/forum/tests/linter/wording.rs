//! What is marked exactly, and what is offered instead.

use forum::linter::{self, Centres, Setting};

use crate::bench::CENTRES;

/// The text with every find replaced as offered; what is better left out becomes "[…]".
fn softened(text: &str) -> String {
    let setting = Setting { house: false, centres: Centres::new(CENTRES) };
    let mut softened = text.to_owned();
    for finding in linter::lint(text, &setting).iter().rev() {
        softened.replace_range(finding.span.clone(), finding.softer.as_deref().unwrap_or("[…]"));
    }
    softened
}

#[test]
fn the_softer_wording_stands_where_the_words_stood() {
    for (text, softer) in [
        ("I got sober on March 4.", "I got sober last spring."),
        ("I have been sober since March 4, 2019.", "I have been sober since spring 2019."),
        ("I was born on 12 April 1987.", "I was born in the 1980s."),
        ("Dejé de beber el 4 de marzo.", "Dejé de beber la primavera pasada."),
        ("Nací el 23 de agosto de 1990.", "Nací en la década de 1990."),
        ("Then Daniel Okafor's car broke.", "Then someone I know's car broke."),
        ("Vi a Lucía Fernández ayer.", "Vi a alguien que conozco ayer."),
        ("My name is Maria Gonzalez.", "My name is somebody here."),
        ("Call 212-555-0147 tonight.", "Call […] tonight."),
        ("They may take my nursing licence.", "They may take my licence."),
        ("I was up to 80 mg of oxy.", "I was up to an amount of oxy."),
        ("I was at Hope Harbour.", "I was at a treatment centre."),
        ("My case number is 23-CV-01442.", "My case number is […]."),
    ] {
        assert_eq!(softened(text), softer);
    }
}

#[test]
fn accents_and_tricks_are_marked_whole() {
    for (text, marked) in [
        ("Vi a Lucía Ferna\u{301}ndez.", "Lucía Ferna\u{301}ndez"),
        ("my number: ５５５-０１０-０１９９!", "５５５-０１０-０１９９"),
        ("5️⃣5️⃣5️⃣-010-0199 is mine", "5️⃣5️⃣5️⃣-010-0199"),
        ("**Maria** _Gonzalez_ came", "Maria** _Gonzalez"),
    ] {
        let findings = linter::lint(text, &Setting::default());
        assert_eq!(findings.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), [marked]);
    }
}

#[test]
fn an_empty_list_of_centres_finds_none() {
    let setting = Setting { centres: Centres::new(["", "  ", "x"]), ..Setting::default() };
    assert_eq!(linter::lint("I was at x.", &setting), []);
}
