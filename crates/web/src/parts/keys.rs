//! Two words of the key sheet, typed back: who can do that has the sheet.

use members::sheet;
use serde::Deserialize;
use store::{Chance, Mutant};

/// What the fields hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// All words of the sheet.
    pub words: String,
    /// Which word was asked for first, from 1.
    pub one: usize,
    /// Which one after it.
    pub other: usize,
    /// Both, as typed.
    pub typed: Vec<String>,
    /// Pressed to do it another day.
    pub later: String,
}

impl Typed {
    /// A new sheet, of which any two words are asked for.
    #[must_use]
    pub fn drawn(chance: &Chance) -> Self {
        let one = 1 + chance.below(sheet::WORDS);
        let other = 1 + (one + chance.below(sheet::WORDS - 1)) % sheet::WORDS;
        Self { words: sheet::draw(chance), one: one.min(other), other: one.max(other), ..Self::default() }
    }

    /// The words, one after the other.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.words.split(' ')
    }

    /// Whether the two words are what the sheet says.
    #[must_use]
    pub fn fits(&self) -> bool {
        if Mutant::SheetNotTypedBack.is_on() {
            return true;
        }
        let word = |number: usize| self.words.split(' ').nth(number.checked_sub(1)?);
        let same =
            |number, typed: &String| word(number).is_some_and(|word| word == typed.trim().to_lowercase());
        let apart = self.one != self.other && self.words.split(' ').count() == sheet::WORDS;
        apart
            && matches!(&self.typed[..], [first, second] if same(self.one, first) && same(self.other, second))
    }

    /// What was typed into one of the two fields.
    #[must_use]
    pub fn of(&self, field: usize) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_words_that_were_asked_for_fit() {
        for seed in 0..50 {
            let drawn = Typed::drawn(&Chance::seeded(seed));
            assert!(drawn.one < drawn.other && drawn.other <= sheet::WORDS, "{drawn:?}");
            let words: Vec<String> = drawn.each().map(str::to_owned).collect();
            let typed = |first: &str, second: &str| Typed {
                typed: vec![first.into(), second.into()],
                ..drawn.clone()
            };
            let (one, other) = (&words[drawn.one - 1], &words[drawn.other - 1]);
            assert!(typed(&one.to_uppercase(), &format!(" {other} ")).fits());
            assert!(!typed(one, "").fits());
            assert!(!typed(one, "somewhere").fits());
            assert!(!Typed { typed: vec![one.clone()], ..drawn.clone() }.fits(), "a word is missing");
            assert!(!Typed { words: one.clone(), ..typed(one, one) }.fits(), "no sheet, no proof");
        }
    }
}
