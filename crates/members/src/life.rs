//! How long what somebody writes stays, if nobody takes it away before.

use serde::{Deserialize, Serialize};
use store::{Chance, Hour};

use crate::Audience;

/// How long a text stays. The hour at which it goes is drawn from a window behind that, so that it does not tell
/// when the text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Life {
    /// A week.
    #[serde(rename = "w")]
    Week,
    /// Thirty days.
    #[serde(rename = "m")]
    Month,
    /// Ninety days: the default in a house.
    #[serde(rename = "s")]
    Season,
    /// Twelve months: the default elsewhere.
    #[serde(rename = "y")]
    Year,
    /// Until its author takes it away.
    #[serde(rename = "n")]
    Never,
}

impl Life {
    /// All of them, shortest first.
    pub const ALL: [Self; 5] = [Self::Week, Self::Month, Self::Season, Self::Year, Self::Never];

    /// What counts in a community for those who chose nothing.
    #[must_use]
    pub fn default_for(audience: Audience) -> Self {
        if audience == Audience::House { Self::Season } else { Self::Year }
    }

    /// As a form field says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Never => "never",
        }
    }

    /// How many days it is at least; `None` for never.
    #[must_use]
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::Season => Some(90),
            Self::Year => Some(365),
            Self::Never => None,
        }
    }

    /// How many days the window behind it is wide: a tenth, and three at least.
    #[must_use]
    pub fn window(self) -> i64 {
        self.days().map_or(0, |days| ((days + 9) / 10).max(3))
    }

    /// When something that begins its life `now` goes.
    #[must_use]
    pub fn drawn(self, now: Hour, chance: &Chance) -> Option<Hour> {
        let hours = usize::try_from(self.window() * 24).unwrap_or(1).max(1);
        let later = i64::try_from(chance.below(hours)).unwrap_or(0);
        self.days().map(|days| now.plus_hours(days * 24 + later))
    }
}

impl std::str::FromStr for Life {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|life| life.as_str() == text);
        found.ok_or_else(|| format!("no life is called {text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_of_going_lies_in_a_window_behind_the_promise() {
        let (now, chance) = (Hour(1_795_442_400), Chance::seeded(3));
        for (life, from, until) in
            [(Life::Week, 7, 10), (Life::Month, 30, 33), (Life::Season, 90, 99), (Life::Year, 365, 402)]
        {
            let drawn: Vec<Hour> = (0..4_000).filter_map(|_| life.drawn(now, &chance)).collect();
            let (first, last) = (drawn.iter().min().unwrap(), drawn.iter().max().unwrap());
            assert!(*first >= now.plus_hours(from * 24) && *first < now.plus_hours(from * 24 + 24));
            assert!(*last < now.plus_hours(until * 24) && *last >= now.plus_hours(until * 24 - 24));
        }
        assert_eq!(Life::Never.drawn(now, &chance), None);
    }

    #[test]
    fn every_life_is_said_and_read_alike() {
        for life in Life::ALL {
            assert_eq!(life.as_str().parse(), Ok(life));
        }
        assert!("for ever".parse::<Life>().is_err());
    }
}
