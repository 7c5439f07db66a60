//! Passphrases: four words are offered, the commonest are refused.

use store::Chance;

use crate::Refusal;

/// Four random words.
#[must_use]
pub fn offer(chance: &Chance) -> String {
    let _ = chance;
    todo!()
}

/// Whether somebody may choose this one.
///
/// # Errors
/// When it has under eight characters or is among the commonest.
pub fn judge(passphrase: &str) -> Result<(), Refusal> {
    let _ = passphrase;
    todo!()
}
