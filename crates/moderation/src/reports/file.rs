//! Filing a report.

use members::{Purpose, Viewer, communities};
use store::{CommunityId, Event, ReportId, Result, Tag, Tx};

use super::{Reason, Reporter};
use crate::{Refusal, Subject, alerts, cases, legible, subject};

/// The longest words of a reporter, in characters.
const LONGEST: usize = 1_000;

/// Files a report: there is a case then, and the moderators know. A second report by the same person on the same thing
/// replaces the words of the first.
///
/// # Errors
/// When the subject is not in `community`, or the reporter may not read there.
pub async fn file(
    tx: &mut Tx,
    reporter: Reporter<'_>,
    community: CommunityId,
    subject: Subject,
    reason: Reason,
    words: &str,
) -> Result<ReportId, Refusal> {
    readable(tx, reporter, community).await?;
    let place = subject::place(tx, subject).await?.filter(|place| place.is_in(community));
    let place = place.ok_or(Refusal::NotHere)?;
    let words = legible::short(words, LONGEST);
    let new = ReportId(tx.chance().id());
    let id = match reporter {
        Reporter::Member(member) => {
            let tag = member.tag(Purpose::Report, subject.id());
            insert(tx, new, community, subject, reason, &words, Ok(tag)).await?
        }
        Reporter::Host(host) => match known(tx, host, subject, reason, &words).await? {
            Some(known) => known,
            None => insert(tx, new, community, subject, reason, &words, Err(host)).await?,
        },
    };
    cases::of_report(tx, community, (subject, &place), reason).await?;
    if id == new {
        if reason == Reason::Danger {
            alerts::raise(tx, community, alerts::Kind::Danger, subject.into()).await?;
        }
        tx.record(Event::ReportMade { community, report: id });
    }
    Ok(id)
}

/// Nobody reports what they may not read; other servers are judged by federation.
async fn readable(tx: &mut Tx, reporter: Reporter<'_>, community: CommunityId) -> Result<(), Refusal> {
    let Reporter::Member(member) = reporter else { return Ok(()) };
    let viewer = Viewer::of(tx, member).await?;
    communities::get(tx, &viewer, community).await?.map(|_| ()).ok_or(Refusal::NotHere)
}

/// The equal open report of another server, which may well send it twice.
async fn known(
    tx: &mut Tx,
    host: &str,
    subject: Subject,
    reason: Reason,
    words: &str,
) -> Result<Option<ReportId>> {
    tx.sql(
        "SELECT id FROM reports WHERE subject_id = $1 AND host = $2 AND reason = $3 AND words = $4 \
         AND resolved_hour IS NULL",
    )
    .bind(subject.id())
    .bind(host.to_owned())
    .bind(reason.word())
    .bind(words.to_owned())
    .value()
    .await
}

/// Writes it, from a member (by tag) or a host; answers the id of the one that stands there then.
async fn insert(
    tx: &mut Tx,
    id: ReportId,
    community: CommunityId,
    subject: Subject,
    reason: Reason,
    words: &str,
    from: Result<Tag, &str>,
) -> Result<ReportId> {
    let hour = tx.clock().hour();
    let (id,) = tx
        .sql(
            "INSERT INTO reports (id, community_id, subject_kind, subject_id, reason, words, reporter_tag, host, hour) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (reporter_tag, subject_id) WHERE resolved_hour IS NULL \
             DO UPDATE SET reason = excluded.reason, words = excluded.words RETURNING id",
        )
        .bind(id)
        .bind(community)
        .bind(subject.kind())
        .bind(subject.id())
        .bind(reason.word())
        .bind(words.to_owned())
        .bind(from.ok())
        .bind(from.err().unwrap_or_default().to_owned())
        .bind(hour)
        .one()
        .await?;
    Ok(id)
}
