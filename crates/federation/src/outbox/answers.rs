//! A moderator looked: told to the servers that called, so that whoever called there hears of it too.
//!
//! The word is Lemmy's (`crates/apub/activities/src/protocol/community/resolve_report.rs` of its repository): `Resolve`, of
//! a `Flag`. Lemmy's is said by a moderator and holds the whole `Flag`; ours is said by the community, and its `Flag` says
//! what it is about and nothing else, so that neither who called nor who looked can be read from it.

use forum::releases;
use members::{Audience, Community};
use moderation::{
    cases::{self, Case},
    reports,
};
use serde_json::{Value, json};
use store::{CaseId, Mutant, Result};

use super::{
    Desk,
    letters::{self, Letter},
    measures::address,
};
use crate::{actors, addresses::Place, own};

/// A case was decided.
pub(super) async fn closed(desk: &mut Desk<'_>, id: CaseId) -> Result<()> {
    let Some(answer) = Answer::of(desk, id).await? else { return Ok(()) };
    if answer.case.closed_hour.is_none() || answer.inboxes.is_empty() {
        return Ok(());
    }
    let body = answer.resolve();
    answer.send(desk, body).await
}

/// The decision is taken back.
pub(super) async fn reopened(desk: &mut Desk<'_>, id: CaseId) -> Result<()> {
    let Some(answer) = Answer::of(desk, id).await? else { return Ok(()) };
    if answer.case.closed_hour.is_some() || answer.inboxes.is_empty() {
        return Ok(());
    }
    let Some(told) = letters::last(desk.tx, answer.case.subject.id(), "Resolve").await? else {
        return Ok(());
    };
    let body = json!({ "type": "Undo", "to": [answer.group], "audience": answer.group, "object": told });
    answer.send(desk, body).await
}

/// What is to be told, and to whom.
struct Answer {
    case: Case,
    community: Community,
    group: String,
    /// The address of what somebody called for.
    object: String,
    inboxes: Vec<String>,
}

impl Answer {
    /// `None` for what is not ours to tell: in a community of another server, in a house, or not known elsewhere yet.
    async fn of(desk: &mut Desk<'_>, id: CaseId) -> Result<Option<Self>> {
        let Some(case) = cases::known(desk.tx, id).await? else { return Ok(None) };
        let community = own::community(desk.tx, case.community).await?;
        let community = community.filter(|it| it.is_local() && it.audience != Audience::House);
        let Some(community) = community else { return Ok(None) };
        if releases::waits(desk.tx, case.subject).await? {
            return Ok(None);
        }
        let Some(object) = address(desk, case.subject).await? else { return Ok(None) };
        let group = own::community_address(&desk.inner.addresses, &community);
        let inboxes = inboxes(desk, &case).await?;
        Ok(Some(Self { case, community, group, object, inboxes }))
    }

    fn resolve(&self) -> Value {
        json!({
            "type": "Resolve",
            "to": [self.group],
            "audience": self.group,
            "object": { "type": "Flag", "object": self.object },
        })
    }

    /// One letter for all of them: it says nothing that one knows and another does not.
    async fn send(self, desk: &mut Desk<'_>, body: Value) -> Result<()> {
        let from = match Mutant::ResolveNamesSomebody.is_on() {
            true => Place::Persona("somebody".to_owned()),
            false => Place::Community(self.community.handle),
        };
        let subject = Some(self.case.subject.id());
        let letter = Letter { from, body, community: None, subject, words: false };
        let kept = letters::keep(desk.tx, desk.inner, letter).await?;
        for inbox in self.inboxes {
            letters::post(desk.tx, desk.inner, &kept, &inbox)?;
        }
        Ok(())
    }
}

/// Where those are written to who called; and the author's server, which heard from us when somebody here did.
async fn inboxes(desk: &mut Desk<'_>, case: &Case) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for host in reports::callers(desk.tx, case.community, case.subject, case.closed_hour).await? {
        found.extend(if host.is_empty() {
            actors::author(desk.tx, case.subject).await?.map(|author| author.best_inbox().to_owned())
        } else {
            of_host(desk, case, &host).await?
        });
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// A server is written to where it listens as one; where we know of no such place, where whoever flagged it does.
async fn of_host(desk: &mut Desk<'_>, case: &Case, host: &str) -> Result<Option<String>> {
    desk.tx
        .sql(
            "SELECT inbox FROM (SELECT inbox, 0 AS place FROM instances WHERE host = $1 AND inbox IS NOT NULL \
             UNION ALL SELECT inbox, 1 AS place FROM followers WHERE host = $1 \
             UNION ALL SELECT COALESCE(shared_inbox, inbox) AS inbox, 2 AS place FROM remote_actors \
             WHERE actor_id IN (SELECT actor_id FROM received WHERE subject_id = $2 AND host = $1)) AS known \
             ORDER BY place, inbox LIMIT 1",
        )
        .bind(host.to_owned())
        .bind(case.subject.id())
        .value()
        .await
}
