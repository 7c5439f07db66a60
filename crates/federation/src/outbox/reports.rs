//! A member's call for help about what somebody elsewhere wrote, passed on by the reader: who called stays here.

use forum::{comments, releases, threads};
use members::personas;
use moderation::{
    Subject,
    reports::{self, Report},
};
use serde_json::json;
use store::{Mutant, ReportId, Result};

use super::{Desk, letters};
use crate::{actors, addresses::Place, own};

/// A report was made here.
pub(super) async fn made(desk: &mut Desk<'_>, id: ReportId) -> Result<()> {
    let Some(report) = reports::get(desk.tx, id).await?.filter(|report| report.host.is_empty()) else {
        return Ok(());
    };
    if releases::waits(desk.tx, report.subject).await? {
        return Ok(());
    }
    let Some(object) = address(desk, &report).await? else { return Ok(()) };
    let Some(community) = own::community(desk.tx, report.community).await? else { return Ok(()) };
    if !community.is_local() {
        // Its own moderators judge, and need the words.
        let inbox = letters::inbox_of(desk.tx, &community).await?;
        let group = own::community_address(&desk.inner.addresses, &community);
        return flag(desk, &report, &object, group, inbox, true).await;
    }
    // The author's server is told that there was a report, and why; not in whose words.
    let Some(author) = actors::author(desk.tx, report.subject).await? else { return Ok(()) };
    let inbox = Some(author.best_inbox().to_owned());
    flag(desk, &report, &object, author.actor_id, inbox, false).await
}

async fn flag(
    desk: &mut Desk<'_>,
    report: &Report,
    object: &str,
    to: String,
    inbox: Option<String>,
    words: bool,
) -> Result<()> {
    let Some(inbox) = inbox else { return Ok(()) };
    let mut body = json!({ "type": "Flag", "to": [to], "object": object, "summary": report.reason.word() });
    if words && !report.words.is_empty() {
        body["content"] = report.words.clone().into();
    }
    let from =
        if Mutant::FlagOfAName.is_on() { Place::Persona("somebody".to_owned()) } else { Place::Reader };
    letters::to_inbox(desk.tx, desk.inner, &from, body, &inbox).await?;
    Ok(())
}

/// The address of what was reported, if anybody elsewhere knows it.
async fn address(desk: &mut Desk<'_>, report: &Report) -> Result<Option<String>> {
    let addresses = &desk.inner.addresses;
    Ok(match report.subject {
        Subject::Thread(id) => threads::show_any(desk.tx, id)
            .await?
            .map(|thread| thread.object_id.unwrap_or_else(|| addresses.of(&Place::Thread(id)))),
        Subject::Comment(id) => comments::show_any(desk.tx, id)
            .await?
            .map(|comment| comment.object_id.unwrap_or_else(|| addresses.of(&Place::Comment(id)))),
        Subject::Persona(id) => personas::get(desk.tx, id).await?.and_then(|persona| persona.actor_id),
    })
}
