//! Joining a community, and leaving it.

use members::belonging;
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, local_path},
    forms::Form,
    parts::{id::Id, place},
    viewer::{Frame, SignedIn},
};

/// Where to go on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    to: String,
}

/// Joins.
pub async fn join(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(next): Form<Next>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, &member, &name).await?;
    belonging::join(&mut tx, &member, &community).await?;
    tx.commit().await?;
    if next.to.is_empty() { go_to(place::path(&community)) } else { go_to(local_path(&next.to)) }
}

/// Leaves. What was written stays; the name is still there when they come back.
pub async fn leave(SignedIn(member): SignedIn, frame: Frame, Id(name): Id<String>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, &member, &name).await?;
    belonging::leave(&mut tx, &member, &community).await?;
    tx.commit().await?;
    go_to(place::path(&community))
}
