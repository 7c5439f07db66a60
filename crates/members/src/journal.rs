//! What an account remembers for itself: its names and belongings in one sealed, padded row. Each of them can
//! also be derived; the journal spares a look at every community there is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use store::{CommunityId, Day, Fault, Ids, OrganisationId, PersonaId, Result, Tag, ThreadId, Tx};

use crate::{Life, Member, blocks};

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
    /// Whether search should not find the threads that are started from now on.
    #[serde(rename = "u", default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unlisted: bool,
    /// Names that are worn on where they wrote, and nowhere else.
    #[serde(rename = "r", default)]
    pub(crate) retired: Vec<i64>,
    /// One-time names: in which thread, which, and the last day.
    #[serde(rename = "t", default)]
    pub(crate) one_time: Vec<(i64, i64, i64)>,
    /// Names that were blocked.
    #[serde(rename = "b", default)]
    pub(crate) blocked: Vec<i64>,
    /// Which guidelines were read: in which community, which.
    #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) guidelines: Vec<(i64, i64)>,
}

/// A one-time name lives so many days after its last words.
pub const ONE_TIME_DAYS: i64 = 14;

impl Journal {
    /// What `member` remembers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(tx: &mut Tx, member: &Member) -> Result<Self> {
        let mut journal = read(tx, member).await?.1;
        // Ended is ended, even if nothing was written since that could drop it.
        journal.take_ended(tx.clock().day());
        Ok(journal)
    }

    /// The ids of all names, also of those that are gone; one-time names that ended are nobody's.
    #[must_use]
    pub fn names(&self) -> Ids {
        let usual = self.names.iter().map(|(_, persona)| *persona);
        usual.chain(self.one_time.iter().map(|(_, persona, _)| *persona)).collect()
    }

    /// Whether a name is one of these.
    #[must_use]
    pub fn wears(&self, persona: PersonaId) -> bool {
        self.names().0.contains(&persona.0)
    }

    /// Whether a name was retired.
    #[must_use]
    pub fn has_retired(&self, persona: PersonaId) -> bool {
        self.retired.contains(&persona.0)
    }

    /// The last day of a one-time name; `None` for any other.
    #[must_use]
    pub fn last_day(&self, persona: PersonaId) -> Option<Day> {
        self.one_time.iter().find(|(_, name, _)| *name == persona.0).map(|(.., day)| Day(*day))
    }

    /// The thread in which a one-time name is worn.
    #[must_use]
    pub fn thread_of(&self, persona: PersonaId) -> Option<ThreadId> {
        self.one_time.iter().find(|(_, name, _)| *name == persona.0).map(|(thread, ..)| ThreadId(*thread))
    }

    /// The one-time name in a thread.
    pub(crate) fn one_time_in(&self, thread: ThreadId) -> Option<PersonaId> {
        self.one_time.iter().find(|(place, ..)| *place == thread.0).map(|(_, persona, _)| PersonaId(*persona))
    }

    /// How many one-time names there are.
    pub(crate) fn one_time_names(&self) -> usize {
        self.one_time.len()
    }

    /// Everything that may have been written in one thread of a community: its usual names, and a one-time one.
    #[must_use]
    pub fn names_for(&self, community: CommunityId, thread: ThreadId) -> Ids {
        let usual = self.names_in(community).0.into_iter();
        usual.chain(self.one_time_in(thread).map(|persona| persona.0)).collect()
    }

    /// The names worn in one community, also those that are gone.
    pub(crate) fn names_in(&self, community: CommunityId) -> Ids {
        self.names.iter().filter(|(place, _)| *place == community.0).map(|(_, persona)| *persona).collect()
    }

    /// The names that were blocked.
    pub fn blocked(&self) -> impl Iterator<Item = PersonaId> + use<> {
        self.blocked.clone().into_iter().map(PersonaId)
    }

    /// Whether a name was blocked.
    #[must_use]
    pub fn has_blocked(&self, persona: PersonaId) -> bool {
        self.blocked.contains(&persona.0)
    }

    /// The communities in which there may be a name.
    pub(crate) fn places(&self) -> BTreeSet<CommunityId> {
        let worn = self.names.iter().map(|(community, _)| *community);
        worn.chain(self.communities.iter().copied()).map(CommunityId).collect()
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

    /// Which guidelines of a community were read last; 0: those it began with.
    pub(crate) fn guidelines_read(&self, community: CommunityId) -> i64 {
        self.guidelines.iter().find(|(place, _)| *place == community.0).map_or(0, |(_, version)| *version)
    }

    /// How long what this member writes stays, if they chose.
    #[must_use]
    pub fn life(&self) -> Option<Life> {
        self.life
    }

    /// Whether this member wishes that search does not find the threads they start.
    #[must_use]
    pub fn unlisted(&self) -> bool {
        self.unlisted
    }

    /// A name was made.
    pub(crate) fn wear(&mut self, community: CommunityId, persona: PersonaId) {
        self.names.push((community.0, persona.0));
    }

    /// A name is worn on only where it wrote.
    pub(crate) fn retire(&mut self, persona: PersonaId) {
        if !self.has_retired(persona) {
            self.retired.push(persona.0);
        }
    }

    /// A one-time name wrote in its thread: its days are counted from now on.
    pub(crate) fn wear_once(&mut self, thread: ThreadId, persona: PersonaId, today: Day) {
        self.one_time.retain(|(_, name, _)| *name != persona.0);
        self.one_time.push((thread.0, persona.0, today.plus_days(ONE_TIME_DAYS).0));
    }

    /// Drops the one-time names whose days are over; answers in which threads they were worn, and which they are.
    fn take_ended(&mut self, today: Day) -> Vec<(ThreadId, PersonaId)> {
        let (ended, living) =
            std::mem::take(&mut self.one_time).into_iter().partition(|name| name.2 < today.0);
        self.one_time = living;
        let ended: Vec<(i64, i64, i64)> = ended;
        ended.into_iter().map(|(thread, name, _)| (ThreadId(thread), PersonaId(name))).collect()
    }

    /// A name was blocked.
    pub(crate) fn block(&mut self, persona: PersonaId) {
        self.unblock(persona);
        self.blocked.push(persona.0);
    }

    /// A block was taken back.
    pub(crate) fn unblock(&mut self, persona: PersonaId) {
        self.blocked.retain(|blocked| *blocked != persona.0);
    }

    /// A community was joined.
    pub(crate) fn join(&mut self, community: CommunityId) {
        self.leave(community);
        self.communities.push(community.0);
    }

    /// The guidelines of a community were read.
    pub(crate) fn read_guidelines(&mut self, community: CommunityId, version: i64) {
        self.guidelines.retain(|(place, _)| *place != community.0);
        if version > 0 {
            self.guidelines.push((community.0, version));
        }
    }

    /// A community was left.
    pub(crate) fn leave(&mut self, community: CommunityId) {
        self.communities.retain(|joined| *joined != community.0);
        self.read_guidelines(community, 0);
    }

    /// A stay began.
    pub(crate) fn stay(&mut self, organisation: OrganisationId) {
        self.organisations.retain(|known| *known != organisation.0);
        self.organisations.push(organisation.0);
    }
}

/// Changes the journal, and lets go of the one-time names whose days are over. Two windows may do so at once, so it
/// is replaced only if it is still as it was read.
pub(crate) async fn change(tx: &mut Tx, member: &Member, turn: impl Fn(&mut Journal)) -> Result<()> {
    loop {
        let (before, mut journal) = read(tx, member).await?;
        let (ended, blocked) = (journal.take_ended(tx.clock().day()), journal.blocked.clone());
        turn(&mut journal);
        let plain = serde_json::to_vec(&journal).map_err(|error| Fault::Other(error.to_string()))?;
        let sealed = member.keys().seal_journal(&plain, tx.chance());
        if replace(tx, member, before, sealed).await? {
            let names: Ids = ended.iter().map(|(_, name)| name.0).collect();
            blocks::uncover(tx, member, &names, &blocked).await?;
            let threads: Vec<ThreadId> = ended.into_iter().map(|(thread, _)| thread).collect();
            return forget_tags(tx, member, &threads).await;
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

/// From now on, "don't let search find this" is ticked beforehand in each thread this member starts, or not.
///
/// # Errors
/// When the database fails.
pub async fn choose_unlisted(tx: &mut Tx, member: &Member, unlisted: bool) -> Result<()> {
    change(tx, member, |journal| journal.unlisted = unlisted).await
}

/// After this nobody can find the one-time names of these threads any more, not even who wore them.
pub(crate) async fn forget_tags(tx: &mut Tx, member: &Member, threads: &[ThreadId]) -> Result<()> {
    for thread in threads {
        let mut n = 0;
        while forget_tag(tx, member.keys().one_time_tag(thread.0, n)).await? {
            n += 1;
        }
    }
    Ok(())
}

async fn forget_tag(tx: &mut Tx, tag: Tag) -> Result<bool> {
    Ok(tx.sql("DELETE FROM persona_tags WHERE tag = $1").bind(tag).execute().await? > 0)
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
