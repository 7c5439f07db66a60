//! What nobody is called here: what officials are called, and what wakes a craving or worse in whoever reads it beside each
//! text (guideline G12). Words that are also people's names, such as Brandy or Molly, are not among them, nor is medicine
//! that keeps people well.

use unicode_normalization::UnicodeNormalization;

use super::{is_mark, key};

/// Nobody may look like somebody who decides, whatever stands around it.
const OFFICIAL: &[&str] = &[
    "admin",
    "administrator",
    "moderator",
    "mod team",
    "operator",
    "porchlight",
    "staff",
    "support team",
    "system",
];

/// As a word of its own, or as one of several; *heroine* and *tumbleweed* are other words.
const TRIGGERING: &[&str] = &[
    "adderall",
    "alcohol",
    "amphetamine",
    "beer",
    "benzos",
    "booze",
    "bourbon",
    "cannabis",
    "cerveza",
    "cocaina",
    "cocaine",
    "codeine",
    "coke",
    "crackhead",
    "ecstasy",
    "fent",
    "fentanilo",
    "fentanyl",
    "heroin",
    "heroina",
    "hydrocodone",
    "ketamine",
    "kush",
    "lsd",
    "marihuana",
    "marijuana",
    "mdma",
    "meth",
    "methamphetamine",
    "morphine",
    "opium",
    "overdose",
    "overdosed",
    "oxy",
    "oxycodone",
    "oxycontin",
    "percocet",
    "percs",
    "proana",
    "rum",
    "sobredosis",
    "suicida",
    "suicidal",
    "suicide",
    "suicidio",
    "tequila",
    "thinspo",
    "tramadol",
    "valium",
    "vicodin",
    "vodka",
    "weed",
    "whiskey",
    "whisky",
    "wine",
    "xanax",
    "xans",
];

/// Whether nobody may be called so.
pub(super) fn is_forbidden(name: &str) -> bool {
    is_official(name) || is_triggering(name)
}

fn is_official(name: &str) -> bool {
    let name = key(name);
    OFFICIAL.iter().any(|official| name.contains(&key(official)))
}

/// Word by word, and two that belong together: "self harm", "pro-ana", "co caine".
fn is_triggering(name: &str) -> bool {
    let words: Vec<String> = name.split([' ', '-', '.', '\'', '’']).map(plain).collect();
    let pairs = words.windows(2).map(|pair| pair.concat());
    let said = |word: &str| {
        word == plain("selfharm")
            || TRIGGERING.iter().map(|word| plain(word)).any(|one| is_one_of(word, &one))
    };
    pairs.chain(words.iter().cloned()).any(|word| said(&word))
}

/// The word, or many of them: *beers*.
fn is_one_of(word: &str, one: &str) -> bool {
    word.strip_suffix('s').unwrap_or(word) == one.strip_suffix('s').unwrap_or(one)
}

/// As names are compared, with the digits that stand for letters, and without accents: *h3roína* is *heroina*.
fn plain(word: &str) -> String {
    let bare: String = word.nfd().filter(|character| !is_mark(*character)).collect();
    let letter = |character| match character {
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    key(&bare).chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::is_forbidden;

    #[test]
    fn what_wakes_a_craving_is_no_name() {
        for name in [
            "Heroin",
            "h3r0in hank",
            "Cocaína",
            "lady vodka",
            "Beers",
            "xanax-sam",
            "VODKA",
            "co caine",
            "pro-ana",
            "self harm",
            "Suicidal Sue",
            "Fentanyl 99",
            "mеth", // with a Cyrillic letter
        ] {
            assert!(is_forbidden(name), "{name}");
        }
    }

    #[test]
    fn people_s_own_names_and_other_words_are_left_alone() {
        for name in [
            "Brandy",
            "Sherry",
            "Molly",
            "Crystal",
            "Mary Jane",
            "Percy",
            "Heroine",
            "Tumbleweed",
            "Methuselah",
            "Winell",
            "Sober Sam",
            "Grateful Addict",
            "Rumi",
            "Coker",
            "Oxford",
            "Suboxone Sam",
            "Ginny",
            "Vino",
            "One Day",
        ] {
            assert!(!is_forbidden(name), "{name}");
        }
    }
}
