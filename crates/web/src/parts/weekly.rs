//! Hours of the week, in forms and in words, by the clock of whoever looks. What their clock says is not kept.

use std::collections::BTreeSet;

use moderation::rota::{Stretch, WEEK, week_hour};
use serde::Deserialize;
use store::Hour;

use crate::translations::Translations;

/// How far a clock may be ahead of UTC, in whole hours.
const CLOCKS: std::ops::RangeInclusive<i64> = -11..=14;
const DAY: i64 = 24;

const WEEKDAYS: [&str; 7] =
    ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];

/// What a form says of hours: days with a beginning and an end, or stretches as [`Said::stretches`] writes them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HoursForm {
    /// How far the clock of whoever chose is ahead of UTC.
    pub clock: String,
    day: Vec<i64>,
    from: String,
    to: String,
    stretch: Vec<String>,
}

impl HoursForm {
    /// Days with a beginning and an end, as a form with more in it says them.
    #[must_use]
    pub fn of(clock: &str, day: &[i64], from: &str, to: &str) -> Self {
        let (clock, from, to) = (clock.to_owned(), from.to_owned(), to.to_owned());
        Self { clock, day: day.to_vec(), from, to, stretch: Vec::new() }
    }

    /// How far their clock is ahead.
    #[must_use]
    pub fn ahead(&self) -> i64 {
        self.clock.parse().ok().filter(|ahead| CLOCKS.contains(ahead)).unwrap_or(0)
    }

    /// The hours that were chosen, by UTC; none when no day was.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        let hour = |text: &str| text.parse::<i64>().ok().filter(|hour| (0..DAY).contains(hour));
        let (Some(from), Some(to)) = (hour(&self.from), hour(&self.to)) else { return Vec::new() };
        let hours = match (to - from).rem_euclid(DAY) {
            0 => DAY,
            hours => hours,
        };
        let days = self.day.iter().filter(|day| (0..7).contains(*day));
        days.map(|day| Stretch { start: day * DAY + from, hours }.shifted(-self.ahead())).collect()
    }

    /// The stretches that were named, by UTC.
    #[must_use]
    pub fn named(&self) -> Vec<Stretch> {
        let stretch = |text: &String| {
            let (start, hours) = text.split_once('-')?;
            let stretch = Stretch { start: start.parse().ok()?, hours: hours.parse().ok()? };
            ((0..WEEK).contains(&stretch.start) && (1..=WEEK).contains(&stretch.hours)).then_some(stretch)
        };
        self.stretch.iter().filter_map(stretch).collect()
    }
}

/// A clock that somebody may have before them.
pub struct ClockChoice {
    /// How far it is ahead of UTC.
    pub ahead: i64,
    /// What it says now: "Wednesday, 14:00".
    pub says: String,
}

/// Every clock there is, by what it says now.
#[must_use]
pub fn clocks(t: &Translations, now: Hour) -> Vec<ClockChoice> {
    let says = |ahead: i64| {
        let hour = (week_hour(now) + ahead).rem_euclid(WEEK);
        let (day, clock) = (t.say(WEEKDAYS[(hour / DAY) as usize]), clock(hour));
        t.say_with("weekly-now", (("day", day), ("clock", clock)))
    };
    CLOCKS.map(|ahead| ClockChoice { ahead, says: says(ahead) }).collect()
}

/// The days of a week, for boxes to tick.
#[must_use]
pub fn days(t: &Translations) -> Vec<&str> {
    WEEKDAYS.map(|day| t.say(day)).to_vec()
}

/// The hours of a day, for lists to choose from.
#[must_use]
pub fn hours() -> Vec<(i64, String)> {
    (0..DAY).map(|hour| (hour, clock(hour))).collect()
}

fn clock(hour: i64) -> String {
    format!("{:02}:00", hour.rem_euclid(DAY))
}

/// Hours that are alike on several days.
pub struct Said {
    /// "Monday, Tuesday: 22:00 to 06:00".
    pub words: String,
    /// The stretches, for a form.
    pub stretches: Vec<String>,
}

/// Hours in words, by a clock that is so many hours ahead.
#[must_use]
pub fn say(t: &Translations, hours: &BTreeSet<i64>, ahead: i64) -> Vec<Said> {
    let mut kinds: Vec<((i64, i64), Vec<Stretch>)> = Vec::new();
    for stretch in Stretch::of(hours) {
        let alike = (stretch.shifted(ahead).start % DAY, stretch.hours);
        match kinds.iter_mut().find(|(kind, _)| *kind == alike) {
            Some((_, stretches)) => stretches.push(stretch),
            None => kinds.push((alike, vec![stretch])),
        }
    }
    kinds.into_iter().map(|(kind, stretches)| said(t, kind, &stretches, ahead)).collect()
}

fn said(t: &Translations, (from, hours): (i64, i64), stretches: &[Stretch], ahead: i64) -> Said {
    let day = |stretch: &Stretch| stretch.shifted(ahead).start / DAY;
    let days: BTreeSet<i64> = stretches.iter().map(day).collect();
    let days = match days.len() {
        7 => t.say("weekly-every-day").to_owned(),
        _ => days.iter().map(|day| t.say(WEEKDAYS[*day as usize])).collect::<Vec<_>>().join(", "),
    };
    let times = match hours {
        WEEK => return Said { words: t.say("weekly-always").to_owned(), stretches: written(stretches) },
        DAY.. => t.say_with("weekly-long", (("from", clock(from)), ("hours", hours))),
        _ => t.say_with("weekly-span", (("from", clock(from)), ("to", clock(from + hours)))),
    };
    let words = t.say_with("weekly-hours", (("days", days), ("times", times)));
    Said { words, stretches: written(stretches) }
}

fn written(stretches: &[Stretch]) -> Vec<String> {
    stretches.iter().map(|stretch| format!("{}-{}", stretch.start, stretch.hours)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_by_ones_own_clock_is_told_by_it_again() {
        let t = Translations::english();
        let form = HoursForm::of("2", &[0, 6], "22", "6");
        let hours: BTreeSet<i64> = form.stretches().iter().flat_map(|stretch| stretch.each()).collect();
        assert_eq!(hours.len(), 16);
        let said = say(&t, &hours, 2);
        assert_eq!(said[0].words, "Monday, Sunday: 22:00 to 06:00");
        let again = HoursForm { stretch: said[0].stretches.clone(), ..HoursForm::default() };
        assert_eq!(again.named().iter().flat_map(|stretch| stretch.each()).collect::<BTreeSet<_>>(), hours);
        assert_eq!(say(&t, &hours, 0)[0].words, "Monday, Sunday: 20:00 to 04:00");
    }

    #[test]
    fn nonsense_chooses_no_hours() {
        assert!(HoursForm::of("99", &[9], "22", "6").stretches().is_empty());
        assert!(HoursForm::of("0", &[1], "24", "6").stretches().is_empty());
        assert_eq!(HoursForm::of("0", &[1], "8", "8").stretches(), [Stretch { start: 32, hours: 24 }]);
    }
}
