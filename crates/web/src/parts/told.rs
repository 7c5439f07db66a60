//! What the screening tells an author about the words they just sent: why they wait and how to mend them, who can help,
//! or what they might rather say.

use forum::Posted;
use moderation::{guidelines, own_rules, rules, screening::Outcome};
use store::{CommunityId, Tx};

use crate::{Error, pages::decisions::rule_key, translations::Translations};

/// The message above the thread.
pub struct Told {
    /// What is said.
    pub said: String,
    /// Whether the way to people who help goes with it.
    pub helps: bool,
    /// Where the words can be changed, when that would mend it.
    pub mend: Option<String>,
}

impl Told {
    /// How an address says it. A number, because addresses stay in a browser's history.
    pub fn number<Id>(posted: &Posted<Id>) -> Option<i64> {
        let verdict = &posted.verdict;
        let ours = verdict.rule.and_then(|told| rules::ALL.iter().position(|rule| rule.id == told.id));
        ours.and_then(|at| i64::try_from(at).ok()).or(verdict.own.map(|own| own.id))
    }

    /// Reads it again; `path` is where the words are. A number that is none of our rules is one of the community's own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(
        tx: &mut Tx,
        words: &Translations,
        (number, path): (&str, &str),
        community: CommunityId,
    ) -> Result<Option<Self>, Error> {
        let Ok(number) = number.parse::<i64>() else { return Ok(None) };
        let mend = Some(format!("{path}/edit"));
        let Some(rule) = usize::try_from(number).ok().and_then(|at| rules::ALL.get(at)) else {
            let found = own_rules::said(tx, community, &own_rules::word(number)).await?;
            let Some((said, guideline)) = found else { return Ok(None) };
            let said = with_guideline(tx, words, community, (said, guideline)).await?;
            return Ok(Some(Self { said, helps: false, mend }));
        };
        let mends = matches!(rule.outcome, Outcome::Hold | Outcome::Nudge);
        Ok(rule_key(rule.id).map(|key| Self {
            said: words.say(key).to_owned(),
            helps: matches!(rule.outcome, Outcome::OfferHelp | Outcome::Route),
            mend: mend.filter(|_| mends),
        }))
    }
}

/// What a rule of a community's own says, and the guideline that it keeps.
async fn with_guideline(
    tx: &mut Tx,
    words: &Translations,
    community: CommunityId,
    (said, number): (String, Option<i64>),
) -> Result<String, Error> {
    let all = guidelines::list(tx, community).await?;
    Ok(match all.iter().find(|guideline| Some(guideline.number) == number) {
        Some(kept) => {
            let named = (("number", kept.number), ("text", &kept.text));
            format!("{said} {}", words.say_with("told-guideline", named))
        }
        None => said,
    })
}
