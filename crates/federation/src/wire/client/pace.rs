//! How often one server is asked: each activity has its budget, but ten thousand activities have ten thousand.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use store::Clock;

use super::refusal::FetchRefusal;
use crate::wire::host::Host;

/// Requests to one server in a minute: what a busy evening of a large community needs, and no flood.
const USUAL: u32 = 180;
/// Servers that are remembered. Nobody honest makes us ask more of them in one minute, so the next one waits.
const MOST_HOSTS: usize = 10_000;
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Counts what each server is asked, a minute at a time. In memory only: a restart forgives a minute.
pub struct Pace {
    clock: Clock,
    most: u32,
    hosts: Mutex<HashMap<Host, Minute>>,
}

/// What was asked of a server since a moment.
struct Minute {
    since: DateTime<Utc>,
    asked: u32,
}

impl Minute {
    /// Also over when it lies ahead: a clock that was set back must not lock anybody out.
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        now < self.since || now - self.since >= MINUTE
    }
}

impl Pace {
    /// The usual pace by this clock.
    pub fn new(clock: Clock) -> Self {
        Self::of(USUAL, clock)
    }

    /// At most so many requests to one server in a minute.
    pub fn of(most: u32, clock: Clock) -> Self {
        Self { clock, most, hosts: Mutex::default() }
    }

    /// Counts one request to `host`.
    pub(crate) fn step(&self, host: &Host) -> Result<(), FetchRefusal> {
        let now = self.clock.now();
        let mut hosts = self.lock();
        if !hosts.contains_key(host) && hosts.len() >= MOST_HOSTS {
            hosts.retain(|_, minute| !minute.is_over(now));
            if hosts.len() >= MOST_HOSTS {
                return Err(FetchRefusal::TooOften);
            }
        }
        let minute = hosts.entry(host.clone()).or_insert(Minute { since: now, asked: 0 });
        if minute.is_over(now) {
            *minute = Minute { since: now, asked: 0 };
        }
        if minute.asked >= self.most {
            return Err(FetchRefusal::TooOften);
        }
        minute.asked += 1;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Host, Minute>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Pace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pace").field("most", &self.most).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Reach;

    fn host(number: usize) -> Host {
        Host::parse(&format!("oak{number}.example"), Reach::Public).unwrap()
    }

    #[test]
    fn c14_each_server_has_its_own_minute() {
        let clock = Clock::standing_at(1_000);
        let pace = Pace::of(2, clock.clone());
        let (oak, elm) = (host(1), host(2));
        assert!(pace.step(&oak).is_ok() && pace.step(&oak).is_ok());
        assert_eq!(pace.step(&oak), Err(FetchRefusal::TooOften));
        assert!(pace.step(&elm).is_ok(), "another server is another matter");
        clock.advance(TimeDelta::seconds(59));
        assert_eq!(pace.step(&oak), Err(FetchRefusal::TooOften));
        clock.advance(TimeDelta::seconds(1));
        assert!(pace.step(&oak).is_ok());
        clock.advance(TimeDelta::hours(-3));
        assert!(pace.step(&oak).is_ok() && pace.step(&oak).is_ok(), "a clock that was set back");
    }

    #[test]
    fn c14_what_is_remembered_has_an_end() {
        let clock = Clock::standing_at(1_000);
        let pace = Pace::of(2, clock.clone());
        for number in 0..MOST_HOSTS {
            assert!(pace.step(&host(number)).is_ok());
        }
        assert_eq!(pace.step(&host(MOST_HOSTS)), Err(FetchRefusal::TooOften));
        assert!(pace.step(&host(7)).is_ok(), "whom we know is still asked");
        clock.advance(MINUTE);
        assert!(pace.step(&host(MOST_HOSTS)).is_ok());
        assert_eq!(pace.lock().len(), 1);
    }
}
