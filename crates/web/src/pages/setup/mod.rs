//! Setting up a new server, in five screens and a list: each is a file, and each can be gone on with later.
//!
//! The single-use link opens the first two. Then somebody runs this server, and only they see the rest. Whoever stops
//! half-way goes on where they were: with the link until they have their recovery codes, and signed in from then on.

mod invitations;
mod keys;
mod list;
mod porch;
mod words;
mod you;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::{get, post},
};
use members::{
    Keeper, Member,
    offices::{self, Operator},
    porch::Stage,
    set_up,
};
use serde::Deserialize;
use store::Tx;
use subtle::ConstantTimeEq;

use crate::{
    Error,
    answers::{Answer, go_to},
    public_address::Seen,
    site::Site,
    viewer::{Frame, MaybeMember, Visit},
};

/// `/setup/{token}` before anybody is here, `/setup` and what is under it afterwards.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/setup/{token}", get(open).post(porch::create))
        .route("/setup/{token}/you", post(you::create))
        .route("/setup", get(list::show))
        .route("/setup/codes", get(you::codes).post(you::kept))
        .route("/setup/words", get(words::show).post(words::create))
        .route("/setup/keys", get(keys::show).post(keys::create))
        .route("/setup/invitations", get(invitations::show).post(invitations::create))
        .route("/setup/end", post(list::end))
}

/// Parts of a host name that tell everybody what its members live with.
const TELLING: [&str; 12] = [
    "rehab",
    "recover",
    "sober",
    "house",
    "treatment",
    "addict",
    "alumni",
    "detox",
    "clinic",
    "hope",
    "step",
    "porchlight",
];

/// The first part of a host name that tells too much, if there is one.
#[must_use]
pub fn telling(host: &str) -> Option<&'static str> {
    TELLING.into_iter().find(|word| host.contains(word))
}

#[derive(Deserialize)]
struct Asked {
    /// Given to change the first answers.
    #[serde(default)]
    first: String,
    /// What became of the address.
    #[serde(default)]
    address: String,
}

/// Whoever holds the link may decide, until somebody runs this server and has their codes.
async fn holder(site: &Site, tx: &mut Tx, token: &str) -> Result<Keeper, Error> {
    let right = site.settings.setup_token.as_ref().ok_or(Error::NotFound)?;
    let same: bool = right.as_bytes().ct_eq(token.as_bytes()).into();
    if !same {
        return Err(Error::NotFound);
    }
    set_up::keeper(tx).await?.ok_or(Error::NotFound)
}

/// Where it goes on: the first screen, the second, or what is left for somebody who is signed in already.
async fn open(
    State(site): State<Arc<Site>>,
    frame: Frame,
    seen: Seen,
    MaybeMember(member): MaybeMember,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut tx = site.database().read().await?;
    holder(&site, &mut tx, &token).await?;
    if member.is_some() {
        return go_to("/setup");
    }
    let porch = members::porch::read(&mut tx).await?;
    drop(tx);
    if porch.first_home.is_none() || !asked.first.is_empty() {
        return porch::show(frame, seen, &porch, token);
    }
    you::show(&site, frame, token, &asked.address)
}

/// Who runs this server; for anybody else there is no such page.
async fn operator(tx: &mut Tx, member: &Member) -> Result<Operator, Error> {
    offices::operator(tx, member).await?.ok_or(Error::NotFound)
}

/// A visit of somebody who runs this server.
async fn visit_of_operator(mut visit: Visit) -> Result<Visit, Error> {
    let member = visit.member()?;
    operator(&mut visit.tx, &member).await?;
    Ok(visit)
}

/// The screen that comes after what is done.
fn next(stage: Stage) -> &'static str {
    match stage {
        Stage::Joined => "/setup/codes",
        Stage::Nothing | Stage::Porch | Stage::You => "/setup/words",
        Stage::Words => "/setup/keys",
        Stage::Keys => "/setup/invitations",
        Stage::Invitations | Stage::Everything => "/setup",
    }
}
