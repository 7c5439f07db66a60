//! What actors elsewhere are called, written so that none passes for another by letters that look alike.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_security::{RestrictionLevel, RestrictionLevelDetection as _, skeleton};

/// The longest handle that is kept.
const LONGEST: usize = 100;

/// A handle as it may stand in `handle@host`: in small letters, and nothing in it may look like something else there.
///
/// Letters of one writing stay as they are. What mixes writings, hides characters, or merely looks like Latin letters
/// (`аdmin` with a Cyrillic а) is written in Punycode, as in names of servers: two handles never become one.
pub(crate) fn handle(text: &str) -> Option<String> {
    let written = |letter: char| if letter.is_ascii() && !is_plain(letter) { '-' } else { letter };
    let handle: String = text.trim().to_lowercase().chars().map(written).collect();
    if !handle.chars().any(char::is_alphanumeric) {
        return None;
    }
    let handle = if handle.is_ascii() || is_honest(&handle) {
        handle
    } else {
        format!("xn--{}", idna::punycode::encode_str(&handle)?)
    };
    (handle.len() <= LONGEST).then_some(handle)
}

/// A name that people read. Where it mixes writings, or spells a Latin word in letters of another one, those letters
/// become the plain ones they look like: then it equals the name that it imitates, and pages number the two.
pub(crate) fn name(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let plain: String = text.chars().map(looks_like).collect();
    let deceives = !is_of_one_writing(&text) || letters(&plain).is_ascii();
    if deceives { plain } else { text }
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

fn is_honest(handle: &str) -> bool {
    let written = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter) || is_plain(letter);
    let plain: String = handle.chars().map(looks_like).collect();
    handle.chars().all(written) && is_of_one_writing(handle) && !plain.is_ascii()
}

/// Latin beside Chinese, Japanese or Korean counts as one: people there write so.
fn is_of_one_writing(text: &str) -> bool {
    letters(text).check_restriction_level(RestrictionLevel::HighlyRestrictive)
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The plain letter that a letter of another writing looks like; itself if there is none.
fn looks_like(letter: char) -> char {
    if letter.is_ascii() || !letter.is_alphanumeric() {
        return letter;
    }
    let mut alike = skeleton(letter.encode_utf8(&mut [0; 4])).collect::<Vec<char>>().into_iter();
    match (alike.next(), alike.next()) {
        (Some(plain), None) if plain.is_ascii_alphanumeric() => plain,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d09_a_handle_that_looks_like_another_is_written_so_that_it_does_not() {
        let rows = [
            ("admin", "admin"),
            ("Admin", "admin"),
            ("mary_jo.2", "mary_jo.2"),
            ("Ольга", "ольга"),
            ("小林", "小林"),
            ("a@b", "a-b"),
        ];
        for (text, expected) in rows {
            assert_eq!(handle(text).as_deref(), Some(expected), "{text}");
        }
        let deceptive =
            ["\u{430}dmin", "\u{ff41}dmin", "ad\u{200b}min", "\u{202e}nimda", "\u{440}\u{430}\u{443}"];
        for text in deceptive {
            let written = handle(text).unwrap();
            assert!(written.is_ascii() && written.starts_with("xn--"), "{text}: {written}");
        }
        for text in ["", "  ", "\u{200b}", "@", &"a".repeat(101), &"\u{430}b".repeat(90)] {
            assert_eq!(handle(text), None, "{text}");
        }
    }

    #[test]
    fn d09_a_name_that_looks_like_another_becomes_that_one() {
        for same in ["Quiet Heron", "Qui\u{435}t H\u{435}ron", "\u{ff31}uiet Heron", "𝐐uiet 𝐇eron"] {
            assert_eq!(name(same), "Quiet Heron", "{same}");
        }
        assert_eq!(name("\u{421}\u{430}\u{440}e"), "Cape");
        for own in ["Ольга", "Zoë", "小林 Sam", "Sam 🌱", "Łukasz"] {
            assert_eq!(name(own), own);
        }
    }
}
