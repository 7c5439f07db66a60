//! Members' calls for help, and the plain list that moderators work through.

use members::{Member, Purpose, Viewer, communities};
use store::{CommunityId, Cursor, Event, Hour, MeasureId, Page, ReportId, Result, Tag, Tx};

use crate::{Moderator, Refusal, Subject, hearing, legible, subject};

/// The longest words of a reporter, in characters.
const LONGEST: usize = 1_000;
/// How many reports a page has.
const PAGE: usize = 50;

/// Why somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Reason {
    Danger,
    Identity,
    Selling,
    Approach,
    Shaming,
    Spam,
    Other,
}

impl Reason {
    /// Every reason, most urgent first.
    pub const ALL: [Self; 7] =
        [Self::Danger, Self::Identity, Self::Selling, Self::Approach, Self::Shaming, Self::Spam, Self::Other];

    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Identity => "identity",
            Self::Selling => "selling",
            Self::Approach => "approach",
            Self::Shaming => "shaming",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::read(&word).ok_or_else(|| "a reason that this version does not know".to_owned())
    }
}

/// Who calls. Neither is ever shown.
#[derive(Clone, Copy)]
pub enum Reporter<'a> {
    /// Somebody here.
    Member(&'a Member),
    /// Somebody on another server.
    Host(&'a str),
}

/// An open call for help.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its number.
    pub id: ReportId,
    /// Where it belongs.
    pub community: CommunityId,
    /// What it is about.
    pub subject: Subject,
    /// Why.
    pub reason: Reason,
    /// In the reporter's words, if any.
    pub words: String,
    /// The server it came from; empty for our own.
    pub host: String,
    /// When.
    pub hour: Hour,
}

/// Files a report and lets the moderators know. A second one by the same person on the same thing replaces
/// the words of the first.
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
    if id == new {
        hearing::of_report(tx, community, &place).await?;
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

/// The open reports of the moderator's community, newest first.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &mut Tx, moderator: &Moderator, from: Option<Cursor>) -> Result<Page<Report>> {
    let from = from.unwrap_or(Cursor::START);
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, reason, words, host, hour FROM reports \
             WHERE community_id = $1 AND resolved_hour IS NULL AND (hour, id) < ($2, $3) \
             ORDER BY hour DESC, id DESC LIMIT $4",
        )
        .bind(moderator.community())
        .bind(from.0)
        .bind(from.1)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let reports: Vec<Report> = rows.into_iter().map(Row::report).collect::<Result<_>>()?;
    Ok(Page::cut(reports, PAGE, |last| Cursor(last.hour.0, last.id.0, 0)))
}

/// How many reports are open.
///
/// # Errors
/// When the database fails.
pub async fn open_count(tx: &mut Tx, moderator: &Moderator) -> Result<i64> {
    let (count,) = tx
        .sql("SELECT COUNT(*) FROM reports WHERE community_id = $1 AND resolved_hour IS NULL")
        .bind(moderator.community())
        .one()
        .await?;
    Ok(count)
}

/// One report, open or not: federation passes it on to the subject's own server.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ReportId) -> Result<Option<Report>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, reason, words, host, hour FROM reports \
             WHERE id = $1",
        )
        .bind(id)
        .optional()
        .await?;
    row.map(Row::report).transpose()
}

/// Closes a report of the moderator's community, with the measure it led to, if any.
///
/// # Errors
/// When there is no such report here.
pub async fn resolve(
    tx: &mut Tx,
    moderator: &Moderator,
    report: ReportId,
    measure: Option<MeasureId>,
) -> Result<(), Refusal> {
    let known = get(tx, report).await?.filter(|known| known.community == moderator.community());
    let known = known.ok_or(Refusal::NotHere)?;
    let hour = tx.clock().hour();
    tx.sql("UPDATE reports SET resolved_hour = $1, measure_id = $2 WHERE id = $3 AND resolved_hour IS NULL")
        .bind(hour)
        .bind(measure)
        .bind(known.id)
        .execute()
        .await?;
    Ok(())
}

/// A measure on a subject answers every open report about it.
pub(crate) async fn resolve_all(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    measure: MeasureId,
) -> Result<()> {
    let hour = tx.clock().hour();
    tx.sql(
        "UPDATE reports SET resolved_hour = $1, measure_id = $2 \
         WHERE subject_id = $3 AND community_id = $4 AND resolved_hour IS NULL",
    )
    .bind(hour)
    .bind(measure)
    .bind(subject.id())
    .bind(community)
    .execute()
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ReportId,
    community_id: CommunityId,
    subject_kind: String,
    subject_id: i64,
    #[sqlx(try_from = "String")]
    reason: Reason,
    words: String,
    host: String,
    hour: Hour,
}

impl Row {
    fn report(self) -> Result<Report> {
        Ok(Report {
            id: self.id,
            community: self.community_id,
            subject: Subject::read(&self.subject_kind, self.subject_id)?,
            reason: self.reason,
            words: self.words,
            host: self.host,
            hour: self.hour,
        })
    }
}
