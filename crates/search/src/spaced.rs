//! How words reach Tantivy: one text with a space between them. Handed over as tokens, each would be written as JSON and read
//! again, which takes longer than all the rest.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Under this name an index knows it.
pub(crate) const SPACED: &str = "spaced";
/// So far apart are the words around a gap: no phrase reaches over.
const GAP: usize = 16;

/// Words with spaces between; two spaces are a gap.
#[derive(Clone)]
pub(crate) struct Spaced;

/// One text of them.
pub(crate) struct Words<'t> {
    rest: std::str::Split<'t, char>,
    token: Token,
    next: usize,
}

impl Tokenizer for Spaced {
    type TokenStream<'t> = Words<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Words<'t> {
        Words { rest: text.split(' '), token: Token::default(), next: 0 }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        for word in self.rest.by_ref() {
            if word.is_empty() {
                self.next += GAP;
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(word);
            self.token.position = self.next;
            self.next += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_they_stood_and_a_gap_parts_them() {
        let places = |text: &str| {
            let (mut places, mut spaced) = (Vec::new(), Spaced);
            let mut words = spaced.token_stream(text);
            while words.advance() {
                places.push((words.token().text.clone(), words.token().position));
            }
            places
        };
        let told = |word: &str, place| (word.to_owned(), place);
        assert_eq!(places("a b  c d"), [told("a", 0), told("b", 1), told("c", 18), told("d", 19)]);
        assert!(places("").is_empty() && places(" ").is_empty());
    }
}
