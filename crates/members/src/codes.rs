//! Codes that people read from paper and type: grouped for the eye, forgiving when typed.

/// A code in groups of four: `abcd-efgh-…`.
pub(crate) fn grouped(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code as it was made, from what somebody typed: case, spaces and dashes don't matter.
#[must_use]
pub fn typed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_survives_paper_and_keyboard() {
        assert_eq!(super::grouped("abcdefghj2"), "abcd-efgh-j2");
        assert_eq!(super::typed(" ABCD efgh–J2\n"), "abcdefghj2");
    }
}
