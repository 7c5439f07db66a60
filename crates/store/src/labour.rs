//! What was done, step by step, for the tests that compare how much work two answers take. Clocks would only guess.
//!
//! The product is built without the feature `testing`; there nothing is noted, and nothing of this is left.

/// Notes a step: a statement, a commit, a slow hash.
#[cfg(not(feature = "testing"))]
pub const fn note(_: &'static str) {}

#[cfg(feature = "testing")]
pub use noted::{note, taken};

#[cfg(feature = "testing")]
mod noted {
    use std::sync::{Mutex, PoisonError};

    /// Nothing is noted before somebody asks: a server under test may run for long.
    static STEPS: Mutex<Option<Vec<&str>>> = Mutex::new(None);

    /// Notes a step: a statement, a commit, a slow hash.
    pub fn note(step: &'static str) {
        if let Some(steps) = &mut *STEPS.lock().unwrap_or_else(PoisonError::into_inner) {
            steps.push(step);
        }
    }

    /// Every step of this process since the last question; from the first one on they are noted.
    #[must_use]
    pub fn taken() -> Vec<&'static str> {
        STEPS.lock().unwrap_or_else(PoisonError::into_inner).replace(Vec::new()).unwrap_or_default()
    }
}
