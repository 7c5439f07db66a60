//! Whom to call, by country: `frontend/data/emergency.toml`. Only what a person has checked is shown.

use chrono::NaiveDate;
use members::help_lines::{self, HelpLine};
use serde::Deserialize;

const FILE: &str = include_str!("../../../frontend/data/emergency.toml");

/// The whole list.
#[derive(Clone, Debug, Deserialize)]
pub struct Emergency {
    /// For countries that are not listed.
    pub elsewhere: Elsewhere,
    /// Ordered by name.
    pub countries: Vec<Country>,
}

/// What to dial anywhere.
#[derive(Clone, Debug, Deserialize)]
pub struct Elsewhere {
    /// The number.
    pub emergency: String,
}

/// One country.
#[derive(Clone, Debug, Deserialize)]
pub struct Country {
    /// Two capital letters.
    pub code: String,
    /// In English.
    pub name: String,
    /// The number that brings help to a person in danger.
    pub emergency: String,
    /// Where medical help has a more direct number.
    pub ambulance: Option<String>,
    #[serde(default)]
    lines: Vec<Line>,
}

/// People to talk to.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    /// What they call themselves.
    pub name: String,
    /// As it is dialled.
    pub number: String,
    /// `call`, `text` (perhaps with the word to send), or both.
    pub channel: String,
    /// `24/7`, `daily`, or something else.
    pub hours: String,
    expires_after_days: i64,
    verified_on: Option<NaiveDate>,
}

impl Emergency {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When it cannot be read; a test reads it too.
    #[must_use]
    pub fn embedded() -> Self {
        toml::from_str(FILE).expect("emergency.toml is as this module reads it")
    }

    /// The country with this code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }
}

impl Country {
    /// Every line that is known there, called or not: for those who run this server, never for members.
    #[must_use]
    pub fn known(&self) -> &[Line] {
        &self.lines
    }

    /// The lines that a person called and found right, not too long ago.
    pub fn lines_checked(&self, today: NaiveDate) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.is_checked(today))
    }
}

impl From<&HelpLine> for Line {
    fn from(line: &HelpLine) -> Self {
        let HelpLine { name, number, channel, hours, .. } = line.clone();
        Self {
            name,
            number,
            channel,
            hours,
            expires_after_days: help_lines::GOOD_FOR_DAYS,
            verified_on: None,
        }
    }
}

impl Line {
    /// The number as a phone takes it.
    #[must_use]
    pub fn dialled(&self) -> String {
        self.number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect()
    }

    /// Whether they answer calls.
    #[must_use]
    pub fn calls(&self) -> bool {
        self.channel.contains("call")
    }

    /// Whether they answer texts.
    #[must_use]
    pub fn texts(&self) -> bool {
        self.channel.contains("text")
    }

    /// The word to send, where a text must begin with one.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        self.channel.strip_prefix("text ")
    }

    /// The translation key of when they answer.
    #[must_use]
    pub fn hours_key(&self) -> &'static str {
        match self.hours.as_str() {
            "24/7" => "help-now-line-always",
            "daily" => "help-now-line-daily",
            _ => "help-now-line-limited",
        }
    }

    fn is_checked(&self, today: NaiveDate) -> bool {
        let age = self.verified_on.map(|day| today.signed_duration_since(day).num_days());
        age.is_some_and(|days| (0..=self.expires_after_days).contains(&days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(verified_on: Option<&str>) -> Line {
        let verified = verified_on.map(|day| format!("verified_on = \"{day}\"")).unwrap_or_default();
        let rest = "name = 'x'\nnumber = '1'\nchannel = 'call'\nhours = '24/7'\nexpires_after_days = 180\n";
        toml::from_str(&format!("{rest}{verified}")).expect("a line")
    }

    #[test]
    fn only_lines_that_somebody_called_lately_are_shown() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        assert!(!line(None).is_checked(today));
        assert!(line(Some("2026-11-01")).is_checked(today));
        assert!(!line(Some("2026-01-01")).is_checked(today), "its check has expired");
        assert!(!line(Some("2027-01-01")).is_checked(today), "nobody called in the future");
    }

    #[test]
    fn the_list_can_be_read() {
        let list = Emergency::embedded();
        assert_eq!(list.country("US").map(|country| country.emergency.as_str()), Some("911"));
        assert!(list.countries.iter().all(|country| crate::viewer::is_country(&country.code)));
        assert!(
            list.countries.iter().all(|country| country.emergency.bytes().all(|byte| byte.is_ascii_digit()))
        );
    }
}
