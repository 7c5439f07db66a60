//! Several cases at once: removing what is all of one kind, and undoing what was just decided.

use moderation::{
    cases,
    measures::{Kind, Matter},
    screening::Lane,
};
use serde::Deserialize;
use store::CaseId;

use super::{
    show::{Asked, MOST_AT_ONCE, list},
    words,
};
use crate::{
    Error,
    answers::{Answer, go_to},
    forms::{Errors, Form},
    pages::decisions::take::take,
    parts::{id::Id, place},
    viewer::{Frame, SignedIn},
};

/// Which cases, and by which guideline.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ticked {
    case: Vec<CaseId>,
    guideline: String,
}

/// Removes what is ticked, by one guideline.
pub async fn remove(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(mut ticked): Form<Ticked>,
) -> Answer {
    ticked.case.truncate(MOST_AT_ONCE);
    let t = frame.clone().visit(Some(member.clone())).await?.page.t;
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let mut errors = Errors::none();
    if ticked.case.is_empty() {
        errors = Errors::one("several", "queue-several-none");
    }
    for &id in &ticked.case {
        let case = cases::get(&mut tx, &moderator, id).await?;
        if case.lane != Lane::Ordinary {
            return Err(Error::NotFound);
        }
        let (guideline, words) = (ticked.guideline.parse().ok(), words::said(&t, "ready-elsewhere", ""));
        let matter = Matter { kind: Kind::Remove, subject: case.subject, guideline, words, ends: None };
        if take(&mut tx, &moderator, matter, member.secrets()).await?.is_err() {
            errors = Errors::one("several-guideline", "decision-guideline-missing");
            break;
        }
    }
    if !errors.is_empty() {
        drop(tx);
        return list(frame.visit(Some(member)).await?, &name, Asked::default(), None, errors).await;
    }
    tx.commit().await?;
    let decided: Vec<String> = ticked.case.iter().map(CaseId::to_string).collect();
    go_to(format!("{}/queue?did=remove&decided={}", place::path(&community), decided.join(".")))
}

/// Opens again what was just decided.
pub async fn reopen(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(ticked): Form<Ticked>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    for &id in ticked.case.iter().take(MOST_AT_ONCE) {
        cases::reopen(&mut tx, &moderator, id).await?;
    }
    tx.commit().await?;
    go_to(format!("{}/queue?did=undo", place::path(&community)))
}
