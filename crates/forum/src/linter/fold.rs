//! Writes a text the plainest way, so that no trick of writing hides anything: full-width digits, accents, invisible
//! characters, entities and the marks of Markdown all come to the same plain letters.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A plain text, and which bytes of the original each of its bytes came from.
#[derive(Default)]
pub(super) struct Folded {
    pub(super) text: String,
    origins: Vec<Range<usize>>,
}

/// Where scripts other than ours have their nought; the other nine digits follow it.
const NOUGHTS: [u32; 12] =
    [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0e50, 0x17e0];

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), ..Self::default() };
        folded.origins.reserve(text.len());
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            let (letter, length) = entity(&text[at..]).unwrap_or((letter, letter.len_utf8()));
            let origin = at..at + length;
            at = origin.end;
            folded.take(letter, origin, text[at..].chars().next());
        }
        folded
    }

    /// The bytes of the original that `span` came from.
    pub(super) fn origin(&self, span: &Range<usize>) -> Range<usize> {
        let last = span.end.saturating_sub(1).max(span.start);
        match (self.origins.get(span.start), self.origins.get(last)) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    fn take(&mut self, letter: char, origin: Range<usize>, next: Option<char>) {
        if letter.is_ascii() {
            return self.take_ascii(letter, origin, next);
        }
        if is_combining_mark(letter) {
            // An accent belongs to the letter before it.
            if let Some(last) = self.origins.last_mut() {
                last.end = origin.end;
            }
            return;
        }
        if is_invisible(letter) {
            return;
        }
        if let Some(plain) = plain(letter) {
            return self.take_ascii(plain, origin, next);
        }
        for part in std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part)) {
            if part.is_ascii() {
                self.take_ascii(part, origin.clone(), next)
            } else {
                self.push(part, &origin)
            }
        }
    }

    fn take_ascii(&mut self, letter: char, origin: Range<usize>, next: Option<char>) {
        match letter {
            // Emphasis and code: what they hold is judged like all else.
            '*' | '`' | '~' | '\\' => {}
            '_' if self.at_an_edge(next) => {}
            '\n' => self.space('\n', &origin),
            // A quotation is judged too; its mark is only space.
            '>' | '|' => self.space(' ', &origin),
            _ if letter.is_whitespace() || letter.is_control() => self.space(' ', &origin),
            _ => self.push(letter, &origin),
        }
    }

    /// Several spaces are one; an empty line stays one, because it ends a sentence.
    fn space(&mut self, letter: char, origin: &Range<usize>) {
        let ended = self.text.ends_with("\n\n");
        match (letter, self.text.chars().next_back()) {
            ('\n', Some('\n')) if !ended => self.push('\n', origin),
            (_, Some('\n')) => {}
            ('\n', Some(' ')) => {
                self.text.pop();
                self.text.push('\n');
            }
            (_, Some(' ')) => {}
            _ => self.push(letter, origin),
        }
    }

    fn push(&mut self, letter: char, origin: &Range<usize>) {
        self.text.push(letter);
        self.origins.resize(self.text.len(), origin.clone());
    }

    fn at_an_edge(&self, next: Option<char>) -> bool {
        let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !inside(self.text.chars().next_back()) || !inside(next)
    }
}

fn plain(letter: char) -> Option<char> {
    let code = u32::from(letter);
    if let Some(nought) = NOUGHTS.iter().find(|nought| (**nought..**nought + 10).contains(&code)) {
        return char::from_digit(code - nought, 10);
    }
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '«' | '»' => Some('"'),
        '·' | '•' | '‧' | '。' => Some('.'),
        _ if letter.is_whitespace() => Some(if letter == '\u{2029}' { '\n' } else { ' ' }),
        _ => None,
    }
}

/// What nobody sees, and the frame of a key-cap digit.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00ad}' | '\u{034f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{e0000}'..='\u{e007f}')
        || letter.is_control()
}

/// The character that an entity at the start of `text` stands for, and how many bytes the entity has.
fn entity(text: &str) -> Option<(char, usize)> {
    /// Longer than this is no entity.
    const MOST: usize = 10;
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(MOST).position(|byte| byte == b';')?;
    let name = &rest[..end];
    let letter = match name.strip_prefix('#') {
        Some(number) => char::from_u32(match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        })?,
        None => match name {
            "commat" => '@',
            "period" => '.',
            "nbsp" => ' ',
            _ => return None,
        },
    };
    Some((letter, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricks_of_writing_come_to_plain_letters() {
        for (written, plain) in [
            ("５５５‑０１９９", "555-0199"),
            ("5️⃣5️⃣", "55"),
            ("٠١٢", "012"),
            ("sam&#64;mail&period;example", "sam@mail.example"),
            ("Jos\u{e9} Jose\u{301} **Mu\u{f1}oz**", "Jose Jose Munoz"),
            ("> _Maria_  snake_case", " Maria snake_case"),
            ("5\u{200b}5", "55"),
            ("a \n \n\n b", "a\n\nb"),
        ] {
            assert_eq!(Folded::of(written).text, plain, "{written:?}");
        }
    }

    #[test]
    fn every_span_leads_back() {
        let written = "¡Jose\u{301}, &#64;!";
        let folded = Folded::of(written);
        let back = |plain: &str| {
            let start = folded.text.find(plain).unwrap();
            &written[folded.origin(&(start..start + plain.len()))]
        };
        assert_eq!(back("Jose"), "Jose\u{301}");
        assert_eq!(back("@"), "&#64;");
        assert_eq!(folded.origin(&(900..901)), 0..0);
    }
}
