//! Somebody is woken: each thing once at each bell, by words that say nothing; and no first words stay unseen.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode};
use forum::first_replies;
use members::{Audience, Community};
use moderation::{
    Moderator, Subject,
    alerts::{self, Kind, WORDS},
    bells, reports,
    rota::{self, Stretch, WEEK, week_hour},
    team::{self, Greeter, Role},
};
use porchlight::instance::Instance;
use rig::{Place, Resident};
use store::{BellId, Clock, Mutant, ThreadId};

use crate::porch;

const NOW: i64 = 1_795_443_382;

/// What a bell heard.
#[derive(Clone, Debug)]
struct Heard {
    path: String,
    headers: HeaderMap,
    body: String,
}

impl Heard {
    fn number(&self) -> String {
        self.headers["porchlight-ring"].to_str().unwrap().to_owned()
    }
}

/// Where bells ring: a small server that writes everything down, and may be away.
#[derive(Clone, Default)]
struct Tower {
    heard: Arc<Mutex<Vec<Heard>>>,
    away: Arc<Mutex<bool>>,
}

impl Tower {
    async fn open() -> (Self, String) {
        let tower = Self::default();
        let router = Router::new().fallback(ring).with_state(tower.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://tower.localhost:{}", listener.local_addr().unwrap().port());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (tower, base)
    }

    fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

async fn ring(
    State(tower): State<Tower>,
    uri: axum::http::Uri,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    if *tower.away.lock().unwrap() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let (path, body) = (uri.path().to_owned(), String::from_utf8(body.to_vec()).unwrap());
    tower.heard.lock().unwrap().push(Heard { path, headers, body });
    StatusCode::OK
}

/// A community whose team can be woken.
struct Scene {
    instance: Instance,
    clock: Clock,
    keeper: Resident,
    community: Community,
    tower: Tower,
    base: String,
    _place: Place,
}

impl Scene {
    async fn new() -> Self {
        let clock = Clock::standing_at(NOW);
        let (instance, place) = porch::opened_then(clock.clone()).await;
        let keeper = Resident::keeper(&instance).await;
        let community = keeper.found("evenings", Audience::House).await;
        let (tower, base) = Tower::open().await;
        Self { instance, clock, keeper, community, tower, base, _place: place }
    }

    /// A bell; without hours it rings always.
    async fn bell(&self, kind: bells::Kind, name: &str, hours: &[Stretch]) -> BellId {
        let mut tx = self.instance.database.write().await.unwrap();
        let proof = self.proof(&mut tx).await;
        let (place, secrets) = (format!("{}/{name}", self.base), self.instance.members.secrets());
        assert!(self.instance.federation.may_ring_at(&place));
        let bell = bells::put_up(&mut tx, &proof, kind, &place, secrets).await.unwrap();
        bells::add_hours(&mut tx, &proof, bell, hours).await.unwrap();
        tx.commit().await.unwrap();
        bell
    }

    async fn proof(&self, tx: &mut store::Tx) -> Moderator {
        team::moderator(tx, &self.keeper.member, &self.community).await.unwrap().unwrap()
    }

    async fn greeter(&self, tx: &mut store::Tx, who: &Resident) -> Greeter {
        team::greeter(tx, &who.member, &self.community).await.unwrap().unwrap()
    }

    /// What the server does every few minutes and seconds.
    async fn passes(&self, seconds: i64) {
        self.clock.advance(chrono::Duration::seconds(seconds));
        let mut tx = self.instance.database.write().await.unwrap();
        moderation::tidying::run(&mut tx).await.unwrap();
        first_replies::look(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        self.instance.federation.step_due().await.unwrap();
        self.instance.federation.ring_due().await.unwrap();
    }

    async fn report(&self, thread: ThreadId) {
        let mut tx = self.instance.database.write().await.unwrap();
        let (who, why) = (reports::Reporter::Member(&self.keeper.member), reports::Reason::Danger);
        reports::file(&mut tx, who, self.community.id, Subject::Thread(thread), why, "Please look.")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn newcomer(&self, name: &str) -> Resident {
        let newcomer = self.keeper.invite(name).await;
        newcomer.belong(&self.community).await;
        newcomer
    }

    /// Everything in the list, page by page.
    async fn unanswered(&self) -> BTreeSet<ThreadId> {
        let mut tx = self.instance.database.read().await.unwrap();
        let greeter = self.greeter(&mut tx, &self.keeper).await;
        let mut found = BTreeSet::new();
        for page in 0.. {
            let (waiting, more) = first_replies::unanswered(&mut tx, &greeter, page).await.unwrap();
            found.extend(waiting.into_iter().map(|one| one.id));
            if !more {
                break;
            }
        }
        found
    }

    async fn lines(&self) -> Vec<alerts::Line> {
        let mut tx = self.instance.database.read().await.unwrap();
        alerts::open(&mut tx, self.community.id).await.unwrap()
    }

    fn paths(&self) -> Vec<String> {
        self.tower.heard().into_iter().map(|heard| heard.path).collect()
    }
}

/// The hour of the week in which these stories begin.
fn now() -> i64 {
    week_hour(Clock::standing_at(NOW).hour())
}

/// Everything that an alert could tell: every header, and every body by how its bell is rung.
async fn said_of_everything() -> (BTreeSet<String>, BTreeSet<String>) {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "topic", &[]).await;
    scene.bell(bells::Kind::Webhook, "hook", &[]).await;
    let sam = scene.newcomer("sam").await;
    let thread = sam.start(&scene.community, "Canary title", "Canary body").await;
    sam.start(&scene.community, "Tonight", "I want to kill myself, I have the pills here").await;
    scene.report(thread).await;
    scene.passes(0).await;
    scene.passes(2 * 3_600).await;
    scene.passes(4 * 3_600).await;
    let kinds: BTreeSet<&str> = scene.lines().await.iter().map(|line| line.kind.word()).collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
    let heard = scene.tower.heard();
    assert!(heard.len() >= 8, "{heard:?}");
    let numbers: Vec<String> = heard.iter().map(Heard::number).collect();
    let without = |body: &str| numbers.iter().fold(body.to_owned(), |body, number| body.replace(number, "#"));
    let headers = heard.iter().flat_map(|heard| heard.headers.keys().map(ToString::to_string)).collect();
    (headers, heard.iter().map(|heard| without(&heard.body)).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_holds_no_content() {
    let (headers, bodies) = said_of_everything().await;
    let allowed = [
        "accept",
        "accept-encoding",
        "content-length",
        "content-type",
        "host",
        "porchlight-ring",
        "user-agent",
    ];
    assert!(headers.iter().all(|name| allowed.contains(&name.as_str())), "{headers:?}");
    let hook = serde_json::json!({ "text": WORDS, "content": WORDS, "id": "#" }).to_string();
    assert_eq!(bodies, BTreeSet::from([WORDS.to_owned(), hook]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_that_tells_is_caught() {
    Mutant::AlertTells.switch_on();
    let (_, bodies) = said_of_everything().await;
    assert!(bodies.len() > 2, "{bodies:?}");
}

/// Danger: who is on call at once, the next after five minutes, everybody after ten; then nobody any more.
#[tokio::test(flavor = "multi_thread")]
async fn danger_wakes_one_after_the_other_until_somebody_is_on_it() {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "later", &[Stretch { start: (now() + 9) % WEEK, hours: 2 }]).await;
    let sam = scene.newcomer("sam").await;
    let thread = sam.start(&scene.community, "Evening", "It is quiet here.").await;
    scene.report(thread).await;
    scene.passes(0).await;
    assert_eq!(scene.paths(), ["/now"]);
    scene.passes(290).await;
    assert_eq!(scene.paths(), ["/now"]);
    scene.passes(20).await;
    assert_eq!(scene.paths(), ["/now", "/next"]);
    scene.passes(310).await;
    assert_eq!(scene.paths(), ["/now", "/next", "/later"]);
    for _ in 0..4 {
        scene.passes(310).await;
    }
    assert_eq!(scene.paths().len(), 3);
    // The times of an alert go with its last step.
    let mut tx = scene.instance.database.read().await.unwrap();
    let left: Vec<String> = tx.sql("SELECT lane FROM lanes WHERE queue = 'alerts'").column().await.unwrap();
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_alone_in_a_team_and_on_it_lets_the_others_sleep() {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    let sam = scene.newcomer("sam").await;
    sam.start(&scene.community, "Tonight", "I want to kill myself, I have the pills here").await;
    scene.passes(0).await;
    assert_eq!(scene.paths(), ["/now"], "words of danger wake without a report");
    let mut tx = scene.instance.database.write().await.unwrap();
    let greeter = scene.greeter(&mut tx, &scene.keeper).await;
    let danger = alerts::open(&mut tx, scene.community.id).await.unwrap();
    alerts::acknowledge(&mut tx, &greeter, danger[0].id).await.unwrap();
    tx.commit().await.unwrap();
    scene.passes(310).await;
    scene.passes(310).await;
    assert_eq!(scene.paths(), ["/now"]);
    let lines = scene.lines().await;
    assert!(lines[0].taken_up && lines[0].kind == Kind::Danger && lines[0].rung == 1, "{lines:?}");
}

/// Somebody of a team of two says twice that they are on it, then the other does: what rang after each.
async fn taken_up_by_two() -> [Vec<String>; 3] {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "later", &[Stretch { start: (now() + 9) % WEEK, hours: 2 }]).await;
    let tess = scene.newcomer("tess").await;
    let name = tess.name_in(&scene.community).await;
    let mut tx = scene.instance.database.write().await.unwrap();
    let lead = scene.proof(&mut tx).await;
    team::appoint(&mut tx, &lead, name.id, Role::Greeter).await.unwrap();
    tx.commit().await.unwrap();
    let sam = scene.newcomer("sam").await;
    sam.start(&scene.community, "Tonight", "I want to kill myself, I have the pills here").await;
    scene.passes(0).await;
    let take_up = async |who: &Resident| {
        let mut tx = scene.instance.database.write().await.unwrap();
        let greeter = scene.greeter(&mut tx, who).await;
        let danger = alerts::open(&mut tx, scene.community.id).await.unwrap().remove(0);
        assert_eq!(danger.kind, Kind::Danger);
        alerts::acknowledge(&mut tx, &greeter, danger.id).await.unwrap();
        tx.commit().await.unwrap();
        let (before, after) = (danger.on_it, scene.lines().await.remove(0));
        (before, after.on_it, after.taken_up)
    };
    let rung = scene.paths();
    let first = take_up(&scene.keeper).await;
    let twice = take_up(&scene.keeper).await;
    scene.passes(310).await;
    let after_one = scene.paths();
    let second = take_up(&tess).await;
    if !Mutant::OneIsEnough.is_on() {
        let keeper = scene.keeper.name_in(&scene.community).await.id;
        assert_eq!(first, (None, Some(keeper), false));
        assert_eq!(twice, (Some(keeper), Some(keeper), false), "nobody counts twice");
        assert_eq!(second, (Some(keeper), None, true), "who was first is forgotten");
    }
    scene.passes(310).await;
    scene.passes(310).await;
    [rung, after_one, scene.paths()]
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_wakes_the_next_until_two_people_are_on_it() {
    let [rung, after_one, after_two] = taken_up_by_two().await;
    assert_eq!(rung, ["/now"]);
    assert_eq!(after_one, ["/now", "/next"], "one person is not enough");
    assert_eq!(after_two, ["/now", "/next"], "two are");
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_that_one_person_ends_is_caught() {
    Mutant::OneIsEnough.switch_on();
    let [_, after_one, _] = taken_up_by_two().await;
    assert_eq!(after_one, ["/now"]);
}

/// A bell that is away is tried again, shown, and holds up no other.
#[tokio::test(flavor = "multi_thread")]
async fn a_bell_that_cannot_be_reached_is_shown_and_tried_again() {
    let scene = Scene::new().await;
    let bell = scene.bell(bells::Kind::Ntfy, "always", &[]).await;
    *scene.tower.away.lock().unwrap() = true;
    let mut tx = scene.instance.database.write().await.unwrap();
    let proof = scene.proof(&mut tx).await;
    bells::try_out(&mut tx, &proof, bell).await.unwrap();
    tx.commit().await.unwrap();
    scene.passes(0).await;
    let silent = async || {
        let mut tx = scene.instance.database.read().await.unwrap();
        let proof = scene.proof(&mut tx).await;
        bells::list(&mut tx, &proof, scene.instance.members.secrets()).await.unwrap()[0].silent
    };
    assert!(silent().await);
    assert_eq!(scene.lines().await[0].waiting, 1);
    *scene.tower.away.lock().unwrap() = false;
    scene.passes(60).await;
    assert!(!silent().await);
    assert_eq!((scene.paths().len(), scene.lines().await[0].rung), (1, 1));
}

/// What a kill between sending and noting leaves is rung once more, with the number it had.
#[tokio::test(flavor = "multi_thread")]
async fn a_ring_that_was_not_noted_comes_again_under_its_number() {
    let scene = Scene::new().await;
    let bell = scene.bell(bells::Kind::Webhook, "hook", &[]).await;
    let mut tx = scene.instance.database.write().await.unwrap();
    let proof = scene.proof(&mut tx).await;
    bells::try_out(&mut tx, &proof, bell).await.unwrap();
    tx.commit().await.unwrap();
    scene.passes(0).await;
    let number = scene.tower.heard()[0].number();
    let mut tx = scene.instance.database.write().await.unwrap();
    tx.sql("UPDATE rings SET state = 'waiting'").execute().await.unwrap();
    tx.enqueue(alerts::RINGS, bell.to_string(), number.clone());
    tx.commit().await.unwrap();
    scene.passes(60).await;
    scene.passes(60).await;
    let numbers: Vec<String> = scene.tower.heard().iter().map(Heard::number).collect();
    assert_eq!(numbers, [number.clone(), number]);
}

/// A week of people who write here for the first time, with four on the rota: what was rung, by alert and bell, and
/// what nobody of the team had before them within a day.
#[derive(Default)]
struct Week {
    unseen: Vec<ThreadId>,
    /// Each ring that was to be made: its alert and its bell.
    rings: BTreeMap<String, (i64, i64)>,
    heard: Vec<String>,
}

impl Week {
    async fn note(&mut self, scene: &Scene) {
        let mut tx = scene.instance.database.read().await.unwrap();
        let rows: Vec<(i64, i64, i64)> =
            tx.sql("SELECT id, alert_id, bell_id FROM rings").all().await.unwrap();
        self.rings.extend(rows.into_iter().map(|(id, alert, bell)| (id.to_string(), (alert, bell))));
    }

    /// How often each alert came to each bell, where that is not once.
    fn not_once(&self) -> Vec<((i64, i64), usize)> {
        let mut times: BTreeMap<(i64, i64), usize> = self.rings.values().map(|ring| (*ring, 0)).collect();
        for number in &self.heard {
            *times.entry(self.rings[number]).or_default() += 1;
        }
        times.into_iter().filter(|(_, times)| *times != 1).collect()
    }
}

async fn a_week(posts: usize) -> Week {
    let scene = Scene::new().await;
    let mut team = vec![scene.keeper.clone()];
    for number in 1..4 {
        let greeter = scene.newcomer(&format!("greeter-{number}")).await;
        let persona = greeter.name_in(&scene.community).await;
        let mut tx = scene.instance.database.write().await.unwrap();
        let proof = scene.proof(&mut tx).await;
        team::appoint(&mut tx, &proof, persona.id, Role::Greeter).await.unwrap();
        tx.commit().await.unwrap();
        team.push(greeter);
    }
    // Six hours a day each; the last one sleeps badly, and answers no bell on Sunday.
    for (number, one) in team.iter().enumerate() {
        let start = number as i64 * 6;
        let days = if number == 3 { 0..6 } else { 0..7 };
        let hours: Vec<Stretch> = days.map(|day| Stretch { start: day * 24 + start, hours: 6 }).collect();
        let mut tx = scene.instance.database.write().await.unwrap();
        let greeter = scene.greeter(&mut tx, one).await;
        for stretch in &hours {
            rota::take(&mut tx, &greeter, *stretch).await.unwrap();
        }
        tx.commit().await.unwrap();
        scene.bell(bells::Kind::Ntfy, &format!("bell-{number}"), &hours).await;
    }
    let mut newcomers = Vec::new();
    for number in 0..posts {
        newcomers.push(scene.newcomer(&format!("newcomer-{number}")).await);
    }
    let mut started: BTreeMap<ThreadId, i64> = BTreeMap::new();
    let mut seen: BTreeSet<ThreadId> = BTreeSet::new();
    let mut week = Week::default();
    for hour in 0..8 * 24_i64 {
        let due = newcomers.len() * usize::try_from(hour.min(WEEK)).unwrap() / 168;
        while started.len() < due {
            let number = started.len();
            let asks = number % 20 == 7;
            let body =
                if asks { "I want to kill myself, I have the pills here" } else { "My first evening here." };
            let thread = newcomers[number].start(&scene.community, &format!("Hello {number}"), body).await;
            started.insert(thread, hour);
        }
        for seconds in [2_980, 310, 310] {
            scene.passes(seconds).await;
            week.note(&scene).await;
        }
        // Whoever is awake now reads the list, and answers two of three.
        let waiting = scene.unanswered().await;
        let on_call = &team[(((now() + hour + 1) % 24) / 6) as usize];
        for thread in waiting.iter().filter(|thread| thread.0 % 3 != 0) {
            on_call.comment(*thread, &format!("Welcome, I read you. ({})", thread.0)).await;
        }
        seen.extend(waiting);
        let late = started.iter().filter(|(thread, at)| hour - **at == 24 && !seen.contains(thread));
        week.unseen.extend(late.map(|(thread, _)| *thread));
    }
    assert_eq!(started.len(), posts);
    week.heard = scene.tower.heard().iter().map(Heard::number).collect();
    week
}

fn posts() -> usize {
    std::env::var("TEST_FIRST_POSTS").ok().and_then(|posts| posts.parse().ok()).unwrap_or(30)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_of_first_posts_is_seen_and_each_alert_is_sent_once() {
    let week = a_week(posts()).await;
    println!("{} first posts, {} rings", posts(), week.heard.len());
    assert_eq!(week.unseen, []);
    assert_eq!(week.not_once(), []);
    assert!(week.heard.len() > posts() / 3, "{}", week.heard.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_that_rings_again_is_caught() {
    Mutant::AlertRingsAgain.switch_on();
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    let sam = scene.newcomer("sam").await;
    let thread = sam.start(&scene.community, "Evening", "It is quiet here.").await;
    scene.report(thread).await;
    let mut week = Week::default();
    for seconds in [0, 310, 310] {
        scene.passes(seconds).await;
        week.note(&scene).await;
    }
    week.heard = scene.tower.heard().iter().map(Heard::number).collect();
    assert!(week.not_once().iter().any(|(_, times)| *times > 1), "{:?}", week.heard);
}
