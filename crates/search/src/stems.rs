//! Forms of one word meet in its stem.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

use crate::language::Language;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));
static SPANISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Spanish));

/// The stem of a folded word in a text of that language.
pub(crate) fn stem(language: Language, word: &str) -> String {
    if !word.is_ascii() || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    match language {
        Language::English => ENGLISH.stem(word).into(),
        Language::Spanish => SPANISH.stem(word).into(),
        Language::Other => word.to_owned(),
    }
}

/// Every stem that a word may have, whatever the language of the text: each once.
pub(crate) fn all(word: &str) -> Vec<String> {
    let mut stems = vec![stem(Language::English, word), stem(Language::Spanish, word), word.to_owned()];
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        let english = |word| stem(Language::English, word);
        assert_eq!(english("relapsed"), english("relapse"));
        assert_eq!(english("sleeping"), english("sleep"));
        let spanish = |word| stem(Language::Spanish, word);
        assert_eq!(spanish("recaidas"), spanish("recaida"));
        assert_eq!(spanish("noches"), spanish("noche"));
        assert_eq!(stem(Language::Other, "noches"), "noches");
    }
}
