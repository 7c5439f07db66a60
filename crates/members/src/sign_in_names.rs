//! What somebody signs in with: never shown to anybody, never kept.

use store::Chance;

/// A made-up sign-in name, very likely free.
#[must_use]
pub fn offer(chance: &Chance) -> String {
    let _ = chance;
    todo!()
}
