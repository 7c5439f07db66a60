//! One server, wired: database, members, federation and pages, behind one address.

use std::{
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderName, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use federation::{Federation, Settings as FederationSettings, wire::Reach};
use forum::media::{Darkroom, Media, Place, Storage};
use members::{HashingCost, Members, NameLists, ServerSecrets};
use search::Search;
use store::{Chance, Clock, Database, Engine, Ledger};
use tower::ServiceExt;
use url::Url;
use web::{Copies, Site, SiteSettings, machine::Beneath, room::Room};

use crate::{
    Outcome,
    backup::{Keeping, hold::Hold, upgrade},
    config::Config,
    door::Limits,
    index,
    machine::Machine,
};

/// What a server is made from.
pub struct Plan {
    /// The public address.
    pub base: Url,
    /// The name on its pages.
    pub name: String,
    /// Where posts are kept.
    pub engine: Engine,
    /// The folder for the secrets.
    pub data: PathBuf,
    /// Which other servers can be reached, and how.
    pub reach: Reach,
    /// What a passphrase costs to try.
    pub cost: HashingCost,
    /// Where "leave quickly" goes.
    pub leave_to: String,
    /// Where the source of this version can be had, if the operator said so.
    pub source: Option<Url>,
    /// The names of treatment centres that people here might come from.
    pub treatment_centres: Vec<String>,
    /// The header in which a proxy says for whom it speaks, if it does.
    pub address_header: Option<HeaderName>,
    /// The address as an onion service, if there is one.
    pub onion: Option<Url>,
    /// This program, which makes pictures clean in a process of its own.
    pub program: PathBuf,
    /// Where pictures lie.
    pub pictures: Place,
    /// How many bytes they may take together.
    pub picture_room: u64,
    /// How much is let in at once.
    pub limits: Limits,
    /// Where backups are kept; `None` for no backups.
    pub backups: Option<Keeping>,
    /// The settings themselves, for whoever looks after the machine.
    pub config: Config,
}

impl Plan {
    /// A real server: only public https addresses are reached, and passphrases cost what they should.
    pub fn real(config: &Config) -> Outcome<Self> {
        Ok(Self {
            base: config.base()?,
            name: config.name.clone(),
            engine: config.engine(),
            data: config.data.clone(),
            reach: Reach::Public,
            cost: HashingCost::FULL,
            leave_to: config.leave_to.clone(),
            source: config.source()?,
            treatment_centres: config.treatment_centres.clone(),
            address_header: config.address_header()?,
            onion: config.onion()?,
            program: std::env::current_exe()?,
            pictures: config.pictures(),
            picture_room: config.picture_megabytes * 1_000_000,
            limits: config.limits(),
            backups: config.keeping(),
            config: config.clone(),
        })
    }

    /// A made-up server on this machine: http and ports are fine, and nobody's secret is at stake.
    pub fn made_up(base: Url, name: &str, engine: Engine, data: PathBuf) -> Self {
        let config = Config {
            address: base.as_str().trim_end_matches('/').to_owned(),
            name: name.to_owned(),
            data: data.clone(),
            database: if let Engine::Postgres(url) = &engine { url.clone() } else { String::new() },
            ..Config::default()
        };
        let Config { leave_to, picture_megabytes, .. } = config.clone();
        let pictures = Place::Folder(data.join("media"));
        Self {
            base,
            name: name.to_owned(),
            engine,
            data,
            reach: Reach::Demo,
            cost: HashingCost::CHEAP,
            leave_to,
            source: None,
            treatment_centres: Vec::new(),
            address_header: None,
            onion: None,
            program: std::env::current_exe().unwrap_or_default(),
            pictures,
            picture_room: picture_megabytes * 1_000_000,
            limits: Limits::default(),
            backups: None,
            config,
        }
    }

    /// Whether this server is copied, as its pages say.
    fn copies(&self) -> Copies {
        match &self.backups {
            _ if self.is_made_up() => Copies::NotNeeded,
            Some(_) => Copies::WithSheet,
            None => Copies::None,
        }
    }

    fn is_made_up(&self) -> bool {
        self.reach == Reach::Demo
    }
}

/// A server that is ready to answer.
#[derive(Clone)]
pub struct Instance {
    /// Its database.
    pub database: Arc<Database>,
    /// Its accounts and personas.
    pub members: Members,
    /// Its pictures.
    pub media: Media,
    /// Its side of the wire.
    pub federation: Federation,
    /// What finds words in it.
    pub search: Search,
    /// Its pages.
    pub site: Arc<Site>,
    /// How much it lets in at once.
    pub limits: Limits,
    /// Where its backups are kept, if they are.
    pub backups: Option<Keeping>,
    /// While it is open, nobody replaces what it stands on.
    _hold: Arc<Hold>,
}

fn signing_key(data: &Path) -> PathBuf {
    data.join("secrets/signing.pem")
}

/// The made-up names' words, part of the program.
const NAMES: &str = include_str!("../../../frontend/data/names.toml");

impl Instance {
    /// Opens the database and the secrets; makes what is missing.
    pub async fn open(plan: Plan, clock: Clock) -> Outcome<Self> {
        make_folder(&plan.data)?;
        let hold = Arc::new(Hold::together(&plan.data)?);
        never_anew(&plan).await?;
        let secrets = Self::secrets(&plan.data)?;
        let database = Arc::new(upgrade::open(&plan, clock, Chance::system()).await?);
        let ledger = Ledger::open(&plan.data.join("ledger"), secrets.ledger_naming())?;
        mend(&database, ledger, &secrets).await?;
        introduce(&database, &plan.base).await?;
        let names = Arc::new(NameLists::from_toml(NAMES)?);
        let members = Members::new(database.clone(), secrets.clone(), plan.cost, names);
        let storage = Storage::open(&plan.pictures)?;
        let media =
            Media::new(database.clone(), Darkroom::new(plan.program.clone()), storage, plan.picture_room);
        let (base, name) = (plan.base.clone(), plan.name.clone());
        let wire = FederationSettings { base, reach: plan.reach, name };
        let federation =
            Federation::open(database.clone(), secrets, media.clone(), wire, &signing_key(&plan.data))?;
        let settings = SiteSettings {
            secure: plan.base.scheme() == "https",
            demo: plan.is_made_up(),
            copies: plan.copies(),
            base: plan.base,
            name: plan.name,
            leave_to: plan.leave_to,
            source: plan.source,
            treatment_centres: plan.treatment_centres,
            address_header: plan.address_header,
            onion: plan.onion,
            requests: plan.limits.requests,
            setup_token: (!members.is_set_up().await?).then(|| database.chance().code(24)),
            machine: Beneath(Some(Arc::new(Machine::new(plan.config, plan.reach, database.clone())))),
        };
        let search = index::open(database.clone(), &plan.data)?;
        let site = Site::new(members.clone(), federation.clone(), search.clone(), media.clone(), settings);
        site.look_again().await?;
        let (limits, backups) = (plan.limits, plan.backups);
        Ok(Self { database, members, media, federation, search, site, limits, backups, _hold: hold })
    }

    /// The server's secrets; makes what is missing.
    pub fn secrets(data: &Path) -> Outcome<Arc<ServerSecrets>> {
        let secrets = ServerSecrets::load_or_create(&data.join("secrets"), &Chance::system())?;
        federation::make_signing_key(&signing_key(data))?;
        Ok(Arc::new(secrets))
    }

    /// Everything this server answers: ActivityPub to those who ask for it, pages to everybody else.
    pub fn router(&self) -> Router {
        let rooms = Rooms {
            activities: self.federation.router(),
            pages: web::router(self.site.clone()),
            room: self.site.room.clone(),
        };
        Router::new().fallback(choose).with_state(rooms)
    }
}

/// The folder for everything: nobody else on the machine looks into it.
fn make_folder(data: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data)
}

/// Where somebody lives, lost secrets are not made anew: they would lock everybody out, and bans would be forgotten.
async fn never_anew(plan: &Plan) -> Outcome {
    let folder = plan.data.join("secrets");
    let lost =
        ["pepper", "moderation.key"].map(|name| folder.join(name)).into_iter().find(|file| !file.exists());
    let Some(lost) = lost else { return Ok(()) };
    if matches!(&plan.engine, Engine::Sqlite(file) if !file.exists()) {
        return Ok(());
    }
    let database = Database::open_as_it_is(&plan.engine, Clock::system(), Chance::system()).await?;
    let lived_in = database.is_lived_in().await?;
    database.close().await;
    if !lived_in {
        return Ok(());
    }
    let lost = lost.display();
    Err(format!("{lost} is gone; bring it back from a backup, with the house key sheet").into())
}

/// Before anybody is answered: what was deleted stays so if this is an older copy of the database, and each text has
/// its end.
async fn mend(database: &Database, ledger: Ledger, secrets: &ServerSecrets) -> Outcome {
    ledger.settle(database.clock().hour())?;
    database.keep(ledger);
    if let Some(ledger) = database.ledger() {
        let back = forum::ledger::replay(database, ledger, secrets).await?;
        if back > 0 {
            tracing::warn!(
                back,
                "an older copy of the database was found; what was deleted since is gone again"
            );
        }
    }
    Ok(forum::goings::fill(database, secrets).await?)
}

/// Other servers know this one by its address: one that changed under them is told, for it is seldom meant.
async fn introduce(database: &Database, base: &Url) -> Outcome {
    let mut tx = database.write().await?;
    federation::known_as::remember(&mut tx, base).await?;
    let known = federation::known_as::by(&mut tx).await?;
    tx.commit().await?;
    if let Some(known) = known.filter(|known| known != base.as_str()) {
        tracing::warn!(known, "other servers know this one by another address; porchlight doctor says more");
    }
    Ok(())
}

#[derive(Clone)]
struct Rooms {
    activities: Router,
    pages: Router,
    room: Arc<Room>,
}

/// Pages look after their own room; another server that finds none comes back by itself.
async fn choose(State(rooms): State<Rooms>, request: Request<Body>) -> Response {
    let (head, body) = request.into_parts();
    let activity = federation::wants_activity(&head);
    let place = activity.then(|| rooms.room.enter(head.method == Method::GET));
    if matches!(place, Some(None)) {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")]).into_response();
    }
    let room = if activity { rooms.activities } else { rooms.pages };
    let request = Request::from_parts(head, body);
    room.oneshot(request).await.unwrap_or_else(|never| match never {})
}
