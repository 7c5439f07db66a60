//! Undoing a decision.

use moderation::{Subject, measures, team};
use serde::Deserialize;
use store::MeasureId;

use crate::{
    Error,
    answers::{Answer, go_to, local_path},
    forms::Form,
    parts::{case::path, id::Id, place},
    viewer::{Frame, SignedIn},
};

/// Where to go after a decision was undone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    to: String,
}

/// Undoes a decision.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<MeasureId>,
    Form(next): Form<Next>,
) -> Answer {
    let mut visit = frame.clone().visit(Some(member.clone())).await?;
    let measure = measures::get(&mut visit.tx, id).await?.ok_or(Error::NotFound)?;
    let found = members::communities::get(&mut visit.tx, &visit.viewer, measure.community).await?;
    let community = found.ok_or(Error::NotFound)?;
    drop(visit);
    let mut tx = frame.site.database().write().await?;
    let moderator = team::moderator(&mut tx, &member, &community).await?.ok_or(Error::NotFound)?;
    measures::lift(&mut tx, &moderator, id).await?;
    tx.commit().await?;
    match (next.to.as_str(), measure.subject) {
        ("", Subject::Persona(_)) => go_to(place::path(&community)),
        ("", subject) => go_to(path(subject)),
        (to, _) => go_to(local_path(to)),
    }
}
