//! Calling the moderators about a text. What shows who somebody is, is folded at the first call.

use members::{Community, Member};
use moderation::{
    Subject, measures,
    reports::{self, Reason, Reporter},
};
use store::{CommunityId, ReportId, Result, Tx};

use crate::{
    words,
    writing::{self, Spot, Written},
};

/// Files a member's report, and folds its subject where one report is enough for that: in a community of ours, and
/// never over words of somebody who may need help now.
///
/// # Errors
/// As [`reports::file`].
pub async fn call(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    subject: Subject,
    (reason, said): (Reason, &str),
) -> Result<ReportId, moderation::Refusal> {
    let report = reports::file(tx, Reporter::Member(member), community.id, subject, reason, said).await?;
    if let Some(fold) = reason.fold().filter(|_| community.is_local())
        && !is_never_held(tx, community.id, subject).await?
    {
        measures::fold(tx, community.id, subject, fold).await?;
    }
    Ok(report)
}

/// What the screening says of the words as they stand now.
async fn is_never_held(tx: &mut Tx, community: CommunityId, subject: Subject) -> Result<bool> {
    let Some(words) = words::read(tx, subject).await? else { return Ok(false) };
    let title = words.title.unwrap_or_default();
    let written = Written { title, body: words.body, html: words.html, notes: String::new() };
    let spot = Spot { community, thread: None, answers: None, except: Some(subject) };
    Ok(writing::screen(tx, spot, words.persona, &written).await?.is_never_held())
}
