//! Takes out of a text what would deceive the eye: control characters and marks that turn the reading direction.

/// Several lines of text; line breaks and tabs stay.
#[must_use]
pub fn text(text: &str) -> String {
    text.chars().filter(|&letter| matches!(letter, '\n' | '\t') || is_legible(letter)).collect()
}

/// One line of text, without space around it or doubled within.
#[must_use]
pub fn line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|&letter| is_legible(letter))
        .collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines, at most `most` characters.
#[must_use]
pub fn short(words: &str, most: usize) -> String {
    text(words).trim().chars().take(most).collect()
}

fn is_legible(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter,
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}' // direction
            | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{00ad}' // invisible
            | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' // line and annotation marks
            | '\u{e0000}'..='\u{e007f}') // invisible letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_the_eye_is_taken_out() {
        assert_eq!(text("one\u{202e}eno\u{0}\ntwo\u{200b}"), "oneeno\ntwo");
        assert_eq!(line(" a\n b\u{2066}c\t\td "), "a bc d");
        assert_eq!(short("  abcdef", 3), "abc");
    }

    #[test]
    fn scripts_that_need_joiners_keep_them() {
        assert_eq!(text("\u{0645}\u{06cc}\u{200c}\u{062e}"), "\u{0645}\u{06cc}\u{200c}\u{062e}");
    }
}
