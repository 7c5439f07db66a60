//! After much that is hard: handing the rest of it to others, or looking on.

use moderation::{
    Moderator,
    cases::{self, Shelf},
};
use serde::Deserialize;
use store::Tx;

use crate::{
    Error,
    answers::{Answer, go_to},
    care,
    forms::Form,
    parts::{id::Id, place},
    viewer::{Frame, SignedIn},
};

/// So many pages of hard cases are handed on at once.
const PAGES: usize = 5;

/// Which button.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    on: String,
}

/// Hands on what can wait for others, or looks on until tomorrow.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(chosen): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let path = place::path(&community);
    if !chosen.on.is_empty() {
        frame.site.care.look_on(tx.clock().day(), moderator.persona());
        return go_to(format!("{path}/queue"));
    }
    hand_on(&mut tx, &moderator).await?;
    tx.commit().await?;
    go_to(format!("{path}/queue?did=rest"))
}

async fn hand_on(tx: &mut Tx, moderator: &Moderator) -> Result<(), Error> {
    let (mut from, mut hard) = (None, Vec::new());
    for _ in 0..PAGES {
        let stretch = cases::list(tx, moderator, Shelf::Waiting, from).await?;
        hard.extend(stretch.items.into_iter().filter(|case| care::can_wait_for_others(case.lane)));
        from = stretch.next;
        if from.is_none() {
            break;
        }
    }
    for case in hard {
        cases::hand_on(tx, moderator, case.id).await?;
    }
    Ok(())
}
