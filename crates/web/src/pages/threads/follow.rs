//! Small things one can do with a thread: give support, hear no more of it, keep one's own.

use forum::{keeping, support};
use members::{Member, notices};
use moderation::Subject;
use serde::Deserialize;
use store::{ThreadId, Tx};

use crate::{
    Error,
    answers::{Answer, go_to, local_path},
    forms::Form,
    parts::id::Id,
    viewer::{Frame, SignedIn},
};

/// Gives support, or takes it back.
pub async fn support(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<ThreadId>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    toggle_support(&mut tx, &member, Subject::Thread(id)).await?;
    tx.commit().await?;
    go_to(format!("/t/{id}"))
}

/// Gives support, or takes it back if it was given.
///
/// # Errors
/// When the thing cannot be read, or is one's own.
pub async fn toggle_support(tx: &mut Tx, member: &Member, subject: Subject) -> Result<(), Error> {
    if support::given(tx, member, &[subject]).await?.contains(&subject) {
        support::withdraw(tx, member, subject).await?;
    } else {
        support::give(tx, member, subject).await?;
    }
    Ok(())
}

/// Whether to begin or to end it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Switch {
    end: Option<String>,
    to: String,
}

/// Mutes a thread, or listens again.
pub async fn mute(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<ThreadId>,
    Form(mute): Form<Switch>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    if mute.end.is_some() {
        notices::unmute(&mut tx, &member, id).await?;
    } else {
        notices::mute(&mut tx, &member, id).await?;
    }
    tx.commit().await?;
    if mute.to.is_empty() { go_to(format!("/t/{id}")) } else { go_to(local_path(&mute.to)) }
}

/// Lets a thread of one's own stay, or go in its time.
pub async fn keep(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<ThreadId>,
    Form(keep): Form<Switch>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    if keep.end.is_some() {
        keeping::let_go(&mut tx, &member, Subject::Thread(id)).await?;
    } else {
        keeping::keep(&mut tx, &member, Subject::Thread(id)).await?;
    }
    tx.commit().await?;
    go_to(format!("/t/{id}"))
}
