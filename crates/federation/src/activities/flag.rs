//! `Flag`: somebody elsewhere calls for help. Who it was stays on their server.

use members::personas;
use moderation::{
    Standing, Subject,
    reports::{self, Reason as Why, Reporter},
    standing,
};

use super::{Activity, Case};
use crate::{
    outcome::{Halt, Reason},
    wire::json::{ids, text},
};

/// Objects after these are not looked at.
const OBJECTS: usize = 20;
/// Words after these are not kept, in characters.
const WORDS: usize = 2_000;

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let (subject, community) = ours(case, activity).await?;
    case.check_readable(activity, &community)?;
    if let Some(reporter) = personas::by_actor(case.tx, activity.actor.as_str()).await?
        && standing::of_remote(case.tx, reporter.id, community.id).await? != Standing::Free
    {
        return Err(Reason::Banned.into());
    }
    let summary = text(&activity.json["summary"], WORDS).map(|words| forum::text::plain(&words));
    let content = text(&activity.json["content"], WORDS).map(|words| forum::text::plain(&words));
    let why = summary.as_deref().and_then(Why::read);
    let words = if why.is_some() { content } else { summary.or(content) }.unwrap_or_default();
    let host = activity.actor.host().to_string();
    case.wrote = true;
    let why = why.unwrap_or(Why::Other);
    reports::file(case.tx, Reporter::Host(&host), community.id, subject, why, &words).await?;
    Ok(())
}

/// The first thing it names that is our concern: in a community of ours, or by one of our names.
async fn ours(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(Subject, members::Community), Halt> {
    let named: Vec<String> =
        ids(&activity.json["object"]).into_iter().take(OBJECTS).map(str::to_owned).collect();
    for id in named {
        let Some(subject) = case.subject_at(&id).await? else { continue };
        let (_, place, community) = case.located(&id).await?;
        let author = personas::get(case.tx, place.persona).await?;
        if community.is_local() || author.is_some_and(|author| author.host.is_empty()) {
            return Ok((subject, community));
        }
    }
    Err(Reason::UnknownObject.into())
}
