//! "Keep this": an author lets a text stay until they take it away.

use members::{Member, goings};
use moderation::Subject;
use store::{Result, Tx};

use crate::{Refusal, goings as due, words};

/// Whether a text of the member's own stays until they take it away; `None` for what is not theirs.
///
/// # Errors
/// When the database fails.
pub async fn is_kept(tx: &mut Tx, member: &Member, subject: Subject) -> Result<Option<bool>> {
    let (Some(_), Some(going)) = (words::own(tx, member, subject).await?, due::going(subject)) else {
        return Ok(None);
    };
    Ok(Some(goings::settled(tx, member.secrets(), [going]).await?.is_empty()))
}

/// It stays.
///
/// # Errors
/// When it is not the member's.
pub async fn keep(tx: &mut Tx, member: &Member, subject: Subject) -> Result<(), Refusal> {
    words::mine(tx, member, subject).await?;
    Ok(due::gone(tx, member, subject).await?)
}

/// It goes after all: its life begins now.
///
/// # Errors
/// When it is not the member's, or its community cannot be read any more.
pub async fn let_go(tx: &mut Tx, member: &Member, subject: Subject) -> Result<(), Refusal> {
    let now = words::mine(tx, member, subject).await?;
    let viewer = members::Viewer::of(tx, member).await?;
    let community = members::communities::get(tx, &viewer, now.community).await?.ok_or(Refusal::Gone)?;
    Ok(due::settle(tx, member, &community, subject).await?)
}
