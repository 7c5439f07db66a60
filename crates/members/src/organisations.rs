//! Homes, alumni groups, programmes: who is at home on this instance.

use store::{
    OrganisationId, Result, Tx,
    audit::{Act, Entry},
};

use crate::{Journal, Manager, Member, Operator, Refusal, stays};

/// A home, alumni group or programme.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, shown to its own members and managers.
    pub name: String,
    /// Whether its people live together.
    pub house: bool,
}

const LONGEST_NAME: usize = 60;

/// Makes one.
///
/// # Errors
/// When the name is missing or too long.
pub async fn create(
    tx: &mut Tx,
    _proof: &Operator,
    name: &str,
    house: bool,
) -> Result<Organisation, Refusal> {
    add(tx, name, house).await
}

pub(crate) async fn add(tx: &mut Tx, name: &str, house: bool) -> Result<Organisation, Refusal> {
    let name = named(name)?;
    let organisation = Organisation { id: OrganisationId(tx.chance().id()), name, house };
    tx.sql("INSERT INTO organisations (id, name, house) VALUES ($1, $2, $3)")
        .bind(organisation.id)
        .bind(organisation.name.clone())
        .bind(house)
        .execute()
        .await?;
    tx.audit(Entry::of_server(Act::OrganisationMade).about(organisation.id));
    Ok(organisation)
}

/// The name as it is kept, if it can be one.
pub(crate) fn named(name: &str) -> Result<String, Refusal> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Refusal::OrganisationNameBad);
    }
    Ok(name)
}

/// All of them, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, _proof: &Operator) -> Result<Vec<Organisation>> {
    all(tx).await
}

async fn all(tx: &mut Tx) -> Result<Vec<Organisation>> {
    tx.sql("SELECT id, name, house FROM organisations ORDER BY name, id").all().await
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>> {
    tx.sql("SELECT id, name, house FROM organisations WHERE id = $1").bind(id).optional().await
}

/// What can be proved in this member's session of where they stay: equal for one home under one salt, and nothing to
/// whoever does not have the server's secrets.
///
/// # Errors
/// When the database fails.
pub async fn marks(tx: &mut Tx, member: &Member, salt: i64) -> Result<Vec<[u8; 16]>> {
    let journal = Journal::of(tx, member).await?;
    let stays = stays::organisations(tx, member, &journal).await?;
    Ok(stays.into_iter().map(|home| member.secrets().home_mark(salt, home.0)).collect())
}

/// How many people stay in the manager's organisation.
///
/// # Errors
/// When the database fails.
pub async fn staying(tx: &mut Tx, proof: &Manager) -> Result<i64> {
    let count: Option<i64> = tx
        .sql("SELECT COUNT(*) FROM stays WHERE organisation_id = $1 AND NOT ended")
        .bind(proof.organisation())
        .value()
        .await?;
    Ok(count.unwrap_or(0))
}

/// Those this member stays in, by name.
///
/// # Errors
/// When the database fails.
pub async fn mine(tx: &mut Tx, member: &Member) -> Result<Vec<Organisation>> {
    let journal = Journal::of(tx, member).await?;
    let stays = stays::organisations(tx, member, &journal).await?;
    let all = all(tx).await?;
    Ok(all.into_iter().filter(|organisation| stays.contains(&organisation.id)).collect())
}
