//! Words typed into a search: a noun or two where the rules wait for a sentence.

use super::{Lane, Outcome, Rule, Screened, screen};

/// Whether somebody who looks for these words may need help now. They are read as they stand, and as somebody would
/// say them of themselves; offering help to one who is well does no harm.
#[must_use]
pub fn sounds_urgent(words: &str) -> bool {
    helping(words).is_some() || said(words).iter().any(|text| endangers(text))
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
    helping(text).is_some_and(|rule| rule.lane == Lane::ImminentDanger)
}

/// The rule that offers help. A few words say too little to be weighed.
fn helping(text: &str) -> Option<&'static Rule> {
    screen(&plain(text)).rule.filter(|rule| rule.outcome == Outcome::OfferHelp && rule.weighs.is_none())
}

fn plain(text: &str) -> Screened<'_> {
    Screened { text, body: text, links: 0, recent: &[] }
}
