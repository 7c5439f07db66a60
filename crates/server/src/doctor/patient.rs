//! Whom the doctor looks at: a server's settings, its folder and its database as it is.

use std::{path::Path, sync::Arc, time::Duration};

use federation::wire::{Reach, resolver::GuardedResolver};
use store::{Chance, Clock, Database, Engine};
use url::Url;

use super::disk::{self, Room};
use crate::config::Config;

/// How long the doctor waits for an answer from outside.
const PATIENCE: Duration = Duration::from_secs(6);

/// One server, running or not.
pub struct Patient {
    pub(super) config: Config,
    pub(super) base: Url,
    pub(super) reach: Reach,
    pub(super) clock: Clock,
    /// The database, or why it cannot be opened.
    pub(super) database: Result<Arc<Database>, String>,
    pub(super) http: reqwest::Client,
    /// How much room a folder has.
    pub(super) room: fn(&Path) -> Option<Room>,
}

impl Patient {
    /// A server that runs: its database is open.
    ///
    /// # Panics
    /// When the settings, with which it runs, hold no address.
    #[must_use]
    pub fn alive(config: &Config, reach: Reach, database: Arc<Database>) -> Self {
        let clock = database.clock().clone();
        Self::of(config, reach, clock, Ok(database))
    }

    /// A server that may run or not: its database is opened as it is, and nothing is made.
    pub async fn as_found(config: &Config, reach: Reach, clock: Clock) -> Self {
        let engine = config.engine();
        let database = match &engine {
            Engine::Sqlite(file) if !file.exists() => Err(format!("there is no file {}", file.display())),
            _ => Database::open_as_it_is(&engine, clock.clone(), Chance::system())
                .await
                .map(Arc::new)
                .map_err(|fault| fault.to_string()),
        };
        Self::of(config, reach, clock, database)
    }

    fn of(config: &Config, reach: Reach, clock: Clock, database: Result<Arc<Database>, String>) -> Self {
        let base = config.base().unwrap_or_else(|_| Url::parse("http://localhost").expect("an address"));
        // Where the system trusts nobody, only plain addresses can be asked; the check of TLS says so.
        let client = || {
            let client = reqwest::Client::builder()
                .timeout(PATIENCE)
                .redirect(reqwest::redirect::Policy::none())
                .tls_info(true);
            match reach {
                // The names of made-up servers are known to nobody else.
                Reach::Demo => client.no_proxy().dns_resolver(GuardedResolver::new(reach)),
                Reach::Public => client.no_proxy(),
            }
        };
        let http = client().build().or_else(|_| client().tls_certs_only([]).build()).unwrap_or_default();
        Self { config: config.clone(), base, reach, clock, database, http, room: disk::room }
    }

    /// The same patient, measured otherwise: for what a test cannot have.
    #[must_use]
    pub fn measured(self, room: fn(&Path) -> Option<Room>) -> Self {
        Self { room, ..self }
    }

    /// Lets go of the database.
    pub async fn leave(self) {
        if let Ok(database) = &self.database {
            database.close().await;
        }
    }
}
