//! Help lines that somebody of this server called and found right: only these are shown to members.

use store::{Day, Result, Tx};

use crate::{Keeper, Refusal, names};

/// How long a check is good for: numbers change.
pub const GOOD_FOR_DAYS: i64 = 180;

/// People to talk to, as they were when somebody called.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct HelpLine {
    /// Two capital letters.
    pub country: String,
    /// As it is dialled.
    pub number: String,
    /// What they call themselves.
    pub name: String,
    /// `call`, `text` (perhaps with the word to send), or both.
    pub channel: String,
    /// `24/7`, `daily`, or something else.
    pub hours: String,
    /// When somebody called.
    pub checked_day: Day,
}

/// A line about to be confirmed.
#[derive(Clone, Debug)]
pub struct Called {
    /// Two capital letters.
    pub country: String,
    /// As it is dialled.
    pub number: String,
    /// What they call themselves.
    pub name: String,
    /// `call`, `text` (perhaps with the word to send), or both.
    pub channel: String,
    /// `24/7`, `daily`, or something else.
    pub hours: String,
}

impl HelpLine {
    /// Whether the check still counts.
    #[must_use]
    pub fn is_good(&self, today: Day) -> bool {
        (self.checked_day..=self.checked_day.plus_days(GOOD_FOR_DAYS)).contains(&today)
    }
}

/// Every line that was ever called, by country and name.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<HelpLine>> {
    tx.sql(
        "SELECT country, number, name, channel, hours, checked_day FROM help_lines \
         ORDER BY country, name, number",
    )
    .all()
    .await
}

/// Somebody called today, and the line is as it stands here.
///
/// # Errors
/// When it has no name, no number that can be dialled, or no country.
pub async fn confirm(tx: &mut Tx, _proof: &Keeper, called: &Called) -> Result<(), Refusal> {
    let today = tx.clock().day();
    let (name, number) = (names::one_line(&called.name), names::one_line(&called.number));
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let dials = number.chars().all(|sign| sign.is_ascii_digit() || " +-()".contains(sign));
    let country =
        called.country.len() == 2 && called.country.bytes().all(|letter| letter.is_ascii_uppercase());
    if name.is_empty() || name.chars().count() > 80 || !(2..=20).contains(&digits) || !dials || !country {
        return Err(Refusal::HelpLineBad);
    }
    tx.sql(
        "INSERT INTO help_lines (country, number, name, channel, hours, checked_day) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (country, number) DO UPDATE SET name = excluded.name, \
         channel = excluded.channel, hours = excluded.hours, checked_day = excluded.checked_day",
    )
    .bind(called.country.clone())
    .bind(number)
    .bind(name)
    .bind(called.channel.clone())
    .bind(called.hours.clone())
    .bind(today)
    .execute()
    .await?;
    Ok(())
}

/// Takes a line away: from now on nobody is sent there.
///
/// # Errors
/// When the database fails.
pub async fn take_away(tx: &mut Tx, _proof: &Keeper, country: &str, number: &str) -> Result<()> {
    tx.sql("DELETE FROM help_lines WHERE country = $1 AND number = $2")
        .bind(country.to_owned())
        .bind(number.to_owned())
        .execute()
        .await?;
    Ok(())
}
