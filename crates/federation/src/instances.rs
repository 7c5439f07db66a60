//! Other servers as a whole: who is in our circle, and with whom we do not speak.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use store::{Database, Mutant, Result, Tx};

use crate::wire::{BlockList, Host, Reach};

/// How we stand with another server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Standing {
    /// We asked to be in one circle, and wait for the answer.
    Asked,
    /// In our circle.
    Listed,
    /// No longer in our circle.
    Ended,
    /// We do not speak with it.
    Blocked,
}

impl Standing {
    /// The word that the database keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Listed => "listed",
            Self::Ended => "ended",
            Self::Blocked => "blocked",
        }
    }
}

impl TryFrom<String> for Standing {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        [Self::Asked, Self::Listed, Self::Ended, Self::Blocked]
            .into_iter()
            .find(|standing| standing.word() == word)
            .ok_or_else(|| format!("no server stands as {word}"))
    }
}

/// Another server.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Instance {
    /// Its name.
    pub host: String,
    /// How we stand with it.
    pub standing: Standing,
    /// The actor that speaks for it.
    pub actor_id: Option<String>,
    /// Where it is written to.
    pub inbox: Option<String>,
    /// Our open request to be in one circle.
    pub follow_id: Option<String>,
}

/// Every server that we have a standing with.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Instance>> {
    tx.sql("SELECT host, standing, actor_id, inbox, follow_id FROM instances ORDER BY host").all().await
}

/// One server, if we have a standing with it.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, host: &str) -> Result<Option<Instance>> {
    tx.sql("SELECT host, standing, actor_id, inbox, follow_id FROM instances WHERE host = $1")
        .bind(host.to_owned())
        .optional()
        .await
}

/// Notes how we stand with a server from now on.
pub(crate) async fn set(tx: &mut Tx, instance: &Instance) -> Result<()> {
    tx.sql(
        "INSERT INTO instances (host, standing, actor_id, inbox, follow_id) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (host) DO UPDATE SET standing = excluded.standing, actor_id = excluded.actor_id, \
         inbox = excluded.inbox, follow_id = excluded.follow_id",
    )
    .bind(instance.host.clone())
    .bind(instance.standing.word())
    .bind(instance.actor_id.clone())
    .bind(instance.inbox.clone())
    .bind(instance.follow_id.clone())
    .execute()
    .await?;
    Ok(())
}

/// All standings at one moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standings {
    /// With whom we do not speak.
    pub(crate) blocked: BlockList,
    listed: HashSet<String>,
}

impl Standings {
    /// Whether this server is in our circle.
    pub(crate) fn lists(&self, host: &str) -> bool {
        if Mutant::EndingsAreListed.is_on() {
            return self.listed.iter().any(|listed| host.ends_with(listed.as_str()));
        }
        self.listed.contains(host)
    }

    /// Whether the server, or a domain it lies under, is blocked.
    pub(crate) fn blocks(&self, host: &Host) -> bool {
        self.blocked.blocks(host)
    }

    async fn read(database: &Database, reach: Reach) -> Result<Self> {
        let mut tx = database.read().await?;
        let all = list(&mut tx).await?;
        let with = |standing| all.iter().filter(move |instance| instance.standing == standing);
        let blocked = with(Standing::Blocked).filter_map(|instance| Host::parse(&instance.host, reach));
        let listed = with(Standing::Listed).map(|instance| instance.host.clone()).collect();
        Ok(Self { blocked: BlockList::new(blocked), listed })
    }
}

/// A moment's standings, read again soon: the operator's commands run in another process.
#[derive(Default)]
pub(crate) struct StandingsCache {
    kept: Mutex<Option<(Instant, Arc<Standings>)>>,
    changing: AtomicBool,
}

const KEEP: Duration = Duration::from_secs(1);

impl StandingsCache {
    /// The standings of now, or of a second ago.
    pub(crate) async fn now(&self, database: &Database, reach: Reach) -> Result<Arc<Standings>> {
        if let Some((read, standings)) = &*self.lock()
            && read.elapsed() < KEEP
        {
            return Ok(Arc::clone(standings));
        }
        let standings = Arc::new(Standings::read(database, reach).await?);
        *self.lock() = Some((Instant::now(), Arc::clone(&standings)));
        Ok(standings)
    }

    /// Something changed: the next look reads afresh.
    pub(crate) fn forget(&self) {
        *self.lock() = None;
    }

    /// A transaction that is under way changes something.
    pub(crate) fn will_change(&self) {
        self.changing.store(true, Ordering::SeqCst);
    }

    /// A transaction is committed: what it changed counts from now on.
    pub(crate) fn committed(&self) {
        if self.changing.swap(false, Ordering::SeqCst) {
            self.forget();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Instant, Arc<Standings>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
