//! When something may leave this server: a pure function of the time, the chosen pace, and chance.

use store::{Chance, Hour, Mutant};

/// How soon other servers get what a one-time name says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// At a random moment of the next two hours: all that was written in two hours leaves shuffled.
    #[default]
    Careful,
    /// At a random moment of the next day.
    NextDay,
    /// At once: somebody needs help now.
    Now,
}

/// A moment to come: an hour, and a random number of seconds after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When the slot begins.
    pub hour: Hour,
    /// How long after that.
    pub turn: i64,
}

/// One hour hides the minute and not the habit: who keeps to an evening within 40 minutes is guessed as if nothing waited.
const TWO_HOURS: usize = 7_200;
const DAY: usize = 86_400;

impl Slot {
    /// The slot for something written `now` (seconds since 1970); `None` for what leaves at once.
    #[must_use]
    pub fn of(pace: Pace, now: i64, chance: &Chance) -> Option<Self> {
        let long: usize = match pace {
            Pace::Now => return None,
            _ if Mutant::ReleaseAtOnce.is_on() => return None,
            Pace::Careful => TWO_HOURS,
            Pace::NextDay => DAY,
        };
        let turn = i64::try_from(chance.below(long)).unwrap_or(0);
        let long = i64::try_from(long).unwrap_or(i64::MAX);
        Some(Self { hour: Hour((now.div_euclid(long) + 1) * long), turn })
    }

    /// The moment, in seconds since 1970.
    #[must_use]
    pub fn moment(self) -> i64 {
        self.hour.0 + self.turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_two_hours_leaves_in_the_next_two_in_any_order() {
        let (chance, clock) = (Chance::seeded(7), store::Clock::standing_at(1_795_443_382));
        let start = store::Hour(clock.hour().0.div_euclid(7_200) * 7_200);
        let mut moments = Vec::new();
        for minute in 0..120 {
            let now = start.0 + minute * 60;
            let slot = Slot::of(Pace::Careful, now, &chance).unwrap();
            assert_eq!(slot.hour, start.plus_hours(2));
            assert!((0..7_200).contains(&slot.turn));
            moments.push(slot.moment());
        }
        let ahead = moments.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((40..80).contains(&ahead), "{ahead} of 119 leave in the order of writing");
        let day = Slot::of(Pace::NextDay, clock.now().timestamp(), &chance).unwrap();
        assert_eq!(day.hour.0, clock.day().plus_days(1).0);
        assert!((0..86_400).contains(&day.turn));
        assert_eq!(Slot::of(Pace::Now, start.0, &chance), None);
    }
}
