//! From text to words as they are compared: without case, marks and apostrophes, in any script.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A longer word is cut: nobody looks for it, and the index bounds its words.
const LONGEST: usize = 40;

/// A word of a text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its bytes in the text.
    pub(crate) at: Range<usize>,
    /// As it is compared.
    pub(crate) folded: String,
    /// Whether it is a pair of signs of a script without spaces.
    pub(crate) pair: bool,
}

/// The words of `text`, in order. Scripts without spaces become pairs of neighbouring signs.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut reader = Reader { text, found: Vec::new(), word: None, signs: Vec::new() };
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        reader.read(at, character, after);
    }
    reader.end_word();
    reader.end_signs();
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Word>,
    word: Option<Range<usize>>,
    signs: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn read(&mut self, at: usize, character: char, after: Option<char>) {
        let end = at + character.len_utf8();
        if is_sign(character) {
            self.end_word();
            self.signs.push(at..end);
        } else if character.is_alphanumeric() {
            self.end_signs();
            self.word.get_or_insert(at..at).end = end;
        } else if let Some(word) = self.word.as_mut().filter(|_| continues(character, after)) {
            word.end = end;
        } else {
            self.end_word();
            self.end_signs();
        }
    }

    fn end_word(&mut self) {
        let Some(at) = self.word.take() else { return };
        let folded = fold(&self.text[at.clone()]);
        if !folded.is_empty() {
            self.found.push(Word { at, folded, pair: false });
        }
    }

    fn end_signs(&mut self) {
        if self.signs.is_empty() {
            return;
        }
        let signs = std::mem::take(&mut self.signs);
        let pairs = signs.windows(2).map(|pair| pair[0].start..pair[1].end);
        let alone = signs.first().filter(|_| signs.len() == 1).cloned();
        for at in pairs.chain(alone) {
            let folded = self.text[at.clone()].nfkc().flat_map(char::to_lowercase).collect();
            self.found.push(Word { at, folded, pair: true });
        }
    }
}

/// Whether a character that is no letter belongs to the word it stands in: a mark, a joiner, an apostrophe before a letter.
fn continues(character: char, after: Option<char>) -> bool {
    is_combining_mark(character)
        || matches!(character, '\u{200c}' | '\u{200d}' | '\u{00ad}')
        || is_apostrophe(character) && after.is_some_and(char::is_alphanumeric)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ff07}' | '`' | '\u{b4}')
}

/// Whether a character belongs to a script that puts no spaces between words, or whose words are found in their parts.
fn is_sign(character: char) -> bool {
    matches!(u32::from(character),
        0x0e01..=0x0e4e | 0x0e81..=0x0ece | 0x1000..=0x109f | 0x1780..=0x17d3
        | 0x3005..=0x3007 | 0x3041..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3
        | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x3ffff)
}

/// A word as it is compared.
pub(crate) fn fold(word: &str) -> String {
    // Most words are so, and nothing has to be looked up for them.
    if word.is_ascii() {
        let bare = word.bytes().filter(u8::is_ascii_alphanumeric).take(LONGEST);
        return bare.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    let bare = word.nfkd().filter(|character| !is_combining_mark(*character));
    let lower = bare.flat_map(char::to_lowercase).filter(|character| !is_combining_mark(*character));
    let mut folded = String::with_capacity(word.len());
    for character in
        lower.filter(|character| character.is_alphanumeric() && *character != '\u{640}').take(LONGEST)
    {
        match character {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ى' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ٱ' => folded.push('ا'),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn case_marks_and_apostrophes_do_not_matter() {
        assert_eq!(folded("I can’t sleep, can't"), ["i", "cant", "sleep", "cant"]);
        assert_eq!(folded("Recaída, naïve café"), ["recaida", "naive", "cafe"]);
        assert_eq!(folded("e\u{301}te\u{301} 'quoted'"), ["ete", "quoted"]);
        assert_eq!(folded("Straße STRASSE"), ["strasse", "strasse"]);
    }

    #[test]
    fn scripts_without_spaces_become_pairs() {
        assert_eq!(folded("睡不着 day4"), ["睡不", "不着", "day4"]);
        assert_eq!(folded("夜"), ["夜"]);
        assert_eq!(folded("외로워요"), ["외로", "로워", "워요"]);
    }

    #[test]
    fn arabic_and_hebrew_are_bare() {
        assert_eq!(folded("أَحْمَد إنسان آخر"), ["احمد", "انسان", "اخر"]);
        assert_eq!(folded("شـــكرا"), ["شكرا"]);
        assert_eq!(folded("שָׁלוֹם"), ["שלום"]);
    }

    #[test]
    fn a_word_stands_where_it_stood() {
        let text = "So: ça va, 夜空";
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word.at]).collect();
        assert_eq!(found, ["So", "ça", "va", "夜空"]);
    }
}
