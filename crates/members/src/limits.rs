//! How often something may be tried. It is counted in memory only, under a key that is drawn anew every day, so that
//! what was counted cannot be kept, and tells nobody who it was.
//!
//! Only what costs is counted. Reading is never limited: whoever is awake at three can read on, whatever happens.

use std::{
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use governor::{Quota, RateLimiter, clock, middleware::NoOpMiddleware, state::keyed::HashMapStateStore};
use store::{Chance, Clock, Day};

use crate::{Member, keyed::KeyedHash};

/// Tried too often: it works again after this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSoon(pub Duration);

/// What is counted, and by whom it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Limit {
    /// Knocking at a door (sign-in, joining, recovery, set-up), by where it comes from.
    Neighbourhood,
    /// The same where an address tells nothing: all of an onion service are one.
    Everybody,
    /// The same, by what is tried: a sign-in name or a code.
    Tried,
    /// Whatever a member sends, by session.
    Session,
    /// The same, by account.
    Account,
    /// A member's own passphrase, asked for once more, by account.
    Passphrase,
    /// Calls for the moderators, by account.
    Report,
    /// Questions to other servers in a member's name, by account.
    LookUp,
    /// Activities, by the server that signed them.
    Server,
    /// Looking for words in everything, by account; of strangers, by where they come from.
    Search,
}

impl Limit {
    const ALL: [Self; 10] = [
        Self::Neighbourhood,
        Self::Everybody,
        Self::Tried,
        Self::Session,
        Self::Account,
        Self::Passphrase,
        Self::Report,
        Self::LookUp,
        Self::Server,
        Self::Search,
    ];

    /// How many at once, and after how many milliseconds one more.
    fn allowance(self) -> (u32, u64) {
        match self {
            // A whole house, or half a town behind one telephone company, comes home at the same hour.
            Self::Neighbourhood => (60, 10_000),
            // About what the server can hash. Less would let anybody who hurries lock all others out.
            Self::Everybody => (600, 200),
            // People mistype. A guesser gets 1,440 tries a day at 3,600,000,000,000,000 offered passphrases.
            Self::Tried => (20, 60_000),
            // Whoever catches up on an evening gives support line by line, and looks at a text before posting it.
            Self::Session => (60, 2_000),
            // Two devices at once; more sessions do not help a flood.
            Self::Account => (120, 1_000),
            // Somebody who found an open browser must not find out the passphrase there.
            Self::Passphrase => (10, 300_000),
            // A bad evening has a dozen of them; more would bury the moderators.
            Self::Report => (20, 180_000),
            // Each makes other servers work.
            Self::LookUp => (20, 60_000),
            // A server that was away for a night brings at once what waited; afterwards fifty a second is a lively one.
            Self::Server => (5_000, 20),
            // Whoever looks for something tries it in many words; leafing through what was found counts as well.
            Self::Search => (60, 2_000),
        }
    }

    fn quota(self, times: u32) -> Quota {
        let (at_once, again) = self.allowance();
        let at_once = NonZeroU32::new(at_once.saturating_mul(times)).expect("no allowance is nothing");
        let again = Duration::from_millis(again) / times;
        Quota::with_period(again).expect("no allowance is endless").allow_burst(at_once)
    }
}

/// So many different ones of a kind are remembered at most, in 16 MB all in all; what comes then is counted afresh.
const MOST: usize = 100_000;

/// The time for `governor`: since 1970.
#[derive(Clone)]
struct Ticks(Clock);

impl clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.now().signed_duration_since(chrono::DateTime::UNIX_EPOCH).to_std().unwrap_or_default()
    }
}

type Counter = RateLimiter<u64, HashMapStateStore<u64>, Ticks, NoOpMiddleware<Duration>>;

/// What was tried today.
struct Today {
    day: Day,
    key: KeyedHash,
    counters: [Counter; Limit::ALL.len()],
}

/// Counts what is tried, and says when it is too much.
pub struct Limits {
    clock: Clock,
    chance: Chance,
    times: u32,
    today: Mutex<Today>,
}

impl Limits {
    /// Nothing was tried yet.
    #[must_use]
    pub fn new(clock: &Clock, chance: &Chance) -> Self {
        Self::wider(clock, chance, 1)
    }

    /// Everything may be tried so many times as often: in a demo, many sign in as the same few people.
    #[must_use]
    pub fn wider(clock: &Clock, chance: &Chance, times: u32) -> Self {
        let (clock, chance, times) = (clock.clone(), chance.clone(), times.max(1));
        let today = Mutex::new(Today::begin(&clock, &chance, times));
        Self { clock, chance, times, today }
    }

    /// Counts one try of this kind by `who`.
    ///
    /// # Errors
    /// [`TooSoon`], and then it is not counted.
    pub fn count(&self, limit: Limit, who: &[u8]) -> Result<(), TooSoon> {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != self.clock.day() {
            *today = Today::begin(&self.clock, &self.chance, self.times);
        }
        let now = clock::Clock::now(&Ticks(self.clock.clone()));
        let key = today.key_of(limit, who);
        today.counter(limit, self.times).check_key(&key).map_err(|until| TooSoon(until.wait_time_from(now)))
    }

    /// Counts something that a member sends.
    ///
    /// # Errors
    /// [`TooSoon`], when this session, or the account in all its sessions, sends too much.
    pub fn sends(&self, member: &Member) -> Result<(), TooSoon> {
        self.count(Limit::Session, &member.session_hash())?;
        self.of_account(Limit::Account, member)
    }

    /// Counts what is limited by account.
    ///
    /// # Errors
    /// [`TooSoon`].
    pub fn of_account(&self, limit: Limit, member: &Member) -> Result<(), TooSoon> {
        self.count(limit, &member.account().0.to_be_bytes())
    }
}

impl Today {
    fn begin(clock: &Clock, chance: &Chance, times: u32) -> Self {
        let counters = Limit::ALL.map(|limit| counter(limit, times, clock));
        Self { day: clock.day(), key: KeyedHash::new(&chance.bytes()), counters }
    }

    fn key_of(&self, limit: Limit, who: &[u8]) -> u64 {
        let hash = self.key.of(&[&[limit as u8], who]);
        u64::from_be_bytes(*hash.first_chunk().expect("a hash is longer than a number"))
    }

    /// The counter of this kind, with room for one more.
    fn counter(&mut self, limit: Limit, times: u32) -> &Counter {
        let kept = &mut self.counters[limit as usize];
        if kept.len() >= MOST {
            kept.retain_recent();
            if kept.len() >= MOST {
                *kept = counter(limit, times, &kept.clock().0.clone());
            }
        }
        kept
    }
}

fn counter(limit: Limit, times: u32, clock: &Clock) -> Counter {
    RateLimiter::new(limit.quota(times), HashMapStateStore::default(), Ticks(clock.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> (Clock, Limits) {
        let clock = Clock::standing_at(1_795_443_382);
        let limits = Limits::new(&clock, &Chance::seeded(1));
        (clock, limits)
    }

    #[test]
    fn the_table_has_a_place_for_each() {
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, at);
        }
    }

    #[test]
    fn too_many_at_once_wait_and_others_do_not() {
        let (clock, limits) = limits();
        for _ in 0..20 {
            assert_eq!(limits.count(Limit::Tried, b"robin"), Ok(()));
        }
        assert_eq!(limits.count(Limit::Tried, b"robin"), Err(TooSoon(Duration::from_secs(60))));
        assert_eq!(limits.count(Limit::Tried, b"kim"), Ok(()));
        assert_eq!(limits.count(Limit::Report, b"robin"), Ok(()), "another kind is counted on its own");
        clock.advance(chrono::Duration::seconds(59));
        assert!(limits.count(Limit::Tried, b"robin").is_err());
        clock.advance(chrono::Duration::seconds(1));
        assert_eq!(limits.count(Limit::Tried, b"robin"), Ok(()));
        assert!(limits.count(Limit::Tried, b"robin").is_err());
    }

    #[test]
    fn a_new_day_has_a_new_key_and_remembers_nothing() {
        let (clock, limits) = limits();
        let key = || limits.today.lock().unwrap().key_of(Limit::Tried, b"robin");
        while limits.count(Limit::Tried, b"robin").is_ok() {}
        let before = key();
        clock.advance(chrono::Duration::days(1));
        assert_eq!(limits.count(Limit::Tried, b"robin"), Ok(()));
        assert_ne!(key(), before);
    }

    #[test]
    fn however_many_knock_memory_is_bounded() {
        let (_, limits) = limits();
        for who in 0..=MOST {
            limits.count(Limit::Tried, &who.to_be_bytes()).unwrap();
        }
        assert!(limits.today.lock().unwrap().counters[Limit::Tried as usize].len() <= MOST);
    }

    #[test]
    fn in_a_demo_everything_is_wider() {
        let clock = Clock::standing_at(1_795_443_382);
        let limits = Limits::wider(&clock, &Chance::seeded(1), 50);
        assert!((0..1_000).all(|_| limits.count(Limit::Tried, b"robin").is_ok()));
        assert!(limits.count(Limit::Tried, b"robin").is_err());
    }
}
