//! A text as plain words: no accents, capitals, tricks of writing or short forms.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    spelling,
    vocabulary::{ASK, COMMA, FEW, MANY, NAME, STOP, Symbol, UNKNOWN, Vocabulary, YEAR},
    words,
};

/// The words and marks of a text, in its order.
pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Vec<Symbol> {
    let mut reader = Reader { vocabulary, symbols: Vec::new(), letters: Vec::new() };
    // What begins a text begins a clause.
    reader.symbol(STOP);
    let mut chunk = String::new();
    for letter in text.chars() {
        match folded(letter, &mut chunk) {
            Folded::Letters => {}
            Folded::Space => reader.take(&mut chunk),
            Folded::Line => {
                reader.take(&mut chunk);
                reader.symbol(STOP);
            }
            Folded::Picture(word) => {
                reader.take(&mut chunk);
                reader.word(word, false);
            }
        }
    }
    reader.take(&mut chunk);
    reader.symbol(STOP);
    reader.symbols
}

/// The words of a text as plain letters, without what is light or too short to tell anything; each as often as it comes.
pub(super) fn telling(text: &str, vocabulary: &Vocabulary) -> Vec<String> {
    /// Shorter ones are in every text.
    const LEAST: usize = 3;
    let tells = |word: &String| {
        word.len() >= LEAST
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && !vocabulary.is_light(word)
    };
    bare(text).into_iter().filter(tells).collect()
}

/// The words of a text as plain letters and digits, short ways of writing written out; each as often as it comes.
pub(super) fn bare(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for letter in text.chars() {
        match folded(letter, &mut plain) {
            Folded::Letters => {}
            Folded::Space | Folded::Line => plain.push(' '),
            Folded::Picture(word) => plain.extend([" ", word, " "]),
        }
    }
    let plain = plain.to_ascii_lowercase();
    let chunks = plain.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '\'');
    let spelt = chunks.flat_map(|chunk| words::written(chunk).unwrap_or(chunk).split(' '));
    spelt
        .map(|word| word.strip_suffix("'s").unwrap_or(word).replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect()
}

enum Folded {
    Letters,
    Space,
    Line,
    Picture(&'static str),
}

/// Adds the plain form of a character to `chunk`, or says what else it is.
fn folded(letter: char, chunk: &mut String) -> Folded {
    match letter {
        '\n' => return Folded::Line,
        '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => chunk.push('\''),
        _ if letter.is_ascii_control() || letter.is_whitespace() => return Folded::Space,
        _ if letter.is_ascii() => chunk.push(letter),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => chunk.push_str(", "),
        '…' => chunk.push('.'),
        '€' | '£' => chunk.push('$'),
        _ if is_combining_mark(letter) || is_invisible(letter) => {}
        _ => {
            if let Some(word) = spelling::picture(letter) {
                return Folded::Picture(word);
            }
            let before = chunk.len();
            let plain = std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part));
            chunk.extend(plain.map(spelling::lookalike).filter(char::is_ascii));
            if chunk.len() == before {
                return Folded::Space;
            }
        }
    }
    Folded::Letters
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00ad}' | '\u{034f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{e0000}'..='\u{e007f}')
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    symbols: Vec<Symbol>,
    /// Single letters in a row, which may be a word with spaces in it.
    letters: Vec<char>,
}

impl Reader<'_> {
    /// Reads what stands between two spaces, and empties it.
    fn take(&mut self, chunk: &mut String) {
        let text = std::mem::take(chunk);
        for chunk in text.split(' ').filter(|chunk| !chunk.is_empty()) {
            let inner =
                chunk.trim_start_matches(|letter: char| "([{\"'*_~#<>-,.?!;:+=|\\&^%/".contains(letter));
            if inner.len() < chunk.len() {
                self.marks(&chunk[..chunk.len() - inner.len()]);
            }
            let core = inner.trim_end_matches(|letter: char| ")]}\"'*_~<>-,.?!;:+=|\\&^%/#".contains(letter));
            self.core(core);
            self.marks(&inner[core.len()..]);
        }
    }

    fn marks(&mut self, marks: &str) {
        if marks.contains('?') {
            self.symbol(ASK);
        } else if marks.contains(['.', '!']) {
            self.symbol(STOP);
        } else if marks.contains([',', ';', ':', ')', '(', '"']) || marks == "-" || marks == "--" {
            self.symbol(COMMA);
        }
    }

    fn core(&mut self, core: &str) {
        if core.is_empty() {
            return;
        }
        let named = core.starts_with(|first: char| first.is_ascii_uppercase())
            && core.chars().skip(1).any(|letter| letter.is_ascii_lowercase());
        let core = core.to_ascii_lowercase();
        if let Some(kind) = spelling::address(&core) {
            return self.word(kind, false);
        }
        // A letter alone may belong to a word with spaces in it.
        if let Some(words) = words::written(&core).filter(|_| core.len() > 1) {
            return words.split(' ').for_each(|word| self.word(word, false));
        }
        if let Some(word) = spelling::decoded(&core, |word| self.vocabulary.known(word).is_some()) {
            return self.word(&word, named);
        }
        if core.contains('*') {
            let masked = self.vocabulary.unmasked(&core);
            return self.symbol(masked.unwrap_or(UNKNOWN));
        }
        for part in spelling::parts(&core) {
            match part {
                "." => self.symbol(STOP),
                "," => self.symbol(COMMA),
                part => self.part(part, named),
            }
        }
    }

    /// Letters alone, or digits alone.
    fn part(&mut self, part: &str, named: bool) {
        if part.starts_with(|first: char| first.is_ascii_digit()) {
            return self.symbol(number(part));
        }
        let (word, owns) = part.strip_suffix("'s").map_or((part, false), |word| (word, true));
        let word: String =
            word.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '$').collect();
        self.word(&word, named);
        if owns {
            self.word("is", false);
        }
    }

    fn word(&mut self, word: &str, named: bool) {
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_ascii_alphabetic()
        {
            return self.letters.push(letter);
        }
        self.flush();
        if !word.is_empty() {
            let symbol = self.read(word).unwrap_or(if named { NAME } else { UNKNOWN });
            self.symbols.push(symbol);
        }
    }

    /// What stands for a word, however it is spelt.
    fn read(&self, word: &str) -> Option<Symbol> {
        let known = |word: &str| self.vocabulary.known(word);
        known(word)
            .or_else(|| spelling::drawn_out(word).into_iter().flatten().find_map(|word| known(&word)))
            .or_else(|| self.vocabulary.meant(word).and_then(known))
    }

    fn symbol(&mut self, symbol: Symbol) {
        self.flush();
        self.symbols.push(symbol);
    }

    /// Single letters: one word or more that were written with spaces, or just letters.
    fn flush(&mut self) {
        let letters: String = std::mem::take(&mut self.letters).into_iter().collect();
        let known = |word: &str| self.vocabulary.known(word).is_some();
        let words = spelling::joined(&letters, known).unwrap_or_else(|| letters.split("").collect());
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            for word in words::written(word).unwrap_or(word).split(' ') {
                let symbol = self.vocabulary.known(word).unwrap_or(UNKNOWN);
                self.symbols.push(symbol);
            }
        }
    }
}

fn number(digits: &str) -> Symbol {
    match digits.parse::<u64>() {
        Ok(0..=7) => FEW,
        Ok(1950..=2099) => YEAR,
        _ => MANY,
    }
}
