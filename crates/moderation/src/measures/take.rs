//! Taking a measure.

use members::{ServerSecrets, personas};
use store::{
    CommunityId, Event, Hour, MeasureId, PersonaId, Result, Tx,
    audit::{Act, Entry},
};

use super::{Kind, Matter, Reach, lift, read};
use crate::{
    Moderator, Refusal, Subject, cases, guidelines, hearing, legible,
    subject::{self, Place},
    team, turn,
};

/// The longest words to an author, in characters.
const LONGEST: usize = 2_000;

/// Takes a measure: the row, the reports resolved, the author told, the event.
/// An equal one that still counts is answered instead of taken twice.
///
/// # Errors
/// When it does not fit, has no reason, or the subject is not in the moderator's community.
pub async fn take(
    tx: &mut Tx,
    moderator: &Moderator,
    matter: Matter,
    secrets: &ServerSecrets,
) -> Result<MeasureId, Refusal> {
    let tells = matter.kind != Kind::Pin;
    let (id, place) = decide(tx, moderator, matter, Reach::Community, secrets).await?;
    if let Some(place) = place.filter(|_| tells) {
        hearing::of_measure(tx, &place).await?;
    }
    Ok(id)
}

/// Takes a ban that holds in every community of the moderator's server; in ours, for signing in too. The caller has
/// seen to it that more than one moderator wants it, or that the server of a remote community said so.
///
/// # Errors
/// As [`take`].
pub async fn take_everywhere(
    tx: &mut Tx,
    moderator: &Moderator,
    matter: Matter,
    secrets: &ServerSecrets,
) -> Result<MeasureId, Refusal> {
    if matter.kind != Kind::Ban {
        return Err(Refusal::DoesNotFit);
    }
    Ok(decide(tx, moderator, matter, Reach::Host, secrets).await?.0)
}

/// The row, the reports resolved, the event. Answers also where it stands, unless an equal one counted already.
pub(super) async fn decide(
    tx: &mut Tx,
    moderator: &Moderator,
    matter: Matter,
    reach: Reach,
    secrets: &ServerSecrets,
) -> Result<(MeasureId, Option<Place>), Refusal> {
    let place = fit(tx, moderator, &matter).await?;
    reasoned(tx, moderator, &matter).await?;
    turn::take(tx, moderator.community()).await?;
    if let Some(equal) = equal(tx, moderator.community(), &matter, reach).await? {
        return Ok((equal, None));
    }
    let id = MeasureId(tx.chance().id());
    let ban_proof = ban_proof(tx, moderator, &matter, secrets, id).await?;
    if reach == Reach::Host && ban_proof.is_none() {
        return Err(Refusal::CannotBan);
    }
    let held = make_room(tx, moderator, &matter).await?;
    Row { reach, ..Row::of(id, moderator, &matter, ban_proof) }.insert(tx).await?;
    // What was decided is told before the news that it was.
    tx.record(Event::MeasureTaken { community: Some(moderator.community()), measure: id });
    if matter.kind.settles() {
        cases::settle(tx, moderator.community(), matter.subject, (Some(id), held)).await?;
    }
    Ok((id, Some(place)))
}

/// Keeps something back because a screening rule asked for it.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &mut Tx, community: CommunityId, subject: Subject, rule: &str) -> Result<MeasureId> {
    turn::take(tx, community).await?;
    if let Some(hiding) = hiding(tx, subject).await? {
        return Ok(hiding);
    }
    let id = MeasureId(tx.chance().id());
    Row::held(id, community, subject, Some(rule)).insert(tx).await?;
    Ok(id)
}

/// Keeps back what somebody reported, until a moderator has looked, and tells whoever wrote it. What a moderator looked
/// at once is not kept back by another report.
///
/// # Errors
/// When the database fails.
pub async fn fold(tx: &mut Tx, community: CommunityId, subject: Subject, rule: &str) -> Result<()> {
    let before: Option<MeasureId> = tx
        .sql("SELECT id FROM measures WHERE subject_id = $1 AND kind = 'hold' AND rule = $2")
        .bind(subject.id())
        .bind(rule.to_owned())
        .value()
        .await?;
    let place = subject::place(tx, subject).await?;
    let (None, None, Some(place)) = (before, hiding(tx, subject).await?, place) else { return Ok(()) };
    hold(tx, community, subject, rule).await?;
    hearing::of_measure(tx, &place).await
}

/// Keeps something back as `before` did, which was lifted.
pub(crate) async fn hold_again(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    before: MeasureId,
) -> Result<()> {
    let Some(before) = read::get(tx, before).await? else { return Ok(()) };
    if hiding(tx, subject).await?.is_some() {
        return Ok(());
    }
    let id = MeasureId(tx.chance().id());
    let rule = before.rule.as_deref();
    Row { taken_by: before.taken_by, ..Row::held(id, community, subject, rule) }.insert(tx).await
}

/// Whether this kind of measure can be taken there, on that.
async fn fit(tx: &mut Tx, moderator: &Moderator, matter: &Matter) -> Result<Place, Refusal> {
    let fits = match matter.kind {
        Kind::Remove | Kind::Hold | Kind::Warn => {
            matches!(matter.subject, Subject::Thread(_) | Subject::Comment(_))
        }
        Kind::Lock | Kind::Pin => matches!(matter.subject, Subject::Thread(_)),
        Kind::Ban => matches!(matter.subject, Subject::Persona(_)),
    };
    if !fits || (matter.kind == Kind::Hold && hiding(tx, matter.subject).await?.is_some()) {
        return Err(Refusal::DoesNotFit);
    }
    let place = subject::place(tx, matter.subject).await?.ok_or(Refusal::NotHere)?;
    if place.is_in(moderator.community()) { Ok(place) } else { Err(Refusal::NotHere) }
}

/// Our own moderators say why; those of other servers say what their software lets them say.
async fn reasoned(tx: &mut Tx, moderator: &Moderator, matter: &Matter) -> Result<(), Refusal> {
    if let Some(number) = matter.guideline
        && !guidelines::exists(tx, moderator.community(), number).await?
    {
        return Err(Refusal::UnknownGuideline);
    }
    let needed = moderator.host().is_empty() && matches!(matter.kind, Kind::Remove | Kind::Ban | Kind::Warn);
    if needed && matter.guideline.is_none() && matter.words.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(())
}

async fn equal(
    tx: &mut Tx,
    community: CommunityId,
    matter: &Matter,
    reach: Reach,
) -> Result<Option<MeasureId>> {
    tx.sql(
        "SELECT id FROM measures \
         WHERE subject_id = $1 AND kind = $2 AND lifted_hour IS NULL AND community_id = $3 AND reach = $4",
    )
    .bind(matter.subject.id())
    .bind(matter.kind.word())
    .bind(community)
    .bind(reach.word())
    .value()
    .await
}

async fn hiding(tx: &mut Tx, subject: Subject) -> Result<Option<MeasureId>> {
    tx.sql("SELECT id FROM measures WHERE subject_id = $1 AND hides AND lifted_hour IS NULL")
        .bind(subject.id())
        .value()
        .await
}

/// A removal takes the place of a hold, which is answered: one thing hides a subject at a time.
async fn make_room(tx: &mut Tx, moderator: &Moderator, matter: &Matter) -> Result<Option<MeasureId>> {
    if matter.kind != Kind::Remove {
        return Ok(None);
    }
    let hiding = read::unlifted(tx, matter.subject).await?.into_iter().find(|measure| measure.kind.hides());
    if let Some(hiding) = &hiding {
        lift::mark(tx, hiding, moderator.persona()).await?;
    }
    hearing::of_nothing(tx, matter.subject).await?;
    Ok(hiding.map(|hiding| hiding.id))
}

/// What every name of the banned person here will be matched against; nothing for a name of another server.
async fn ban_proof(
    tx: &mut Tx,
    moderator: &Moderator,
    matter: &Matter,
    secrets: &ServerSecrets,
    measure: MeasureId,
) -> Result<Option<Vec<u8>>, Refusal> {
    let (Kind::Ban, Subject::Persona(id)) = (matter.kind, matter.subject) else { return Ok(None) };
    if moderator.persona().is_some() && team::moderates(tx, id, moderator.community()).await? {
        return Err(Refusal::CannotBan);
    }
    let persona = personas::get(tx, id).await?.ok_or(Refusal::NotHere)?;
    if !persona.host.is_empty() {
        return Ok(None);
    }
    let seal = personas::seal_of(tx, id).await?.ok_or(Refusal::CannotBan)?;
    let standing = secrets.open_seal(&seal).ok_or(Refusal::CannotBan)?;
    Ok(Some(standing.proof(measure)))
}

/// A measure about to be written.
struct Row<'a> {
    id: MeasureId,
    community: CommunityId,
    kind: Kind,
    reach: Reach,
    subject: Subject,
    ban_proof: Option<Vec<u8>>,
    guideline: Option<i64>,
    rule: Option<&'a str>,
    words: String,
    taken_by: Option<PersonaId>,
    host: &'a str,
    ends: Option<Hour>,
}

impl<'a> Row<'a> {
    fn of(id: MeasureId, moderator: &'a Moderator, matter: &Matter, ban_proof: Option<Vec<u8>>) -> Self {
        Self {
            id,
            community: moderator.community(),
            kind: matter.kind,
            reach: Reach::Community,
            subject: matter.subject,
            ban_proof,
            guideline: matter.guideline,
            rule: None,
            words: legible::short(&matter.words, LONGEST),
            taken_by: moderator.persona(),
            host: moderator.host(),
            ends: matter.ends,
        }
    }

    fn held(id: MeasureId, community: CommunityId, subject: Subject, rule: Option<&'a str>) -> Self {
        Self {
            id,
            community,
            kind: Kind::Hold,
            reach: Reach::Community,
            subject,
            ban_proof: None,
            guideline: None,
            rule,
            words: String::new(),
            taken_by: None,
            host: "",
            ends: None,
        }
    }

    async fn insert(self, tx: &mut Tx) -> Result<()> {
        let ordinal = turn::next_ordinal(tx, self.community).await?;
        let hour = tx.clock().hour();
        tx.audit(
            Entry::in_community(self.community, Act::MeasureTaken)
                .what(self.kind.word())
                .about(self.id)
                .by(self.guideline, self.rule)
                .host(self.host),
        );
        tx.sql(
            "INSERT INTO measures (id, community_id, ordinal, kind, hides, subject_kind, subject_id, ban_proof, \
             guideline, rule, words, taken_by, host, taken_hour, ends_hour, reach) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(self.id)
        .bind(self.community)
        .bind(ordinal)
        .bind(self.kind.word())
        .bind(self.kind.hides())
        .bind(self.subject.kind())
        .bind(self.subject.id())
        .bind(self.ban_proof)
        .bind(self.guideline)
        .bind(self.rule.map(str::to_owned))
        .bind(self.words)
        .bind(self.taken_by)
        .bind(self.host.to_owned())
        .bind(hour)
        .bind(self.ends)
        .bind(self.reach.word())
        .execute()
        .await?;
        Ok(())
    }
}
