//! Passphrases: four words are offered, the commonest are refused.

use store::Chance;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{Refusal, words};

/// Fewer characters than this are too few.
const SHORTEST: usize = 8;
/// How many tries are too few: the ten thousand commonest are refused, and what is as easy to guess.
const COMMONEST: u64 = 10_000;
/// What the guessing model looks at; it takes long over longer texts.
const LOOKED_AT: usize = 72;

/// Four random words.
#[must_use]
pub fn offer(chance: &Chance) -> String {
    [0; 4].map(|_| words::long(chance)).join(" ")
}

/// Whether somebody may choose this one.
///
/// # Errors
/// When it has under eight characters or is among the commonest.
pub fn judge(passphrase: &str) -> Result<(), Refusal> {
    let passphrase = normalised(passphrase);
    if passphrase.chars().count() < SHORTEST {
        return Err(Refusal::PassphraseTooShort);
    }
    let start: Zeroizing<String> = Zeroizing::new(passphrase.chars().take(LOOKED_AT).collect());
    if zxcvbn::zxcvbn(&start, &["porchlight"]).guesses() <= COMMONEST {
        return Err(Refusal::PassphraseCommon);
    }
    Ok(())
}

/// Keyboards compose letters differently and phones add a space at the end: neither may lock anybody out.
pub(crate) fn normalised(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(passphrase.trim().nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_is_accepted_and_has_four_words() {
        let chance = Chance::seeded(1);
        for _ in 0..20 {
            let offered = offer(&chance);
            assert_eq!(offered.split(' ').count(), 4);
            assert!(judge(&offered).is_ok());
        }
    }

    #[test]
    fn short_and_common_ones_are_refused() {
        assert!(matches!(judge("seven77"), Err(Refusal::PassphraseTooShort)));
        assert!(matches!(judge("      a      "), Err(Refusal::PassphraseTooShort)));
        for common in
            ["password", "12345678", "qwertyuiop", "iloveyou", "Password1", "porchlight", "aaaaaaaaaa"]
        {
            assert!(matches!(judge(common), Err(Refusal::PassphraseCommon)), "{common}");
        }
    }

    #[test]
    fn a_space_at_the_end_and_another_keyboard_change_nothing() {
        assert_eq!(*normalised("cafe\u{301} au lait "), *normalised("caf\u{e9} au lait"));
    }
}
