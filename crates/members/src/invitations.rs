//! The way in: a single-use code that a manager gives to one person.

use sha2::{Digest, Sha256};
use store::{
    Day, InvitationId, OrganisationId, Result, Tag, Tx,
    audit::{Act, Entry},
};

use crate::{Manager, Refusal, codes, offices::Office, tries};

/// What a manager fills in.
#[derive(Clone, Debug)]
pub struct Issue {
    /// For the manager's own memory, such as "room 3".
    pub label: String,
    /// What it makes of whoever uses it. Only an operator's proof may make operators.
    pub office: Office,
    /// How many days it works: 1 to 90.
    pub days: i64,
}

/// An invitation as the manager who issued it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLine {
    /// Its id.
    pub id: InvitationId,
    /// The manager's words.
    pub label: String,
    /// What it makes of whoever uses it.
    pub office: Office,
    /// The last day it works.
    pub expires: Day,
    /// Whether somebody joined with it.
    pub used: bool,
    /// Whether it can no longer be used because its day has passed.
    pub expired: bool,
    /// Whether the stay that began with it was ended.
    pub stay_ended: bool,
}

/// An invitation that works.
#[derive(serde::Deserialize)]
pub(crate) struct Invited {
    pub(crate) id: InvitationId,
    pub(crate) organisation_id: OrganisationId,
    pub(crate) office: Office,
    used: bool,
    tries: i64,
    expires_day: Day,
}

/// How long a code is: about 79 bits, easy to type, beyond guessing.
pub(crate) const CODE: usize = 16;
const LONGEST_LABEL: usize = 60;
const LONGEST_DAYS: i64 = 90;

/// Makes an invitation; the code is shown once and kept nowhere.
///
/// # Errors
/// [`Refusal::NotAllowed`] when somebody who is no operator wants to make one.
pub async fn issue(tx: &mut Tx, proof: &Manager, issue: Issue) -> Result<String, Refusal> {
    if issue.office == Office::Operator && !proof.is_operator() {
        return Err(Refusal::NotAllowed);
    }
    Ok(add(tx, proof.organisation(), Some(proof.inviter()), issue).await?)
}

/// The first operator's invitation has no inviter: it is found under a tag that is nobody's.
pub(crate) async fn add(
    tx: &mut Tx,
    organisation: OrganisationId,
    inviter: Option<Tag>,
    issue: Issue,
) -> Result<String> {
    let code = tx.chance().code(CODE);
    let (id, nobody) = (InvitationId(tx.chance().id()), Tag(tx.chance().bytes()));
    let expires = tx.clock().day().plus_days(issue.days.clamp(1, LONGEST_DAYS));
    let label: String = issue.label.trim().chars().filter(|c| !c.is_control()).take(LONGEST_LABEL).collect();
    tx.sql(
        "INSERT INTO invitations (id, code_hash, organisation_id, inviter_tag, label, office, expires_day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(hash(&code))
    .bind(organisation)
    .bind(inviter.unwrap_or(nobody))
    .bind(label)
    .bind(issue.office.as_str())
    .bind(expires)
    .execute()
    .await?;
    Ok(codes::grouped(&code))
}

/// The code is random and long, so a plain hash keeps it.
pub(crate) fn hash(code: &str) -> Vec<u8> {
    Sha256::new().chain_update(b"porchlight invitation ").chain_update(code).finalize().to_vec()
}

/// Makes an invitation of the code that somebody asked to come in with. Nobody's list has it: nobody knows whose it is.
pub(crate) async fn admit(
    tx: &mut Tx,
    organisation: OrganisationId,
    code_hash: Vec<u8>,
    days: i64,
) -> Result<()> {
    let (id, nobody) = (InvitationId(tx.chance().id()), Tag(tx.chance().bytes()));
    let expires = tx.clock().day().plus_days(days);
    tx.sql(
        "INSERT INTO invitations (id, code_hash, organisation_id, inviter_tag, label, office, expires_day) \
         VALUES ($1, $2, $3, $4, '', $5, $6)",
    )
    .bind(id)
    .bind(code_hash)
    .bind(organisation)
    .bind(nobody)
    .bind(Office::Member.as_str())
    .bind(expires)
    .execute()
    .await?;
    Ok(())
}

/// The invitations that this manager issued for this organisation, unused first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, proof: &Manager) -> Result<Vec<InvitationLine>> {
    let today = tx.clock().day();
    let rows: Vec<(InvitationId, String, String, Day, bool, bool)> = tx
        .sql(
            "SELECT id, label, office, expires_day, used, \
                 EXISTS (SELECT 1 FROM stays WHERE stays.invitation_id = invitations.id AND stays.ended) \
             FROM invitations WHERE inviter_tag = $1 ORDER BY used, expires_day DESC, label, id",
        )
        .bind(proof.inviter())
        .all()
        .await?;
    let line = |(id, label, office, expires, used, stay_ended): (_, _, String, Day, _, _)| InvitationLine {
        id,
        label,
        office: office.parse().unwrap_or(Office::Member),
        expires,
        used,
        expired: !used && expires < today,
        stay_ended,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Takes an unused invitation back.
///
/// # Errors
/// [`Refusal::NotAllowed`] when it was used, or is not this manager's.
pub async fn withdraw(tx: &mut Tx, proof: &Manager, id: InvitationId) -> Result<(), Refusal> {
    let sql = "DELETE FROM invitations WHERE id = $1 AND inviter_tag = $2 AND NOT used";
    match tx.sql(sql).bind(id).bind(proof.inviter()).execute().await? {
        0 => Err(Refusal::NotAllowed),
        _ => Ok(()),
    }
}

/// Ends the stay that began with an invitation: its house communities close for that person, no others.
///
/// # Errors
/// [`Refusal::NotAllowed`] when no stay began with it, or it is not this manager's.
pub async fn end_stay(tx: &mut Tx, proof: &Manager, id: InvitationId) -> Result<(), Refusal> {
    let ended = tx
        .sql(
            "UPDATE stays SET ended = TRUE WHERE invitation_id = $1 \
             AND EXISTS (SELECT 1 FROM invitations WHERE invitations.id = $1 AND inviter_tag = $2)",
        )
        .bind(id)
        .bind(proof.inviter())
        .execute()
        .await?;
    if ended == 0 {
        return Err(Refusal::NotAllowed);
    }
    Ok(note_ended(tx, id).await?)
}

/// With a stay ends the office that came with it. That somebody moved out who had none is nobody's business.
pub(crate) async fn note_ended(tx: &mut Tx, id: InvitationId) -> Result<()> {
    let found: Option<(Office, OrganisationId)> =
        tx.sql("SELECT office, organisation_id FROM invitations WHERE id = $1").bind(id).optional().await?;
    if let Some((office, organisation)) = found.filter(|(office, _)| *office != Office::Member) {
        tx.audit(Entry::of_server(Act::StayEnded).what(office.as_str()).about(organisation));
    }
    Ok(())
}

/// The name of the organisation that invites with this code; `None` when it does not work.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx, code: &str) -> Result<Option<String>> {
    match find(tx, code).await {
        Ok(invited) => {
            tx.sql("SELECT name FROM organisations WHERE id = $1").bind(invited.organisation_id).value().await
        }
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(_) => Ok(None),
    }
}

/// The invitation that this code opens, if it works.
pub(crate) async fn find(tx: &mut Tx, code: &str) -> Result<Invited, Refusal> {
    let found: Option<Invited> = tx
        .sql(
            "SELECT id, organisation_id, office, used, tries, expires_day FROM invitations WHERE code_hash = $1",
        )
        .bind(hash(&codes::typed(code)))
        .optional()
        .await?;
    let invited = found.ok_or(Refusal::InvitationUnknown)?;
    if invited.used || invited.tries >= tries::ALLOWED || invited.expires_day < tx.clock().day() {
        return Err(Refusal::InvitationUsedUp);
    }
    Ok(invited)
}

/// Notes that its holder learnt of one taken sign-in name.
pub(crate) async fn count_try(tx: &mut Tx, invited: &Invited) -> Result<()> {
    tx.sql("UPDATE invitations SET tries = tries + 1 WHERE id = $1").bind(invited.id).execute().await?;
    Ok(())
}

/// Uses it: of two people with one code, one is in.
pub(crate) async fn use_up(tx: &mut Tx, invited: &Invited) -> Result<(), Refusal> {
    let sql = "UPDATE invitations SET used = TRUE WHERE id = $1 AND NOT used";
    match tx.sql(sql).bind(invited.id).execute().await? {
        0 => Err(Refusal::InvitationUsedUp),
        _ => Ok(()),
    }
}
