//! Times as members read them: "this hour", "today", "yesterday", "in March". Never finer.

use chrono::Datelike;
use store::Hour;

use crate::translations::Translations;

/// The words for the times on one page, each put together once.
pub struct Times {
    now: Hour,
    this_hour: String,
    today: String,
    yesterday: String,
    months: Vec<((i32, u32), String)>,
}

impl Times {
    /// Prepares the words for every time in `hours`.
    #[must_use]
    pub fn new(words: &Translations, now: Hour, hours: impl IntoIterator<Item = Hour>) -> Self {
        let mut times = Self {
            now,
            this_hour: words.say("time-this-hour").to_owned(),
            today: words.say("time-today").to_owned(),
            yesterday: words.say("time-yesterday").to_owned(),
            months: Vec::new(),
        };
        for hour in hours {
            times.learn(words, month(hour));
        }
        times
    }

    /// The words for `hour`, which must be one of those prepared.
    #[must_use]
    pub fn say(&self, hour: Hour) -> &str {
        if hour >= self.now {
            return &self.this_hour;
        }
        match (self.now.start().date_naive() - hour.start().date_naive()).num_days() {
            0 => &self.today,
            1 => &self.yesterday,
            _ => {
                let month = month(hour);
                self.months.iter().find(|(known, _)| *known == month).map_or("", |(_, words)| words)
            }
        }
    }

    /// Puts together the words for a month, once.
    fn learn(&mut self, words: &Translations, month: (i32, u32)) {
        if self.months.iter().any(|(known, _)| *known == month) {
            return;
        }
        let name = words.say(MONTHS[month.1 as usize - 1]);
        let said = if month.0 == self.now.start().year() {
            words.say_with("time-in-month", ("month", name))
        } else {
            words.say_with("time-in-month-year", (("month", name), ("year", month.0.to_string())))
        };
        self.months.push((month, said));
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

fn month(hour: Hour) -> (i32, u32) {
    let start = hour.start();
    (start.year(), start.month())
}

/// In how many days something is due: what is due within a day is due in one.
#[must_use]
pub fn days_until(now: Hour, due: Hour) -> i64 {
    ((due.0 - now.0) + 86_399).div_euclid(86_400).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_coarsely() {
        let now = Hour(1_795_442_400);
        let hours = [0, -1, -24, -72, -24 * 40, -24 * 400].map(|hours| now.plus_hours(hours));
        let times = Times::new(&Translations::english(), now, hours);
        let said = hours.map(|hour| times.say(hour));
        assert_eq!(said, ["this hour", "today", "yesterday", "in November", "in October", "in October 2025"]);
    }
}
