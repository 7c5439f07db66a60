//! The handle: everything that this crate needs, wired once, cheap to clone.

use std::{
    path::Path,
    sync::{Arc, RwLock, atomic::AtomicI64},
};

use forum::Media;
use members::{Limits, ServerSecrets, Viewer};
use store::{Database, Result};

use crate::{
    actors::Keys,
    addresses::{Addresses, Place},
    arrivals::Arrivals,
    delivery, errands, inbox,
    instances::{Standings, StandingsCache},
    outbox, received, serve,
    settings::Settings,
    waking,
    wire::{
        BlockList, Client, Errand, PrivateKey, Signer,
        client::{Pace, Patience},
        keys::KeyRefusal,
        web_address::AddressRefusal,
    },
    work::Stop,
};

/// Our side of the wire.
#[derive(Clone)]
pub struct Federation(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) database: Arc<Database>,
    pub(crate) secrets: Arc<ServerSecrets>,
    pub(crate) media: Media,
    pub(crate) settings: Settings,
    pub(crate) addresses: Addresses,
    pub(crate) client: Client,
    pub(crate) standings: StandingsCache,
    pub(crate) keys: Keys,
    pub(crate) arrivals: Arrivals,
    pub(crate) limits: Limits,
    pub(crate) public_key: String,
    /// The hour in which what is old was forgotten last.
    pub(crate) tidied: AtomicI64,
    signer: Signer,
    capture: RwLock<Option<Capture>>,
}

/// Sees every body that leaves, with the name of its profile: for the test of the outbound profile.
pub(crate) type Capture = Arc<dyn Fn(&serde_json::Value) + Send + Sync>;

/// Why federation cannot start.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// The public address is none that others could open.
    #[error("the public address cannot be used: {0}")]
    Address(#[from] AddressRefusal),
    /// The key file cannot be read or made.
    #[error("the signing key file: {0}")]
    File(#[from] std::io::Error),
    /// The key in the file cannot be used.
    #[error("the signing key: {0}")]
    Key(#[from] KeyRefusal),
    /// The system trusts nobody, so nobody can be asked.
    #[error("no connections can be made: {0}")]
    Client(String),
}

impl Federation {
    /// Wires it up; makes the signing key when there is none yet.
    ///
    /// # Errors
    /// When the address, the key file or the system's certificates are unfit.
    pub fn open(
        database: Arc<Database>,
        secrets: Arc<ServerSecrets>,
        media: Media,
        settings: Settings,
        signing_key_file: &Path,
    ) -> Result<Self, OpenFault> {
        let addresses = Addresses::new(settings.base.as_str())?;
        let key = signing_key(signing_key_file)?;
        let public_key = key.public_key().to_pem();
        let ours = addresses.host().clone();
        let client = Client::new(settings.reach, Patience::default(), move |host| *host == ours)
            .map_err(|error| OpenFault::Client(error.to_string()))?
            .at_pace(Pace::new(database.clock().clone()));
        let signer = Signer::new(addresses.key_id(&Place::Server.path()), key);
        let limits = Limits::new(database.clock(), database.chance());
        Ok(Self(Arc::new(Inner {
            database,
            secrets,
            media,
            settings,
            addresses,
            client,
            standings: StandingsCache::default(),
            keys: Keys::default(),
            arrivals: Arrivals::default(),
            limits,
            public_key,
            tidied: AtomicI64::new(0),
            signer,
            capture: RwLock::new(None),
        })))
    }

    /// Everything that is asked of us in ActivityPub's terms; [`crate::wants_activity`] says what that is.
    pub fn router(&self) -> axum::Router {
        inbox::router().merge(serve::router()).with_state(self.clone())
    }

    /// What another server may read that signed this request; a stranger's view when its signature proves nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn viewer(&self, head: &axum::http::request::Parts) -> Result<Viewer> {
        Ok(serve::Asker::of(&self.0, head).await?.viewer())
    }

    /// Turns what happened here into activities, until told to stop.
    pub async fn follow_events(&self, stop: Stop) {
        outbox::follow(self.clone(), stop).await;
    }

    /// Applies what arrived, until told to stop.
    pub async fn apply_received(&self, stop: Stop) {
        received::work(self.clone(), stop).await;
    }

    /// Delivers what waits, and asks other servers what we want to know, until told to stop.
    pub async fn deliver(&self, stop: Stop) {
        tokio::join!(delivery::work(self.clone(), stop.clone()), errands::work(self.clone(), stop));
    }

    /// Wakes those who are on call, until told to stop.
    pub async fn wake(&self, stop: Stop) {
        waking::work(self.clone(), stop).await;
    }

    /// How much is still to do: events, activities received and to be delivered, errands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&self) -> Result<i64> {
        let database = &self.0.database;
        // In the order in which work moves on: what leaves one place while we count is met at the next.
        let arrived = database.jobs_waiting(received::QUEUE.name).await?;
        let asking = database.jobs_waiting(errands::QUEUE.name).await?;
        let events = database.events_waiting(outbox::CONSUMER).await?;
        let leaving = database.jobs_waiting(delivery::QUEUE.name).await?;
        let ringing = database.jobs_waiting(waking::RINGS.name).await?;
        Ok(arrived + asking + events + leaving + ringing)
    }

    /// Lets a test see every body that leaves.
    pub fn capture(&self, see: impl Fn(&serde_json::Value) + Send + Sync + 'static) {
        if let Ok(mut capture) = self.0.capture.write() {
            *capture = Some(Arc::new(see));
        }
    }
}

impl Inner {
    /// How we stand with other servers.
    pub(crate) async fn standings(&self) -> Result<Arc<Standings>> {
        self.standings.now(&self.database, self.settings.reach).await
    }

    /// A signer for one of our actors, by its path.
    pub(crate) fn signer(&self, actor: &str) -> Signer {
        self.signer.for_key(self.addresses.key_id(actor))
    }

    /// Something to be asked of other servers, in the name of this server.
    pub(crate) fn errand(&self, blocked: &BlockList) -> Errand {
        let now = self.database.clock().now();
        Errand::new().signed_by(self.signer.at(now)).sparing(blocked.clone())
    }

    /// Every body leaves through here.
    pub(crate) fn leaving(&self, body: &serde_json::Value) {
        debug_assert_eq!(
            crate::profile::unlisted(body),
            Vec::<String>::new(),
            "outside the outbound profile"
        );
        if let Ok(capture) = self.capture.read()
            && let Some(see) = &*capture
        {
            see(body);
        }
    }
}

/// Makes the key that everything leaving this server is signed with, if it is not there yet.
///
/// # Errors
/// When the file cannot be read or made.
pub fn make_signing_key(file: &Path) -> Result<(), OpenFault> {
    signing_key(file).map(drop)
}

/// Reads the key, or makes one that only the owner of the file can read.
fn signing_key(file: &Path) -> Result<PrivateKey, OpenFault> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(PrivateKey::from_pem(&text)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = PrivateKey::generate()?;
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            write_secret(file, &key.to_pem())?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}

fn write_secret(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
    let mut file = options.open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
