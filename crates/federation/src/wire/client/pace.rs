//! How often one server is asked: each activity has its budget, but ten thousand activities have ten thousand.
//! A server that asks for rest (`Retry-After`) gets it.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::header::{HeaderMap, RETRY_AFTER};
use chrono::{DateTime, TimeDelta, Utc};
use store::Clock;

use super::refusal::FetchRefusal;
use crate::wire::host::Host;

/// Requests to one server in a minute: what a busy evening of a large community needs, and no flood.
const USUAL: u32 = 180;
/// Servers that are remembered. Nobody honest makes us ask more of them in one minute, so the next one waits.
const MOST_HOSTS: usize = 10_000;
const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// The longest rest in seconds. Who wants more can ask again: a wrong header must not part two servers for days.
const LONGEST_REST: i64 = 3_600;

/// Counts what each server is asked, a minute at a time. In memory only: a restart forgives a minute.
pub struct Pace {
    clock: Clock,
    most: u32,
    hosts: Mutex<HashMap<Host, Minute>>,
    resting: Mutex<HashMap<Host, DateTime<Utc>>>,
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
        Self { clock, most, hosts: Mutex::default(), resting: Mutex::default() }
    }

    /// Counts one request to `host`.
    pub(crate) fn step(&self, host: &Host) -> Result<(), FetchRefusal> {
        self.check_rest(host)?;
        let now = self.clock.now();
        let mut hosts = lock(&self.hosts);
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

    /// A server in trouble, or asked too often, says when to come again.
    pub(crate) fn note(&self, host: &Host, headers: &HeaderMap) {
        let now = self.clock.now();
        let Some(seconds) = headers.get(RETRY_AFTER).and_then(|value| seconds(value.to_str().ok()?, now))
        else {
            return;
        };
        let mut resting = lock(&self.resting);
        if resting.len() >= MOST_HOSTS {
            resting.retain(|_, until| *until > now);
        }
        if seconds > 0 && resting.len() < MOST_HOSTS {
            resting.insert(host.clone(), now + TimeDelta::seconds(seconds.min(LONGEST_REST)));
        }
    }

    /// For how many seconds a server wants no more; 0 for most.
    pub(crate) fn rest(&self, host: &Host) -> i64 {
        let now = self.clock.now();
        let mut resting = lock(&self.resting);
        let left = resting.get(host).map_or(0, |until| (*until - now).num_seconds().clamp(0, LONGEST_REST));
        if left == 0 {
            resting.remove(host);
        }
        left
    }

    /// Refuses while the server rests.
    pub(crate) fn check_rest(&self, host: &Host) -> Result<(), FetchRefusal> {
        if self.rest(host) > 0 { Err(FetchRefusal::TooOften) } else { Ok(()) }
    }
}

/// Both forms of the header: seconds, or a date.
fn seconds(text: &str, now: DateTime<Utc>) -> Option<i64> {
    let text = text.trim();
    let until = || Some((DateTime::parse_from_rfc2822(text).ok()?.to_utc() - now).num_seconds());
    text.parse::<u32>().ok().map(i64::from).or_else(until)
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
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
        assert_eq!(lock(&pace.hosts).len(), 1);
    }

    #[test]
    fn a_server_rests_as_long_as_it_asks_within_bounds() {
        let rows = [
            ("120", 120),
            (" 7 ", 7),
            ("99999999", LONGEST_REST),
            ("Thu, 01 Jan 1970 00:18:20 GMT", 100),
            ("Thu, 01 Jan 2099 00:00:00 GMT", LONGEST_REST),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("0", 0),
            ("-5", 0),
            ("soon", 0),
            ("999999999999999999999999", 0),
        ];
        for (text, expected) in rows {
            let clock = Clock::standing_at(1_000);
            let pace = Pace::new(clock.clone());
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            pace.note(&host(1), &headers);
            assert_eq!(pace.rest(&host(1)), expected, "{text}");
            assert_eq!(pace.rest(&host(2)), 0);
            clock.advance(TimeDelta::seconds(expected));
            assert!(pace.step(&host(1)).is_ok() && lock(&pace.resting).is_empty(), "{text}");
        }
    }
}
