//! Everything about who people are, in one value that is handed around.

use std::sync::Arc;

use store::{AccountId, Database, Result};

use crate::{
    Device, HashingCost, Member, NameLists, ServerSecrets, asking, hashing::Hashing, keys::Root, notices,
    sessions, tries::Tries,
};

/// Everything about who people are. Cloning is cheap.
#[derive(Clone)]
pub struct Members(Arc<Inner>);

struct Inner {
    database: Arc<Database>,
    secrets: Arc<ServerSecrets>,
    names: Arc<NameLists>,
    hashing: Hashing,
    tries: Tries,
}

impl Members {
    /// Opens the door.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        secrets: Arc<ServerSecrets>,
        cost: HashingCost,
        names: Arc<NameLists>,
    ) -> Self {
        Self(Arc::new(Inner {
            database,
            secrets,
            names,
            hashing: Hashing::new(cost),
            tries: Tries::default(),
        }))
    }

    /// The database behind it.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The secrets of this server.
    #[must_use]
    pub fn secrets(&self) -> &ServerSecrets {
        &self.0.secrets
    }

    pub(crate) fn shared_secrets(&self) -> &Arc<ServerSecrets> {
        &self.0.secrets
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }

    pub(crate) fn tries(&self) -> &Tries {
        &self.0.tries
    }

    pub(crate) fn member_of(&self, account: (AccountId, &Root), session: ([u8; 32], Device)) -> Member {
        Member::new(account, session, &self.0.secrets, &self.0.names)
    }

    /// Forgets what has expired and cuts old times to the month: for the hourly work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self) -> Result<()> {
        let mut tx = self.database().write().await?;
        sessions::forget_expired(&mut tx).await?;
        asking::tidy(&mut tx).await?;
        tx.commit().await?;
        let mut tx = self.database().write().await?;
        notices::coarsen(&mut tx).await?;
        tx.commit().await
    }
}
