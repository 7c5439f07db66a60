//! In which language a text is, as far as its word forms need it: its small words tell.

/// A language whose word forms are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Spanish,
    Other,
}

const ENGLISH: &[&str] = &[
    "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
    "can", "cant", "did", "do", "dont", "for", "from", "get", "got", "had", "has", "have", "he", "her",
    "him", "his", "how", "i", "if", "im", "in", "is", "it", "its", "ive", "just", "like", "me", "my", "not",
    "of", "on", "or", "our", "out", "she", "so", "that", "the", "their", "them", "then", "there", "they",
    "this", "to", "up", "was", "we", "were", "what", "when", "who", "will", "with", "would", "you", "your",
];
const SPANISH: &[&str] = &[
    "al", "algo", "aqui", "como", "con", "cuando", "de", "del", "desde", "donde", "el", "ella", "ellos",
    "en", "es", "esa", "ese", "eso", "esta", "este", "esto", "estoy", "fue", "ha", "hace", "hasta", "hay",
    "he", "la", "las", "le", "les", "lo", "los", "mas", "me", "mi", "mis", "muy", "nada", "ni", "no", "nos",
    "o", "para", "pero", "por", "porque", "que", "quien", "se", "ser", "si", "sin", "sobre", "son", "soy",
    "su", "sus", "tambien", "te", "tengo", "todo", "tu", "un", "una", "uno", "y", "ya", "yo",
];
/// Words that stand in texts about anything.
const COMMON: &[&str] = &[
    "again",
    "ahora",
    "always",
    "back",
    "because",
    "before",
    "bien",
    "come",
    "cosa",
    "cosas",
    "could",
    "day",
    "days",
    "dia",
    "dias",
    "even",
    "ever",
    "every",
    "feel",
    "feeling",
    "feels",
    "felt",
    "find",
    "first",
    "give",
    "go",
    "going",
    "gonna",
    "good",
    "hacer",
    "here",
    "into",
    "keep",
    "know",
    "last",
    "let",
    "little",
    "long",
    "look",
    "made",
    "make",
    "makes",
    "many",
    "maybe",
    "mejor",
    "more",
    "most",
    "much",
    "mucho",
    "need",
    "needs",
    "never",
    "new",
    "now",
    "nunca",
    "old",
    "one",
    "only",
    "other",
    "over",
    "puedo",
    "quiero",
    "really",
    "right",
    "said",
    "say",
    "see",
    "should",
    "siempre",
    "siento",
    "some",
    "someone",
    "something",
    "still",
    "sure",
    "take",
    "tell",
    "than",
    "thing",
    "things",
    "think",
    "thought",
    "time",
    "today",
    "too",
    "try",
    "trying",
    "two",
    "very",
    "want",
    "wanted",
    "wants",
    "way",
    "well",
    "went",
    "where",
    "which",
    "why",
    "year",
    "years",
];
/// So many words are enough to tell.
const LOOKED_AT: usize = 400;

/// The language of a text by its folded words. A text too short to tell is taken for English, in Latin letters.
pub(crate) fn of<'w>(words: impl Iterator<Item = &'w str> + Clone) -> Language {
    let count =
        |list: &[&str]| words.clone().take(LOOKED_AT).filter(|word| list.binary_search(word).is_ok()).count();
    let (english, spanish) = (count(ENGLISH), count(SPANISH));
    let latin =
        words.clone().take(LOOKED_AT).any(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()));
    match (english, spanish) {
        _ if spanish > english => Language::Spanish,
        (0, 0) if words.clone().count() > 12 || !latin => Language::Other,
        _ => Language::English,
    }
}

/// Whether a word stands in so many texts, whatever they are about, that it says less than others.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// Whether a word is so common in its language that it says nothing by itself.
pub(crate) fn is_small(word: &str) -> bool {
    ENGLISH.binary_search(&word).is_ok() || SPANISH.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Language {
        let words = crate::folding::words(text);
        of(words.iter().map(|word| word.folded.as_str()))
    }

    #[test]
    fn small_words_tell_the_language() {
        assert_eq!(told("I have been awake since three and my hands shake"), Language::English);
        assert_eq!(told("No puedo dormir y no sé qué hacer con las noches"), Language::Spanish);
        assert_eq!(told("夜晚睡不着"), Language::Other);
        assert_eq!(told("Sponsor?"), Language::English);
    }

    #[test]
    fn the_lists_are_sorted_and_folded() {
        for list in [ENGLISH, SPANISH, COMMON] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|word| crate::folding::fold(word) == *word));
        }
    }
}
