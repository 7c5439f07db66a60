//! One case as a moderator sees it: why it waits, what was written, who wrote it and what they did here before.

use moderation::{
    Moderator,
    cases::{self, History},
    reports::{self, Reason, Report},
    screening::Lane,
};

use super::words;
use crate::{Error, pages::report::reason_key, parts::case::Case, translations::Translations, viewer::Visit};

/// A case with all that its card says.
pub struct Card {
    /// What waits.
    pub case: cases::Case,
    /// What it is about; `None` when that is gone.
    pub thing: Option<Case>,
    /// What the writer did in this community.
    pub history: History,
    /// Why it waits, one sentence each.
    pub reasons: Vec<String>,
    /// What those who called wrote.
    pub said: Vec<String>,
    /// Since when, coarsely.
    pub since: String,
    /// The guideline that stands in the form.
    pub guideline: Option<i64>,
}

impl Card {
    /// Reads what the card says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(visit: &mut Visit, moderator: &Moderator, case: cases::Case) -> Result<Self, Error> {
        let thing = match Case::find(visit, case.subject).await {
            Ok((thing, _)) => Some(thing.opened(&mut visit.tx, moderator).await?),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let history = match &thing {
            Some(thing) => cases::history(&mut visit.tx, moderator, thing.author.id).await?,
            None => History::default(),
        };
        let called = reports::about(&mut visit.tx, case.community, case.subject).await?;
        let reasons = reasons(&visit.page.t, &case, &called);
        let said = called.into_iter().map(|report| report.words).filter(|words| !words.is_empty()).collect();
        let since = words::since(&visit.page.t, visit.page.hour, case.hour);
        Ok(Self { case, thing, history, reasons, said, since, guideline: None })
    }

    /// The key of its lane's name.
    #[must_use]
    pub fn lane(&self) -> &'static str {
        words::lane(self.case.lane)
    }

    /// Whether it may be one of many that are all alike.
    #[must_use]
    pub fn is_bulky(&self) -> bool {
        self.case.lane == Lane::Ordinary && self.thing.is_some()
    }

    /// Whether this sentence is the one that fits its lane.
    #[must_use]
    pub fn is_likely(&self, ready: &str) -> bool {
        words::likely(self.case.lane) == ready
    }

    /// Whether this guideline stands in the form.
    #[must_use]
    pub fn is_chosen(&self, number: &i64) -> bool {
        self.guideline == Some(*number)
    }
}

/// Each reason once, with how many called for it; then what a rule found.
fn reasons(t: &Translations, case: &cases::Case, called: &[Report]) -> Vec<String> {
    let mut said = Vec::new();
    for reason in Reason::ALL {
        match called.iter().filter(|report| report.reason == reason).count() {
            0 => {}
            1 => said.push(t.say(reason_key(reason)).to_owned()),
            count => said.push(
                t.say_with("queue-reason-times", (("reason", t.say(reason_key(reason))), ("count", count))),
            ),
        }
    }
    said.extend(case.rule.as_deref().and_then(words::rule).map(|key| t.say(key).to_owned()));
    let mut hosts: Vec<&str> = called.iter().map(|report| report.host.as_str()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let elsewhere = hosts.into_iter().filter(|host| !host.is_empty());
    said.extend(elsewhere.map(|host| t.say_with("queue-reason-server", ("server", host))));
    said
}
