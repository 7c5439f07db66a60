//! What whoever sits at the machine may do without signing in: let somebody in, end a stay, close every session, name the
//! homes. Nothing here opens an account or leads from one to a name: at the machine, too, there is no way there.

use store::{InvitationId, OrganisationId, Result, Tx};

use crate::{
    Organisation, Refusal,
    invitations::{self, Issue},
    organisations,
};

/// A proof that this is asked at the machine, by a command.
pub struct Console(());

impl Console {
    /// For the commands of the program, which only those can run who can read its files.
    #[must_use]
    pub fn at_the_machine() -> Self {
        Self(())
    }
}

/// A home or group, and how many it holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Seats {
    /// Its name.
    pub name: String,
    /// Whether its people live together.
    pub house: bool,
    /// How many stays have not ended.
    pub staying: i64,
    /// How many invitations still work.
    pub invited: i64,
}

/// Makes an invitation that has no inviter: for the first operator of a home, or for whoever lost everything.
///
/// # Errors
/// When the database fails.
pub async fn invite(tx: &mut Tx, _proof: &Console, home: OrganisationId, issue: Issue) -> Result<String> {
    invitations::add(tx, home, None, issue).await
}

/// Ends the stay that began with the invitation of this label, if there is one such stay; answers how many there are.
/// With none, or with several, nothing is done.
///
/// # Errors
/// When the database fails.
pub async fn end_stay(tx: &mut Tx, _proof: &Console, label: &str) -> Result<usize> {
    let found: Vec<(store::Tag, InvitationId)> = tx
        .sql(
            "SELECT stays.tag, invitations.id FROM stays JOIN invitations ON invitations.id = stays.invitation_id \
             WHERE invitations.label = $1 AND NOT stays.ended",
        )
        .bind(label.trim().to_owned())
        .all()
        .await?;
    if let [(tag, invitation)] = found[..] {
        tx.sql("UPDATE stays SET ended = TRUE WHERE tag = $1").bind(tag).execute().await?;
        invitations::note_ended(tx, invitation).await?;
    }
    Ok(found.len())
}

/// Ends every session of everybody: each has to sign in again. Answers how many there were.
///
/// # Errors
/// When the database fails.
pub async fn end_all_sessions(tx: &mut Tx, _proof: &Console) -> Result<u64> {
    tx.sql("DELETE FROM sessions").execute().await
}

/// The homes and groups, with their seats, by name.
///
/// # Errors
/// When the database fails.
pub async fn seats(tx: &mut Tx, _proof: &Console) -> Result<Vec<Seats>> {
    let today = tx.clock().day();
    let rows: Vec<(String, bool, i64, i64)> = tx
        .sql(
            "SELECT name, house, \
                 (SELECT COUNT(*) FROM stays WHERE stays.organisation_id = organisations.id AND NOT stays.ended), \
                 (SELECT COUNT(*) FROM invitations WHERE invitations.organisation_id = organisations.id \
                     AND NOT invitations.used AND invitations.expires_day >= $1) \
             FROM organisations ORDER BY name, id",
        )
        .bind(today)
        .all()
        .await?;
    let line = |(name, house, staying, invited)| Seats { name, house, staying, invited };
    Ok(rows.into_iter().map(line).collect())
}

/// The home or group of this name; `None` when there is none, or more than one.
///
/// # Errors
/// When the database fails.
pub async fn home(tx: &mut Tx, _proof: &Console, name: &str) -> Result<Option<Organisation>> {
    let sql = "SELECT id, name, house FROM organisations WHERE name = $1";
    let mut found: Vec<Organisation> = tx.sql(sql).bind(name.trim().to_owned()).all().await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Makes a home or group.
///
/// # Errors
/// When the name is missing or too long.
pub async fn add_home(
    tx: &mut Tx,
    _proof: &Console,
    name: &str,
    house: bool,
) -> Result<Organisation, Refusal> {
    organisations::add(tx, name, house).await
}

/// Gives a home or group another name.
///
/// # Errors
/// When the name is missing or too long.
pub async fn rename_home(
    tx: &mut Tx,
    _proof: &Console,
    id: OrganisationId,
    name: &str,
) -> Result<(), Refusal> {
    let name = organisations::named(name)?;
    tx.sql("UPDATE organisations SET name = $1 WHERE id = $2").bind(name).bind(id).execute().await?;
    Ok(())
}
