//! Counts how often a member asked for a taken sign-in name, so that nobody can go through a list of them.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use store::{AccountId, Day};

/// How many taken names somebody may learn of: with an invitation, or in a day.
pub(crate) const ALLOWED: i64 = 5;

/// In memory only: a day's tries are nobody's business tomorrow.
#[derive(Default)]
pub(crate) struct Tries {
    today: Mutex<(Option<Day>, HashMap<AccountId, i64>)>,
}

impl Tries {
    /// Whether this account may ask for another name today.
    pub(crate) fn left(&self, account: AccountId, day: Day) -> bool {
        self.with(day, |counts| counts.get(&account).copied().unwrap_or(0) < ALLOWED)
    }

    /// Counts one name that was taken.
    pub(crate) fn count(&self, account: AccountId, day: Day) {
        self.with(day, |counts| *counts.entry(account).or_default() += 1);
    }

    fn with<T>(&self, day: Day, use_it: impl FnOnce(&mut HashMap<AccountId, i64>) -> T) -> T {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.0 != Some(day) {
            *today = (Some(day), HashMap::new());
        }
        use_it(&mut today.1)
    }
}
