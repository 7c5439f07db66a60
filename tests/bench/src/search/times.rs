//! How long answers took.

use std::time::Duration;

/// Times, the shortest first.
pub struct Times(Vec<Duration>);

impl Times {
    /// In order.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time that so many of a thousand stayed under, in milliseconds.
    pub fn per_mille(&self, share: usize) -> f64 {
        let at = self.0.get(self.0.len() * share / 1000).or(self.0.last());
        at.map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    /// Half stayed under it.
    pub fn p50(&self) -> f64 {
        self.per_mille(500)
    }

    /// 99 of 100 stayed under it.
    pub fn p99(&self) -> f64 {
        self.per_mille(990)
    }

    /// The longest.
    pub fn slowest(&self) -> f64 {
        self.per_mille(1000)
    }

    /// How many took so many milliseconds or longer.
    pub fn from(&self, milliseconds: u64) -> usize {
        self.0.iter().filter(|time| **time >= Duration::from_millis(milliseconds)).count()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
