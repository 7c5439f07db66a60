//! Whole servers in this process, on loopback, with everything but pages.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use federation::{Federation, Settings, wire::Reach};
use forum::{Comment, CommentDraft, Pace, Signing, Thread, ThreadDraft, comments, threads};
use forum::{
    Media,
    media::{Darkroom, Place, Storage},
};
use members::{
    Audience, Community, Device, HashingCost, Joining, Member, Members, NameLists, Persona, ServerSecrets,
    SetUp, Viewer, belonging,
    communities::{self, Founder, Founding},
    invitations::{self, Issue},
    offices::{self, Office},
    personas,
};
use moderation::{
    Subject,
    measures::{self, Kind, Matter},
    team,
};
use serde_json::Value;
use store::{Chance, CommentId, CommunityId, Database, MeasureId, ThreadId, Tx, testing::TestDatabase};
use tokio::{sync::watch, task::JoinHandle};
use tower::ServiceExt as _;

const NAMES: &str = r#"
adjectives = ["quiet", "plain", "early", "late", "warm", "slow", "tall", "kind", "soft", "still"]
nouns = ["heron", "oak", "kettle", "lantern", "river", "stone", "wren", "birch", "tide", "gate"]
"#;

/// What left a server, in its order.
pub type Bodies = Arc<Mutex<Vec<Value>>>;

/// One server.
pub struct Porch {
    pub test: TestDatabase,
    pub members: Members,
    pub federation: Federation,
    /// `http://maple.localhost:4001`
    pub base: String,
    /// `maple.localhost:4001`
    pub host: String,
    pub founder: Member,
    door: Door,
    secrets: PathBuf,
    stop: watch::Sender<bool>,
    working: Mutex<Vec<JoinHandle<()>>>,
}

#[derive(Clone)]
struct Door {
    router: Router,
    away: Arc<AtomicBool>,
}

impl Porch {
    /// Opens a server that works in the background.
    pub async fn open(name: &str) -> Self {
        let porch = Self::still(name).await;
        porch.work();
        porch
    }

    /// The same, but nothing happens by itself.
    pub async fn still(name: &str) -> Self {
        let test = TestDatabase::new().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = format!("{name}.localhost:{}", listener.local_addr().unwrap().port());
        let base = format!("http://{host}");
        let secrets = std::env::temp_dir().join(format!("porch-{}", test.database.chance().code(20)));
        let server = Arc::new(ServerSecrets::for_tests());
        let settings = Settings { base: base.parse().unwrap(), reach: Reach::Demo, name: name.to_owned() };
        let key = secrets.join("signing.pem");
        let media = media(&test, &secrets);
        let federation =
            Federation::open(test.database.clone(), server.clone(), media.clone(), settings, &key).unwrap();
        let names = Arc::new(NameLists::from_toml(NAMES).unwrap());
        let members = Members::new(test.database.clone(), server, HashingCost::CHEAP, names);
        let set_up = SetUp { organisation_name: name.to_owned(), house: true };
        let code = members.set_up(set_up).await.unwrap();
        let founder = join(&members, &code, "founder").await;
        let door = Door { router: federation.router(), away: Arc::default() };
        let app = Router::new().fallback(open_door).with_state(door.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let stop = watch::Sender::new(false);
        let working = Mutex::default();
        Self { test, members, federation, base, host, founder, door, secrets, stop, working }
    }

    /// Starts the background work.
    pub fn work(&self) {
        self.stop.send_replace(false);
        self.work_with(self.federation.clone());
    }

    /// Ends the background work, until [`Self::work`].
    pub async fn rest(&self) {
        self.stop.send_replace(true);
        let working = std::mem::take(&mut *self.working.lock().unwrap());
        for work in working {
            work.await.unwrap();
        }
    }

    fn work_with(&self, it: Federation) {
        let stop = self.stop.subscribe();
        let work = async move {
            tokio::join!(
                it.follow_events(stop.clone()),
                it.apply_received(stop.clone()),
                it.deliver(stop.clone())
            );
        };
        self.working.lock().unwrap().push(tokio::spawn(work));
    }

    /// Everything that leaves from now on.
    pub fn capture(&self) -> Bodies {
        let bodies = Bodies::default();
        let seen = bodies.clone();
        self.federation.capture(move |body| seen.lock().unwrap().push(body.clone()));
        bodies
    }

    /// A second node of the same server, with handles of its own on the same database, that works too.
    pub async fn second_node(&self) -> Arc<Database> {
        let clock = self.test.database.clock().clone();
        let database = Arc::new(Database::open(&self.test.engine, clock, Chance::system()).await.unwrap());
        let settings =
            Settings { base: self.base.parse().unwrap(), reach: Reach::Demo, name: "node".to_owned() };
        let (server, media) = (Arc::new(ServerSecrets::for_tests()), media(&self.test, &self.secrets));
        let key = self.secrets.join("signing.pem");
        let node = Federation::open(database.clone(), server, media, settings, &key).unwrap();
        self.work_with(node);
        database
    }

    /// From now on every request is answered with "in trouble", or no longer.
    pub fn away(&self, away: bool) {
        self.door.away.store(away, Ordering::SeqCst);
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn write(&self) -> Tx {
        self.test.database.write().await.unwrap()
    }

    pub async fn member(&self, name: &str) -> Member {
        let mut tx = self.write().await;
        let organisation = offices::managed(&mut tx, &self.founder).await.unwrap()[0].id;
        let manager = offices::manager(&mut tx, &self.founder, organisation).await.unwrap().unwrap();
        let issue = Issue { label: name.to_owned(), office: Office::Member, days: 7 };
        let code = invitations::issue(&mut tx, &manager, issue).await.unwrap();
        tx.commit().await.unwrap();
        join(&self.members, &code, name).await
    }

    pub async fn found(&self, name: &str, audience: Audience) -> Community {
        let mut tx = self.write().await;
        let organisation = offices::managed(&mut tx, &self.founder).await.unwrap()[0].id;
        let proof = Founder::Operator(offices::operator(&mut tx, &self.founder).await.unwrap().unwrap());
        let founding = Founding {
            name: name.to_owned(),
            title: format!("The {name}"),
            description: "A place to talk".to_owned(),
            audience,
            organisation,
        };
        let community = communities::found(&mut tx, &proof, founding).await.unwrap();
        belonging::join(&mut tx, &self.founder, &community).await.unwrap();
        let persona = personas::wear(&mut tx, &self.founder, &community).await.unwrap();
        team::founding(&mut tx, &proof, &community, persona.id).await.unwrap();
        tx.commit().await.unwrap();
        community
    }

    pub async fn belong(&self, member: &Member, community: &Community) {
        let mut tx = self.write().await;
        belonging::join(&mut tx, member, community).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn leave(&self, member: &Member, community: &Community) {
        let mut tx = self.write().await;
        belonging::leave(&mut tx, member, community).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// What the communities page shows to a member.
    pub async fn communities(&self, member: &Member) -> Vec<Community> {
        let mut tx = self.write().await;
        let viewer = Viewer::of(&mut tx, member).await.unwrap();
        communities::list(&mut tx, &viewer).await.unwrap()
    }

    /// The remote community with this address.
    pub async fn remote(&self, actor: &str) -> Community {
        let mut tx = self.write().await;
        communities::by_actor(&mut tx, actor).await.unwrap().expect("the remote community is known")
    }

    pub async fn persona(&self, member: &Member, community: &Community) -> Persona {
        let mut tx = self.write().await;
        let persona = personas::wear(&mut tx, member, community).await.unwrap();
        tx.commit().await.unwrap();
        persona
    }

    pub async fn start(&self, member: &Member, community: &Community, title: &str, body: &str) -> ThreadId {
        let mut tx = self.write().await;
        let draft = ThreadDraft { title: title.to_owned(), body: body.to_owned(), ..ThreadDraft::default() };
        let posted = threads::start(&mut tx, member, community, draft).await.unwrap();
        tx.commit().await.unwrap();
        posted.id
    }

    pub async fn say(&self, member: &Member, thread: ThreadId, body: &str) -> CommentId {
        self.reply(member, thread, None, body).await
    }

    pub async fn reply(
        &self,
        member: &Member,
        thread: ThreadId,
        parent: Option<CommentId>,
        body: &str,
    ) -> CommentId {
        let mut tx = self.write().await;
        let draft = CommentDraft { body: body.to_owned(), parent, ..CommentDraft::default() };
        let posted = comments::post(&mut tx, member, thread, draft).await.unwrap();
        tx.commit().await.unwrap();
        posted.id
    }

    /// Starts a thread under a name for it alone.
    pub async fn start_once(&self, member: &Member, community: &Community, title: &str) -> ThreadId {
        let mut tx = self.write().await;
        let draft = ThreadDraft {
            title: title.to_owned(),
            body: format!("About {title}."),
            signing: once(Pace::Careful),
            ..ThreadDraft::default()
        };
        let posted = threads::start(&mut tx, member, community, draft).await.unwrap();
        tx.commit().await.unwrap();
        posted.id
    }

    /// Answers under a name for this thread alone.
    pub async fn say_once(
        &self,
        member: &Member,
        thread: ThreadId,
        parent: Option<CommentId>,
        body: &str,
    ) -> CommentId {
        let mut tx = self.write().await;
        let signing = once(Pace::Careful);
        let draft = CommentDraft { body: body.to_owned(), parent, signing, ..CommentDraft::default() };
        let posted = comments::post(&mut tx, member, thread, draft).await.unwrap();
        tx.commit().await.unwrap();
        posted.id
    }

    /// What a server does every few seconds: lets go what is due.
    pub async fn let_go(&self) -> usize {
        let mut tx = self.write().await;
        let count = forum::releases::run_due(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        count
    }

    pub async fn thread(&self, id: ThreadId) -> Thread {
        let mut tx = self.write().await;
        threads::show_any(&mut tx, id).await.unwrap().unwrap()
    }

    pub async fn comment(&self, id: CommentId) -> Comment {
        let mut tx = self.write().await;
        comments::show_any(&mut tx, id).await.unwrap().unwrap()
    }

    /// The thread or comment that another server calls so.
    pub async fn subject(&self, object: &str) -> Option<Subject> {
        let mut tx = self.write().await;
        forum::objects::by_object(&mut tx, object).await.unwrap()
    }

    pub async fn thread_of(&self, object: &str) -> Thread {
        match self.subject(object).await {
            Some(Subject::Thread(id)) => self.thread(id).await,
            other => panic!("no thread {object}: {other:?}"),
        }
    }

    pub async fn comment_of(&self, object: &str) -> Comment {
        match self.subject(object).await {
            Some(Subject::Comment(id)) => self.comment(id).await,
            other => panic!("no comment {object}: {other:?}"),
        }
    }

    /// The texts of a thread's comments in order; what cannot be read is empty.
    pub async fn texts(&self, thread: ThreadId) -> Vec<String> {
        let mut tx = self.write().await;
        let rows: Vec<(Option<String>,)> = tx
            .sql("SELECT html FROM visible_comments WHERE thread_id = $1 ORDER BY ordinal")
            .bind(thread)
            .all()
            .await
            .unwrap();
        rows.into_iter().map(|(html,)| forum::text::plain(&html.unwrap_or_default())).collect()
    }

    pub async fn take(&self, community: &Community, kind: Kind, subject: Subject) -> MeasureId {
        let mut tx = self.write().await;
        let moderator = team::moderator(&mut tx, &self.founder, community).await.unwrap().unwrap();
        let words = "This is not the place for it.".to_owned();
        let matter = Matter { kind, subject, guideline: None, words, ends: None };
        let id = measures::take(&mut tx, &moderator, matter, self.members.secrets()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn lift(&self, community: &Community, measure: MeasureId) {
        let mut tx = self.write().await;
        let moderator = team::moderator(&mut tx, &self.founder, community).await.unwrap().unwrap();
        measures::lift(&mut tx, &moderator, measure).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn subscription(&self, community: CommunityId) -> Option<String> {
        let mut tx = self.write().await;
        let sql = "SELECT state FROM subscriptions WHERE community_id = $1";
        tx.sql(sql).bind(community).value().await.unwrap()
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.write().await;
        tx.sql(sql).value().await.unwrap().unwrap_or_default()
    }

    /// What became of an activity that was received.
    pub async fn outcome(&self, activity: &str) -> Option<String> {
        let mut tx = self.write().await;
        let sql = "SELECT outcome FROM received WHERE activity_id = $1";
        tx.sql(sql).bind(activity.to_owned()).value::<Option<String>>().await.unwrap().flatten()
    }

    /// What a GET in ActivityPub's terms finds, signed with `headers` or not.
    pub async fn get(&self, path: &str, headers: HeaderMap) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        *request.headers_mut() = headers;
        request.headers_mut().insert(header::HOST, self.host.parse().unwrap());
        let accept = "application/activity+json".parse().unwrap();
        request.headers_mut().entry(header::ACCEPT).or_insert(accept);
        let answer = self.door.router.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    /// The same, as JSON, for a stranger.
    pub async fn read(&self, path: &str) -> (StatusCode, Value) {
        let (status, _, body) = self.get(path, HeaderMap::new()).await;
        (status, serde_json::from_str(&body).unwrap_or_default())
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.test.database.clock().advance(chrono::Duration::seconds(seconds));
    }
}

impl Drop for Porch {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        let _ = std::fs::remove_dir_all(&self.secrets);
    }
}

/// A name for one thread.
pub fn once(pace: Pace) -> Signing {
    Signing { one_time: true, pace }
}

async fn open_door(State(door): State<Door>, request: Request<Body>) -> Response {
    if door.away.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let (head, body) = request.into_parts();
    if !federation::wants_activity(&head) {
        return StatusCode::NOT_ACCEPTABLE.into_response();
    }
    door.router.oneshot(Request::from_parts(head, body)).await.unwrap_or_else(|never| match never {})
}

async fn join(members: &Members, code: &str, name: &str) -> Member {
    let joining = Joining {
        sign_in_name: name.to_owned(),
        passphrase: format!("seven slow lanterns for {name}"),
        device: Device::Own,
    };
    let joined = members.join(code, joining).await.unwrap();
    members.member(&joined.session.value).await.unwrap().unwrap()
}

/// Waits until nobody has anything left to do.
pub async fn settle(porches: &[&Porch]) {
    let started = Instant::now();
    let (mut quiet, mut turns) = (0, 0);
    while quiet < 2 {
        let mut waiting = 0;
        for porch in porches {
            waiting += porch.federation.waiting().await.unwrap();
        }
        turns += 1;
        if turns % 60 == 0 {
            // Whoever came too early tries again after a few seconds.
            porches.iter().for_each(|porch| porch.pass(2));
        }
        quiet = if waiting == 0 { quiet + 1 } else { 0 };
        assert!(started.elapsed() < Duration::from_secs(25), "{waiting} things are still to do");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Two servers in one circle.
pub async fn two() -> (Porch, Porch) {
    let (maple, harbor) = tokio::join!(Porch::open("maple"), Porch::open("harbor"));
    let code = federation::circle::invite(&maple.federation).await.unwrap();
    federation::circle::accept(&harbor.federation, &maple.base, &code).await.unwrap();
    settle(&[&maple, &harbor]).await;
    (maple, harbor)
}

/// Two servers in one circle, and a circle community of the first to which a member of the second belongs.
pub async fn shared() -> (Porch, Porch, Community, Community, Member) {
    let (maple, harbor) = two().await;
    let kitchen = maple.found("kitchen", Audience::Circle).await;
    settle(&[&maple, &harbor]).await;
    let there = harbor.remote(&maple.url(&format!("/c/{}", kitchen.handle))).await;
    let sailor = harbor.member("sailor").await;
    harbor.belong(&sailor, &there).await;
    settle(&[&maple, &harbor]).await;
    (maple, harbor, kitchen, there, sailor)
}

/// Pictures are made clean by the finished program.
fn media(test: &TestDatabase, folder: &std::path::Path) -> Media {
    let storage = Storage::open(&Place::Folder(folder.join("media"))).unwrap();
    Media::new(test.database.clone(), Darkroom::new(program()), storage, 100_000_000)
}

/// The one that `TEST_BINARY` names, or the one that was built beside the tests.
fn program() -> std::path::PathBuf {
    let beside = || std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("porchlight");
    std::env::var_os("TEST_BINARY").map_or_else(beside, Into::into)
}
