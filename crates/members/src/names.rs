//! Made-up names of two words, and the rules for names that people choose.

mod forbidden;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};

use crate::Refusal;

/// The words that made-up names are drawn from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameLists {
    adjectives: Vec<String>,
    nouns: Vec<String>,
}

impl NameLists {
    /// Reads `adjectives = [...]` and `nouns = [...]`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the lists.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let lists: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if lists.adjectives.is_empty() || lists.nouns.is_empty() {
            return Err("both lists of names need words".to_owned());
        }
        Ok(lists)
    }

    /// The name that 32 random bytes stand for.
    pub(crate) fn draw(&self, seed: &[u8; 32]) -> String {
        format!("{} {}", pick(&self.adjectives, &seed[..8]), pick(&self.nouns, &seed[8..16]))
    }

    /// A name with a number, for where all plain ones are worn.
    pub(crate) fn draw_numbered(&self, seed: &[u8; 32]) -> String {
        format!("{} {}", self.draw(seed), 2 + u16::from_be_bytes([seed[16], seed[17]]) % 998)
    }
}

fn pick<'l>(list: &'l [String], seed: &[u8]) -> &'l str {
    let number = u64::from_be_bytes(seed.try_into().expect("eight bytes are asked for"));
    // The remainder is below the length of a list, so it fits.
    &list[usize::try_from(number % list.len() as u64).unwrap_or_default()]
}

/// A name as names are compared: letters that look alike are one, and only letters and digits count.
pub(crate) fn key(name: &str) -> String {
    let lower: String = name.nfkc().flat_map(char::to_lowercase).collect();
    // Lower case once more, for the look-alike of a small letter may be a capital one.
    let alike = skeleton(&lower).flat_map(char::to_lowercase).filter(|character| character.is_alphanumeric());
    // What a capital I hides is lost with its case.
    alike.map(|character| if matches!(character, 'i' | 'ı') { 'l' } else { character }).collect()
}

const SHORTEST: usize = 2;
const LONGEST: usize = 30;
/// More digits than a year has could be a telephone number.
const MOST_DIGITS: usize = 4;

/// A nickname as it may be worn.
///
/// # Errors
/// [`Refusal::NameRefused`]: too long, an address, letters of several scripts, what only officials are called, or what
/// somebody who reads it may have to stay away from.
pub(crate) fn nickname(name: &str) -> Result<String, Refusal> {
    let name = name.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let length = (SHORTEST..=LONGEST).contains(&name.chars().count());
    let characters =
        name.chars().all(|c| c.is_alphanumeric() || is_mark(c) || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    let letters: String = name.chars().filter(|c| c.is_alphanumeric() || is_mark(*c)).collect();
    let worn = length
        && characters
        && !looks_like_address(&name)
        && name.chars().any(char::is_alphabetic)
        && name.chars().filter(|c| c.is_numeric()).count() <= MOST_DIGITS
        && letters.check_restriction_level(RestrictionLevel::HighlyRestrictive)
        && !forbidden::is_forbidden(&name);
    if worn { Ok(name) } else { Err(Refusal::NameRefused) }
}

/// Accents that stand after their letter.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// A dot between letters makes an address; at the end of an initial it does not.
fn looks_like_address(name: &str) -> bool {
    name.split(' ').any(|word| word.trim_end_matches('.').contains('.'))
}

/// Text of another server or of a form in one line: without control characters and what turns text around.
pub(crate) fn one_line(text: &str) -> String {
    let shown: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_shown(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`one_line`], cut to `longest` characters.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    one_line(text).chars().take(longest).collect::<String>().trim_end().to_owned()
}

/// As [`one_line`], but lines stay.
pub(crate) fn lines(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || is_shown(*c)).collect::<String>().trim().to_owned()
}

/// Not a control character, nothing invisible, nothing that turns the direction of text around.
fn is_shown(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_one() {
        let quiet = key("quiet lantern");
        for same in ["Quiet Lantern", "quietlantern", "quiet-lantern", "quіet lаntern", "ｑuiet lantern"] {
            assert_eq!(key(same), quiet, "{same}");
        }
        assert_ne!(key("quiet lanterns"), quiet);
        assert_eq!(key("I11"), key("lll"));
    }

    #[test]
    fn nicknames_that_people_wear_are_worn() {
        for name in ["Sam", "J. R.", "Mary-Jo", "O’Neill 2", "Zoë", "Ольга", "小林", "two  spaces"]
        {
            assert!(nickname(name).is_ok(), "{name}");
        }
        assert_eq!(nickname("  two   spaces ").unwrap(), "two spaces");
    }

    #[test]
    fn nicknames_that_harm_are_refused() {
        let bad = [
            "x",
            "",
            "me@mail.example",
            "www.example.com",
            "https://a",
            "call 5550199",
            "a\u{202e}b",
            "a\u{200b}b",
            "tab\u{7}",
            "раypal",
            "Admin",
            "the Mоderator",
            "St4ff staff",
            "12",
            "under_score",
            "<b>",
            &"long ".repeat(7),
        ];
        for name in bad {
            assert!(matches!(nickname(name), Err(Refusal::NameRefused)), "{name}");
        }
    }

    #[test]
    fn remote_text_is_made_harmless() {
        assert_eq!(one_line("a\u{202e}b\n c\u{7}\u{200b}"), "ab c");
        assert_eq!(shortened("many words here", 5), "many");
        assert_eq!(lines(" one\n\u{200f}two\u{0} "), "one\ntwo");
    }

    #[test]
    fn lists_without_words_are_refused() {
        assert!(NameLists::from_toml("adjectives = []\nnouns = ['x']").is_err());
        assert!(NameLists::from_toml("adjectives = ['a']").is_err());
        let lists = NameLists::from_toml("adjectives = ['quiet']\nnouns = ['lantern']").unwrap();
        assert_eq!(lists.draw(&[7; 32]), "quiet lantern");
        assert_eq!(lists.draw_numbered(&[0; 32]), "quiet lantern 2");
    }
}
