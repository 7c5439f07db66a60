//! Time, passed in from outside, and cut coarse before it is kept.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Datelike, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::Mutant;

/// What a standing clock holds once it was let go.
const RUNNING: i64 = i64::MIN;

/// Where the time comes from: the system, or a test.
#[derive(Clone, Debug)]
pub struct Clock {
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        Self { set: None }
    }

    /// A clock that stands still at `seconds` since 1970 until it is moved.
    #[must_use]
    pub fn standing_at(seconds: i64) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(seconds))) }
    }

    /// Moves a standing clock; the machine's clock cannot be moved.
    pub fn advance(&self, by: chrono::Duration) {
        if let Some(set) = &self.set {
            set.fetch_add(by.num_seconds(), Ordering::SeqCst);
        }
    }

    /// Lets a standing clock go: from now on it shows the machine's time.
    pub fn let_go(&self) {
        if let Some(set) = &self.set {
            set.store(RUNNING, Ordering::SeqCst);
        }
    }

    /// Now, exact. Never stored: use [`Clock::hour`] or [`Clock::day`] for that.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match self.set.as_ref().map(|set| set.load(Ordering::SeqCst)) {
            Some(seconds) if seconds != RUNNING => Utc.timestamp_opt(seconds, 0).single().unwrap_or_default(),
            _ => system_now(),
        }
    }

    /// The current hour: the finest time that is kept of what people do.
    #[must_use]
    pub fn hour(&self) -> Hour {
        if Mutant::ExactTimes.is_on() { Hour(self.now().timestamp()) } else { Hour::of(self.now()) }
    }

    /// The current day.
    #[must_use]
    pub fn day(&self) -> Day {
        Day(self.now().timestamp().div_euclid(86_400) * 86_400)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where the time comes in")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

/// A time cut to the hour: seconds since 1970, a multiple of 3,600.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Hour(pub i64);

impl Hour {
    /// The hour in which `time` lies.
    #[must_use]
    pub fn of(time: DateTime<Utc>) -> Self {
        Self(time.timestamp().div_euclid(3_600) * 3_600)
    }

    /// The start of this hour.
    #[must_use]
    pub fn start(self) -> DateTime<Utc> {
        Utc.timestamp_opt(self.0, 0).single().unwrap_or_default()
    }

    /// This hour moved by whole hours.
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        Self(self.0 + hours * 3_600)
    }

    /// The first hour of this hour's month: what is left of a time after 48 hours.
    #[must_use]
    pub fn month(self) -> Self {
        let start = self.start();
        Utc.with_ymd_and_hms(start.year(), start.month(), 1, 0, 0, 0).single().map_or(self, Self::of)
    }
}

/// A time cut to the day: seconds since 1970, a multiple of 86,400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Day(pub i64);

impl Day {
    /// This day moved by whole days.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days * 86_400)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_and_a_month_are_cut_down() {
        let clock = Clock::standing_at(1_795_443_382);
        assert_eq!(clock.hour().0 % 3_600, 0);
        assert!(clock.hour().start() <= clock.now());
        assert_eq!(clock.hour().month().start().day(), 1);
    }
}
