//! The fields for whom to call: a country, its lines that nobody here has called yet, and one of your own.

use members::{
    Keeper, Refusal,
    help_lines::{self, Called, HelpLine},
};
use serde::Deserialize;
use store::{Day, Tx};

use crate::{
    Error,
    chosen::Chosen,
    emergency::{Country, Emergency, Line},
    forms::Errors,
};

/// What the fields hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LinesForm {
    /// The country's two letters.
    pub country: String,
    /// Pressed to see another country's lines.
    pub again: String,
    /// The numbers that somebody called.
    pub called: Vec<String>,
    /// A line of their own: its name.
    pub own_name: String,
    /// Its number.
    pub own_number: String,
    /// `call`, `text`, or `call,text`.
    pub own_channel: String,
    /// `24/7`, `daily` or `limited`.
    pub own_hours: String,
}

/// What the page shows of a country.
pub struct Lines {
    /// Every country, to choose.
    pub countries: Vec<Country>,
    /// The chosen one.
    pub country: Option<Country>,
    /// Its lines that members see.
    pub checked: Vec<HelpLine>,
    /// Its lines that members do not see, because nobody here has called them.
    pub waiting: Vec<Line>,
    /// The current day.
    pub today: Day,
}

impl Lines {
    /// Of the country with this code.
    #[must_use]
    pub fn of(emergency: &Emergency, chosen: &Chosen, code: &str, today: Day) -> Self {
        let country = emergency.country(code).cloned();
        let checked: Vec<HelpLine> = chosen.lines_of(code, today).cloned().collect();
        let is_known = |line: &Line| checked.iter().any(|known| known.number == line.number);
        let known = country.iter().flat_map(|country| country.known());
        let mut waiting: Vec<Line> = known.filter(|line| !is_known(line)).cloned().collect();
        let old = chosen.lines.iter().filter(|line| line.country == code && !line.is_good(today));
        for line in old {
            if !waiting.iter().any(|known| known.number == line.number) {
                waiting.push(Line::from(line));
            }
        }
        Self { countries: emergency.countries.clone(), country, checked, waiting, today }
    }

    /// In how many days a line wants another call.
    #[must_use]
    pub fn days_left(&self, line: &HelpLine) -> i64 {
        (line.checked_day.plus_days(help_lines::GOOD_FOR_DAYS).0 - self.today.0) / 86_400
    }
}

/// Confirms what was ticked, and the line of their own.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    keeper: &Keeper,
    form: &LinesForm,
    lines: &Lines,
) -> Result<Result<(), Errors>, Error> {
    let country = form.country.clone();
    for line in lines.waiting.iter().filter(|line| form.called.contains(&line.number)) {
        let Line { name, number, channel, hours, .. } = line.clone();
        let called = Called { country: country.clone(), number, name, channel, hours };
        if let Err(errors) = confirmed(help_lines::confirm(tx, keeper, &called).await, "country")? {
            return Ok(Err(errors));
        }
    }
    if form.own_name.trim().is_empty() && form.own_number.trim().is_empty() {
        return Ok(Ok(()));
    }
    let channel = if form.own_channel.is_empty() { "call".to_owned() } else { form.own_channel.clone() };
    let (name, number, hours) = (form.own_name.clone(), form.own_number.clone(), form.own_hours.clone());
    let own = Called { country, number, name, channel, hours };
    confirmed(help_lines::confirm(tx, keeper, &own).await, "own_number")
}

fn confirmed(done: Result<(), Refusal>, field: &'static str) -> Result<Result<(), Errors>, Error> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => Ok(Err(Errors::one(field, refusal.key()))),
    }
}
