//! Words typed into a search: a noun or two where the rules wait for a sentence.

use super::{Lane, Outcome, Screened, screen};

/// Whether somebody who looks for these words may need help now. They are read as they stand, and as somebody would
/// say them of themselves; offering help to one who is well does no harm.
#[must_use]
pub fn sounds_urgent(words: &str) -> bool {
    let as_they_stand = outcome(words) == Some(Outcome::OfferHelp);
    as_they_stand || said(words).iter().any(|text| endangers(text))
}

/// The same words as somebody would say them.
fn said(words: &str) -> [String; 3] {
    [
        format!("I want to {words} now"),
        format!("I am in {words} right now"),
        format!("I think it is an {words} help"),
    ]
}

fn endangers(text: &str) -> bool {
    let rule = screen(&plain(text)).rule;
    rule.is_some_and(|rule| rule.outcome == Outcome::OfferHelp && rule.lane == Lane::ImminentDanger)
}

fn outcome(text: &str) -> Option<Outcome> {
    screen(&plain(text)).rule.map(|rule| rule.outcome)
}

fn plain(text: &str) -> Screened<'_> {
    Screened { text, body: text, links: 0, recent: &[] }
}
