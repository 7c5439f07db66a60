//! What was done, step by step, for the tests that compare how much work two answers take, and that let one step fail.
//! Clocks would only guess.
//!
//! The product is built without the feature `testing`; there nothing is noted, and nothing of this is left.

/// Notes a step: a statement, a commit, a slow hash.
#[cfg(not(feature = "testing"))]
pub const fn note(_: &'static str) {}

/// Fails when a test wanted this step to.
///
/// # Errors
/// Never, in the product.
#[cfg(not(feature = "testing"))]
pub const fn stumble() -> crate::Result<()> {
    Ok(())
}

#[cfg(feature = "testing")]
pub use noted::{note, stumble, stumble_at, taken};

#[cfg(feature = "testing")]
mod noted {
    use std::sync::{Mutex, PoisonError};

    /// How many steps may be taken before one fails.
    static LEFT: Mutex<Option<usize>> = Mutex::new(None);

    /// Lets one step fail, after so many that do not; `None`: none.
    pub fn stumble_at(steps: Option<usize>) {
        *LEFT.lock().unwrap_or_else(PoisonError::into_inner) = steps;
    }

    /// Fails when a test wanted this step to.
    ///
    /// # Errors
    /// Then.
    pub fn stumble() -> crate::Result<()> {
        let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
        match *left {
            Some(0) => {
                *left = None;
                Err(crate::Fault::Other("stumbled, as a test wanted".to_owned()))
            }
            Some(steps) => {
                *left = Some(steps - 1);
                Ok(())
            }
            None => Ok(()),
        }
    }

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
