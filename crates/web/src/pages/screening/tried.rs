//! Trying a rule: what it would have found in what was written lately.

use forum::lately;
use moderation::{Moderator, Subject, screening::Derived};
use store::Tx;

use crate::Error;

/// What a rule would have found.
pub(super) struct Found {
    pub(super) path: String,
    pub(super) excerpt: String,
}

/// What examples lead to.
pub(super) struct Tried {
    pub(super) derived: Derived,
    pub(super) found: Vec<Found>,
    /// Whether there are more than are shown.
    pub(super) more: bool,
    /// How many texts were looked at.
    pub(super) of: usize,
}

/// Tries what examples lead to on what was written lately in the moderator's own community.
pub(super) async fn tried(tx: &mut Tx, moderator: &Moderator, derived: Derived) -> Result<Tried, Error> {
    /// More say no more.
    const SHOWN: usize = 20;
    let texts = lately::texts(tx, moderator).await?;
    let (of, sought) = (texts.len(), derived.sought.clone());
    let look = move || {
        let rules = sought.ready();
        texts.iter().filter(|text| rules.find(&text.words)).take(SHOWN + 1).map(found).collect::<Vec<_>>()
    };
    let looked = tokio::task::spawn_blocking(look).await;
    let mut found = looked.map_err(|error| store::Fault::Other(format!("trying a rule: {error}")))?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    Ok(Tried { derived, found, more, of })
}

fn found(text: &lately::Text) -> Found {
    /// Enough to know it again.
    const EXCERPT: usize = 160;
    let path = match text.subject {
        Subject::Thread(id) => format!("/t/{id}"),
        Subject::Comment(id) => format!("/comments/{id}"),
        Subject::Persona(_) => String::new(),
    };
    Found { path, excerpt: text.words.chars().take(EXCERPT).collect() }
}
