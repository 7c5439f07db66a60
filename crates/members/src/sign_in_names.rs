//! What somebody signs in with: never shown to anybody, never kept.

use store::Chance;
use unicode_normalization::UnicodeNormalization;

use crate::{Refusal, words};

const SHORTEST: usize = 3;
const LONGEST: usize = 40;

/// A made-up sign-in name, very likely free.
#[must_use]
pub fn offer(chance: &Chance) -> String {
    format!("{}-{}-{}", words::short(chance), words::short(chance), 10 + chance.below(990))
}

/// Whether a sign-in name has a form that works; whether it is free only joining tells.
///
/// # Errors
/// [`Refusal::SignInNameBad`].
pub fn judge(name: &str) -> Result<(), Refusal> {
    normalised(name).map(|_| ())
}

/// Names like a taken one.
pub(crate) fn like(name: &str, chance: &Chance) -> [String; 6] {
    let stem: String = name.chars().take(LONGEST - 5).collect();
    [0; 6].map(|_| format!("{}-{}", stem.trim_end_matches('-'), 10 + chance.below(9_990)))
}

/// A sign-in name as it is compared: "Quiet Porch_7 " is "quiet-porch-7".
///
/// # Errors
/// When it has too few or too many characters, or others than letters, digits and what joins words.
pub fn normalised(name: &str) -> Result<String, Refusal> {
    let lower: String = name.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let joins = |character: char| character.is_whitespace() || matches!(character, '-' | '_' | '.');
    let words: Vec<&str> = lower.split(joins).filter(|word| !word.is_empty()).collect();
    let normalised = words.join("-");
    let fits = (SHORTEST..=LONGEST).contains(&normalised.chars().count());
    if fits && normalised.chars().all(|character| character == '-' || character.is_alphanumeric()) {
        Ok(normalised)
    } else {
        Err(Refusal::SignInNameBad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_people_remember_them() {
        for same in ["quiet porch 7", " Quiet  Porch_7 ", "QUIET.PORCH-7", "quiet-porch-７"] {
            assert_eq!(normalised(same).unwrap(), "quiet-porch-7", "{same}");
        }
    }

    #[test]
    fn addresses_and_nonsense_are_refused() {
        for bad in ["ab", "", "- . -", "me@mail.example", "a/b/c", "zero\u{200b}width", &"long".repeat(11)] {
            assert!(matches!(normalised(bad), Err(Refusal::SignInNameBad)), "{bad}");
        }
    }

    #[test]
    fn what_is_offered_works() {
        let chance = Chance::seeded(1);
        for _ in 0..50 {
            let offered = offer(&chance);
            assert_eq!(normalised(&offered).unwrap(), offered);
            for like in like(&offered, &chance) {
                assert_eq!(normalised(&like).unwrap(), like);
            }
        }
    }
}
