//! Work on a thread of its own that ends soon after nobody waits for it any more: a server that is told to stop, stops.

use std::sync::{Arc, Weak};

use crate::Outcome;

/// Held by whoever waits.
pub(super) struct Waiting(Arc<()>);

/// Asked by whoever works.
pub(super) struct Wanted(Weak<()>);

impl Waiting {
    pub(super) fn begin() -> (Self, Wanted) {
        let held = Arc::new(());
        let wanted = Wanted(Arc::downgrade(&held));
        (Self(held), wanted)
    }

    /// It was worth the wait.
    pub(super) fn end(self) {
        drop(self.0);
    }
}

impl Wanted {
    /// Goes on only while somebody waits.
    pub(super) fn go_on(&self) -> Outcome {
        if self.0.strong_count() > 0 { Ok(()) } else { Err("nobody waits for it any more".into()) }
    }
}
