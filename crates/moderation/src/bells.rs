//! Where a team is woken: places on the web that the team entered for its rota. A bell belongs to the community and has
//! hours of its own, so that no way to reach somebody stands beside a name, let alone beside an account.

use std::collections::BTreeSet;

use members::ServerSecrets;
use store::{BellId, CommunityId, Result, Tx};

use crate::{Moderator, Refusal, alerts, rota::Stretch};

/// How many a community may have.
const MOST: i64 = 20;
/// The longest place, in characters.
const LONGEST: usize = 500;

/// How a bell is rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Kind {
    /// A message to a topic of an ntfy server.
    Ntfy,
    /// A small JSON document to an address.
    Webhook,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Ntfy, Self::Webhook];

    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ntfy => "ntfy",
            Self::Webhook => "webhook",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::read(&word).ok_or_else(|| "a kind of bell that this version does not know".to_owned())
    }
}

/// A bell, as the team sees it.
#[derive(Clone, Debug)]
pub struct Bell {
    /// Its number.
    pub id: BellId,
    /// How it is rung.
    pub kind: Kind,
    /// Where. The topic of an ntfy server is as good as a password: pages show the server alone.
    pub place: String,
    /// The hours of the week in which it rings first; none for every hour.
    pub hours: BTreeSet<i64>,
    /// Whether it could not be reached when it was rung last.
    pub silent: bool,
}

/// Puts up a bell. That the place may be opened, the caller has seen to.
///
/// # Errors
/// When it is too long, or there are too many.
pub async fn put_up(
    tx: &mut Tx,
    moderator: &Moderator,
    kind: Kind,
    place: &str,
    secrets: &ServerSecrets,
) -> Result<BellId, Refusal> {
    let (count,): (i64,) = tx
        .sql("SELECT COUNT(*) FROM bells WHERE community_id = $1")
        .bind(moderator.community())
        .one()
        .await?;
    if count >= MOST || place.chars().count() > LONGEST {
        return Err(Refusal::BellUnfit);
    }
    let id = BellId(tx.chance().id());
    let sealed = secrets.seal_bell(id, place, tx.chance());
    tx.sql("INSERT INTO bells (id, community_id, kind, sealed) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(moderator.community())
        .bind(kind.word())
        .bind(sealed)
        .execute()
        .await?;
    Ok(id)
}

/// Whether the bell is this community's: what somebody else took down meanwhile is nothing to complain of.
async fn is_here(tx: &mut Tx, moderator: &Moderator, bell: BellId) -> Result<bool> {
    let found: Option<BellId> = tx
        .sql("SELECT id FROM bells WHERE id = $1 AND community_id = $2")
        .bind(bell)
        .bind(moderator.community())
        .value()
        .await?;
    Ok(found.is_some())
}

/// Takes a bell down, with all that was still to be rung there.
///
/// # Errors
/// When the database fails.
pub async fn take_down(tx: &mut Tx, moderator: &Moderator, bell: BellId) -> Result<()> {
    if !is_here(tx, moderator, bell).await? {
        return Ok(());
    }
    for sql in [
        "DELETE FROM bell_hours WHERE bell_id = $1",
        "DELETE FROM rings WHERE bell_id = $1",
        "DELETE FROM bells WHERE id = $1",
    ] {
        tx.sql(sql).bind(bell).execute().await?;
    }
    tx.close_lane(alerts::RINGS, &bell.to_string()).await
}

/// Lets a bell ring first in these hours too.
///
/// # Errors
/// When the database fails.
pub async fn add_hours(
    tx: &mut Tx,
    moderator: &Moderator,
    bell: BellId,
    stretches: &[Stretch],
) -> Result<()> {
    if !is_here(tx, moderator, bell).await? {
        return Ok(());
    }
    for hour in stretches.iter().flat_map(|stretch| stretch.each()) {
        tx.sql(
            "INSERT INTO bell_hours (bell_id, week_hour) VALUES ($1, $2) ON CONFLICT (bell_id, week_hour) DO NOTHING",
        )
        .bind(bell)
        .bind(hour)
        .execute()
        .await?;
    }
    Ok(())
}

/// Lets a bell ring at every hour.
///
/// # Errors
/// When the database fails.
pub async fn ring_always(tx: &mut Tx, moderator: &Moderator, bell: BellId) -> Result<()> {
    if is_here(tx, moderator, bell).await? {
        tx.sql("DELETE FROM bell_hours WHERE bell_id = $1").bind(bell).execute().await?;
    }
    Ok(())
}

/// Rings one bell, to see whether it does.
///
/// # Errors
/// When the database fails.
pub async fn try_out(tx: &mut Tx, moderator: &Moderator, bell: BellId) -> Result<()> {
    if is_here(tx, moderator, bell).await? {
        alerts::try_out(tx, moderator.community(), bell).await?;
    }
    Ok(())
}

#[derive(serde::Deserialize)]
struct Row {
    id: BellId,
    kind: Kind,
    sealed: Vec<u8>,
    silent: bool,
}

/// The bells of a community.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, moderator: &Moderator, secrets: &ServerSecrets) -> Result<Vec<Bell>> {
    let rows: Vec<Row> = tx
        .sql("SELECT id, kind, sealed, silent FROM bells WHERE community_id = $1 ORDER BY kind, id")
        .bind(moderator.community())
        .all()
        .await?;
    let hours = hours(tx, moderator.community()).await?;
    let bell = |row: Row| Bell {
        id: row.id,
        kind: row.kind,
        place: secrets.open_bell(row.id, &row.sealed).unwrap_or_default(),
        hours: hours.iter().find(|(id, _)| *id == row.id).map(|(_, hours)| hours.clone()).unwrap_or_default(),
        silent: row.silent,
    };
    Ok(rows.into_iter().map(bell).collect())
}

/// Each bell of a community with its hours.
pub(crate) async fn hours(tx: &mut Tx, community: CommunityId) -> Result<Vec<(BellId, BTreeSet<i64>)>> {
    let rows: Vec<(BellId, Option<i64>)> = tx
        .sql(
            "SELECT bells.id, bell_hours.week_hour FROM bells \
             LEFT JOIN bell_hours ON bell_hours.bell_id = bells.id WHERE bells.community_id = $1 ORDER BY bells.id",
        )
        .bind(community)
        .all()
        .await?;
    let mut found: Vec<(BellId, BTreeSet<i64>)> = Vec::new();
    for (id, hour) in rows {
        if found.last().is_none_or(|(last, _)| *last != id) {
            found.push((id, BTreeSet::new()));
        }
        if let (Some((_, hours)), Some(hour)) = (found.last_mut(), hour) {
            hours.insert(hour);
        }
    }
    Ok(found)
}
