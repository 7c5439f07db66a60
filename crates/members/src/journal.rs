//! What an account remembers for itself: its names and belongings in one sealed, padded row. Each of them can
//! also be derived; the journal spares a look at every community there is.

use serde::{Deserialize, Serialize};
use store::{CommunityId, Fault, Ids, OrganisationId, PersonaId, Result, Tx};

use crate::{Life, Member};

/// The names and belongings of one account, as they were when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    #[serde(rename = "n")]
    pub(crate) names: Vec<(i64, i64)>,
    #[serde(rename = "c")]
    pub(crate) communities: Vec<i64>,
    #[serde(rename = "o")]
    pub(crate) organisations: Vec<i64>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub(crate) life: Option<Life>,
}

impl Journal {
    /// What `member` remembers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(tx: &mut Tx, member: &Member) -> Result<Self> {
        Ok(read(tx, member).await?.1)
    }

    /// The ids of all names, also of those that are gone.
    #[must_use]
    pub fn names(&self) -> Ids {
        self.names.iter().map(|(_, persona)| *persona).collect()
    }

    /// The names worn in one community, also those that are gone.
    pub(crate) fn names_in(&self, community: CommunityId) -> Ids {
        self.names.iter().filter(|(place, _)| *place == community.0).map(|(_, persona)| *persona).collect()
    }

    /// The communities that were joined.
    pub(crate) fn communities(&self) -> Ids {
        self.communities.iter().copied().collect()
    }

    /// Whether a community was joined. That it may still be read, the viewer says.
    #[must_use]
    pub fn has_joined(&self, community: CommunityId) -> bool {
        self.communities.contains(&community.0)
    }

    /// How long what this member writes stays, if they chose.
    #[must_use]
    pub fn life(&self) -> Option<Life> {
        self.life
    }

    /// A name was made.
    pub(crate) fn wear(&mut self, community: CommunityId, persona: PersonaId) {
        self.names.push((community.0, persona.0));
    }

    /// A community was joined.
    pub(crate) fn join(&mut self, community: CommunityId) {
        self.leave(community);
        self.communities.push(community.0);
    }

    /// A community was left.
    pub(crate) fn leave(&mut self, community: CommunityId) {
        self.communities.retain(|joined| *joined != community.0);
    }

    /// A stay began.
    pub(crate) fn stay(&mut self, organisation: OrganisationId) {
        self.organisations.retain(|known| *known != organisation.0);
        self.organisations.push(organisation.0);
    }
}

/// Changes the journal. Two windows may do so at once, so it is replaced only if it is still as it was read.
pub(crate) async fn change(tx: &mut Tx, member: &Member, turn: impl Fn(&mut Journal)) -> Result<()> {
    loop {
        let (before, mut journal) = read(tx, member).await?;
        turn(&mut journal);
        let plain = serde_json::to_vec(&journal).map_err(|error| Fault::Other(error.to_string()))?;
        let sealed = member.keys().seal_journal(&plain, tx.chance());
        if replace(tx, member, before, sealed).await? {
            return Ok(());
        }
    }
}

/// From now on, what this member writes stays so long; `None` leaves it to each community.
///
/// # Errors
/// When the database fails.
pub async fn choose_life(tx: &mut Tx, member: &Member, life: Option<Life>) -> Result<()> {
    change(tx, member, |journal| journal.life = life).await
}

/// Seals the journal anew, unchanged. Done whenever a member's mark moves, so that whoever compares two backups
/// sees many journals differ, not only those of members who took a new name in between.
///
/// # Errors
/// When the database fails.
pub async fn reseal(tx: &mut Tx, member: &Member) -> Result<()> {
    change(tx, member, |_| ()).await
}

async fn read(tx: &mut Tx, member: &Member) -> Result<(Option<Vec<u8>>, Journal)> {
    let sealed: Option<Vec<u8>> = tx
        .sql("SELECT sealed FROM journals WHERE tag = $1")
        .bind(member.keys().journal_tag())
        .value()
        .await?;
    let journal = match &sealed {
        Some(sealed) => {
            opened(member, sealed).ok_or_else(|| Fault::Other("a journal does not open".into()))?
        }
        None => Journal::default(),
    };
    Ok((sealed, journal))
}

fn opened(member: &Member, sealed: &[u8]) -> Option<Journal> {
    serde_json::from_slice(&member.keys().open_journal(sealed)?).ok()
}

async fn replace(tx: &mut Tx, member: &Member, before: Option<Vec<u8>>, sealed: Vec<u8>) -> Result<bool> {
    let tag = member.keys().journal_tag();
    let changed = match before {
        Some(before) => {
            tx.sql("UPDATE journals SET sealed = $1 WHERE tag = $2 AND sealed = $3")
                .bind(sealed)
                .bind(tag)
                .bind(before)
                .execute()
                .await?
        }
        None => {
            tx.sql("INSERT INTO journals (tag, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(tag)
                .bind(sealed)
                .execute()
                .await?
        }
    };
    Ok(changed == 1)
}
