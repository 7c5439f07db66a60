//! Deciding one case.

use members::Member;
use moderation::{
    Moderator,
    cases::{self, Case},
    measures::{Kind, Matter},
};
use serde::Deserialize;
use store::{CaseId, Tx};

use super::{
    show::{Asked, list},
    words,
};
use crate::{
    Error,
    answers::{Answer, go_to},
    forms::{Errors, Form, lines},
    pages::decisions::take::take,
    parts::{id::Id, place},
    translations::Translations,
    viewer::{Frame, SignedIn},
};

/// What a card's buttons send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Decided {
    decision: String,
    guideline: String,
    /// Which sentence is sent of those that lie ready.
    pub ready: String,
    /// The moderator's own words to the writer.
    pub words: String,
}

impl Decided {
    /// The chosen guideline's number.
    #[must_use]
    pub fn guideline(&self) -> Option<i64> {
        self.guideline.parse().ok()
    }

    /// What is done, if the button does something.
    fn kind(&self) -> Option<Kind> {
        match self.decision.as_str() {
            "remove" => Some(Kind::Remove),
            "warn" => Some(Kind::Warn),
            "hold" => Some(Kind::Hold),
            _ => None,
        }
    }

    fn matter(&self, t: &Translations, kind: Kind, case: &Case) -> Matter {
        let words = words::said(t, &self.ready, &lines(&self.words));
        Matter { kind, subject: case.subject, guideline: self.guideline(), words, ends: None }
    }
}

/// Keeps it, removes it by a guideline, or whatever the button says; then the next one.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id((name, id)): Id<(String, CaseId)>,
    Form(decided): Form<Decided>,
) -> Answer {
    let t = frame.clone().visit(Some(member.clone())).await?.page.t;
    match decide(&frame, &member, &t, (&name, id), &decided).await? {
        Ok(address) => go_to(address),
        Err(errors) => {
            let visit = frame.visit(Some(member)).await?;
            list(visit, &name, Asked::default(), Some((id, decided)), errors).await
        }
    }
}

async fn decide(
    frame: &Frame,
    member: &Member,
    t: &Translations,
    (name, id): (&str, CaseId),
    decided: &Decided,
) -> Result<Result<String, Errors>, Error> {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, member, name).await?;
    let case = cases::get(&mut tx, &moderator, id).await?;
    if let Some(kind) = decided.kind() {
        let mut matter = decided.matter(t, kind, &case);
        if kind == Kind::Hold {
            // Holding something back decides nothing yet, so there is nothing to say.
            matter = Matter { guideline: None, words: String::new(), ..matter };
        }
        if let Err(errors) = take(&mut tx, &moderator, matter, member.secrets()).await? {
            return Ok(Err(errors));
        }
    } else {
        other(&mut tx, &moderator, id, &decided.decision).await?;
    }
    let today = tx.clock().day();
    tx.commit().await?;
    frame.site.care.decided(today, moderator.persona(), case.lane);
    let path = place::path(&community);
    let did = if decided.decision.is_empty() { "keep" } else { decided.decision.as_str() };
    Ok(Ok(format!("{path}/queue?did={did}&decided={id}")))
}

/// What takes no measure.
async fn other(tx: &mut Tx, moderator: &Moderator, id: CaseId, decision: &str) -> Result<(), Error> {
    match decision {
        "look" => cases::look(tx, moderator, id).await?,
        "ask" => cases::hand_on(tx, moderator, id).await?,
        "keep" => cases::keep(tx, moderator, id).await?,
        _ => return Err(Error::NotFound),
    }
    Ok(())
}
