//! Many readers of many kinds: each finds what the views show them, nothing more and nothing less.
//!
//! A few here; `SEARCH_MEMBERS=500` for all of them.

use members::{Member, Office, Viewer, invitations, offices, organisations};
use search::{Found, Hit, Order, Question, What};
use store::{Chance, OrganisationId};

use crate::{
    cast::{Stage, found, join, question, stage, times},
    life::{Life, NAMES},
};

/// A text that somebody may read, as the views show it.
#[derive(serde::Deserialize)]
struct Shown {
    id: i64,
    community_id: i64,
    persona_id: i64,
    title: Option<String>,
    html: String,
    /// Of its thread, which may be hidden.
    thread_title: Option<String>,
    thread_persona_id: i64,
}

impl Shown {
    fn holds(&self, words: &str) -> bool {
        self.html.contains(words) || self.title.as_ref().is_some_and(|title| title.contains(words))
    }
}

/// What is asked, and which texts it is asked for.
type Asked = (&'static str, fn(&Shown) -> bool);

const QUESTIONS: [Asked; 7] = [
    ("lantern ", |text| text.holds("lantern")),
    ("velvet ", |text| text.holds("velvet")),
    ("kettle granite ", |text| text.holds("kettle") || text.holds("granite")),
    ("orchard lantern saffron ", |text| ["orchard", "lantern", "saffron"].iter().any(|one| text.holds(one))),
    ("\"quiet river\"", |text| text.holds("quiet river")),
    ("saffron -velvet ", |text| text.holds("saffron") && !text.holds("velvet")),
    ("granite in:place1 ", |text| text.holds("granite") && text.community_id == 1),
];

/// Whether some of the words are enough.
fn any_of(words: &str) -> bool {
    words.split_whitespace().count() > 1 && !words.contains([':', '-', '"'])
}

/// Somebody who reads, and whom they do not want to hear.
struct Reader {
    viewer: Viewer,
    blocks: Vec<i64>,
}

/// Houses with people in them, and communities of every kind: theirs, everybody's, nobody's, and of another server.
async fn houses(stage: &Stage) -> (Vec<OrganisationId>, Vec<i64>) {
    let mut tx = stage.write().await;
    let operator = offices::operator(&mut tx, &stage.reader).await.unwrap().unwrap();
    let mut houses = vec![organisations::mine(&mut tx, &stage.reader).await.unwrap()[0].id];
    for name in ["Birch", "Cedar", "Rowan"] {
        houses.push(organisations::create(&mut tx, &operator, name, true).await.unwrap().id);
    }
    let mut communities = vec![1, 2, 3, 4, 5];
    for (place, house) in houses.iter().enumerate() {
        for (kind, audience) in ["open", "circle", "house"].into_iter().enumerate() {
            let id = 10 + (place * 3 + kind) as i64;
            found(&mut tx, id, "", audience, Some(house.0)).await;
            communities.push(id);
        }
    }
    found(&mut tx, 30, "far.example", "open", None).await;
    found(&mut tx, 31, "far.example", "house", None).await;
    communities.extend([30, 31]);
    tx.commit().await.unwrap();
    (houses, communities)
}

async fn invitation(stage: &Stage, house: OrganisationId) -> String {
    let mut tx = stage.write().await;
    let manager = offices::manager(&mut tx, &stage.reader, house).await.unwrap().unwrap();
    let issue = invitations::Issue { label: String::new(), office: Office::Member, days: 7 };
    let code = invitations::issue(&mut tx, &manager, issue).await.unwrap();
    tx.commit().await.unwrap();
    code
}

/// Somebody who stays in one house, or in two.
async fn resident(stage: &Stage, houses: &[OrganisationId], number: usize) -> Member {
    let code = invitation(stage, houses[number % houses.len()]).await;
    let member = join(&stage.members, &code, &format!("reader{number}")).await;
    if number.is_multiple_of(3) {
        let code = invitation(stage, houses[(number / 3) % houses.len()]).await;
        stage.members.accept(&member, &code).await.unwrap();
    }
    member
}

async fn readers(stage: &Stage, houses: &[OrganisationId], chance: &Chance) -> Vec<Reader> {
    let mut viewers = vec![Viewer::stranger(), Viewer::peer("far.example", true), Viewer::blocked()];
    for number in 0..times("SEARCH_MEMBERS", 40) {
        let member = resident(stage, houses, number).await;
        let mut tx = stage.test.database.read().await.unwrap();
        viewers.push(Viewer::of(&mut tx, &member).await.unwrap());
    }
    let blocks = || NAMES.filter(|_| chance.below(6) == 0).collect();
    viewers.into_iter().map(|viewer| Reader { viewer, blocks: blocks() }).collect()
}

/// Everything that the views show.
async fn shown(stage: &Stage) -> Vec<Shown> {
    let mut tx = stage.test.database.read().await.unwrap();
    tx.sql(
        "SELECT id, community_id, persona_id, title, html, title AS thread_title, persona_id AS thread_persona_id \
         FROM visible_threads WHERE state = 'shown' AND NOT unlisted \
         UNION ALL SELECT visible_comments.id, community_id, visible_comments.persona_id, NULL, \
         visible_comments.html, visible_threads.title, visible_threads.persona_id \
         FROM visible_comments JOIN visible_threads ON visible_threads.id = thread_id \
         WHERE visible_comments.state = 'shown' AND NOT unlisted",
    )
    .all()
    .await
    .unwrap()
}

/// Every page of an answer.
async fn walk(stage: &Stage, reader: &Reader, words: &str, order: Order) -> Vec<Hit> {
    let mut asked = Question { order, ..question(words) };
    let mut hits = Vec::new();
    loop {
        let found = stage.ask_as(&reader.viewer, &reader.blocks, &asked).await;
        hits.extend(found.hits);
        asked.after = found.next;
        if asked.after.is_none() {
            return hits;
        }
    }
}

/// Thread or comment, and the title that stands above it.
fn named(hit: &Hit) -> Option<(i64, Option<String>)> {
    match hit.what {
        What::Thread { thread } => Some((thread.0, hit.title.clone())),
        What::Comment { comment, .. } => Some((comment.0, hit.title.clone())),
        What::Community | What::Guideline { .. } => None,
    }
}

/// What one reader should find, asked without the index.
async fn due(
    stage: &Stage,
    reader: &Reader,
    shown: &[Shown],
    fits: fn(&Shown) -> bool,
) -> Vec<(i64, Option<String>)> {
    let mut tx = stage.test.database.read().await.unwrap();
    // Another server searches in what is open only.
    let stranger = Viewer::stranger();
    let viewer = if reader.viewer.host().is_some() { &stranger } else { &reader.viewer };
    let readable = viewer.readable(&mut tx).await.unwrap();
    let is_blocked = |persona: i64| reader.blocks.contains(&persona);
    let seen = shown
        .iter()
        .filter(|text| readable.0.contains(&text.community_id) && !is_blocked(text.persona_id) && fits(text));
    let title = |text: &Shown| text.thread_title.clone().filter(|_| !is_blocked(text.thread_persona_id));
    let mut due: Vec<(i64, Option<String>)> = seen.map(|text| (text.id, title(text))).collect();
    due.sort();
    due
}

fn without<'a, T: PartialEq>(some: &'a [T], others: &[T]) -> Vec<&'a T> {
    some.iter().filter(|one| !others.contains(one)).collect()
}

/// Compares what some readers find with what they may; answers how many hits were compared.
async fn compare(stage: &Stage, readers: &[Reader], chance: &Chance) -> usize {
    let (shown, mut hits) = (shown(stage).await, 0);
    for (number, reader) in readers.iter().enumerate() {
        for _ in 0..3 {
            let (words, fits) = QUESTIONS[chance.below(QUESTIONS.len())];
            // The newest are those that have all words.
            let order = if chance.below(2) == 0 && !any_of(words) { Order::Newest } else { Order::Relevance };
            let mut found: Vec<_> =
                walk(stage, reader, words, order).await.iter().filter_map(named).collect();
            found.sort();
            let due = due(stage, reader, &shown, fits).await;
            let (more, fewer) = (without(&found, &due), without(&due, &found));
            assert!(
                more.is_empty() && fewer.is_empty(),
                "{number}, {words:?}, {order:?}: {more:?} {fewer:?}"
            );
            assert_eq!(found.len(), due.len(), "{number}, {words:?}, {order:?}: found twice");
            hits += due.len();
        }
    }
    hits
}

/// Whole answers, to questions that are mistyped or begun.
async fn answers(stage: &Stage, readers: &[Reader]) -> Vec<Found> {
    let mut answers = Vec::new();
    for reader in readers.iter().step_by(readers.len() / 10) {
        for words in ["lantren ", "lanter", "orchrd granit", "velvat saffron ", "kettl ", "sandal"] {
            answers.push(stage.ask_as(&reader.viewer, &reader.blocks, &question(words)).await);
        }
    }
    answers
}

/// What is written in a house in which none of them stays changes no answer by a byte.
async fn secrets_are_kept(stage: &Stage, readers: &[Reader]) {
    stage.settle().await;
    let before = answers(stage, readers).await;
    assert!(before.iter().any(|found| !found.understood.spelt.is_empty()));
    assert!(before.iter().any(|found| found.understood.begun.is_some()));
    let mut tx = stage.write().await;
    found(&mut tx, 40, "", "house", Some(998)).await;
    tx.commit().await.unwrap();
    for id in 1..=40 {
        stage.thread(id, 40, "Lantren kettl", "orchrd orchrd granit sandalwood velvat lanterning").await;
    }
    stage.settle().await;
    assert!(before == answers(stage, readers).await);
}

#[tokio::test]
async fn each_reader_finds_what_the_views_show_them() {
    let stage = stage().await;
    let chance = Chance::seeded(20_261_125);
    let (houses, communities) = houses(&stage).await;
    let readers = readers(&stage, &houses, &chance).await;
    let mut life = Life::of(&stage, 7, communities);
    let mut hits = 0;
    for round in 0..4 {
        for _ in 0..100 + readers.len() {
            life.goes_on().await;
        }
        stage.settle().await;
        // What was hidden since, nobody told the index.
        for _ in 0..round * 5 {
            life.hides_quietly().await;
        }
        hits += compare(&stage, &readers[round % 2..], &chance).await;
    }
    println!("{} readers, {hits} hits: 0 more, 0 fewer", readers.len());
    secrets_are_kept(&stage, &readers).await;
}

#[tokio::test]
async fn pages_lose_nothing_that_fits_alike() {
    let stage = stage().await;
    let mut ids: Vec<i64> = (100..280).collect();
    // They come in several commits, in any order.
    ids.sort_by_key(|id| id * 7_919 % 181);
    for some in ids.chunks(45) {
        for id in some {
            stage.thread(*id, 1, "Evening walk", "We walk along the river together").await;
        }
        stage.settle().await;
    }
    let reader = Reader { viewer: Viewer::stranger(), blocks: Vec::new() };
    // Of one hour and one place in it, too.
    stage.change("UPDATE threads SET ordinal = -id WHERE id > $1", 0).await;
    for id in 100..280 {
        stage.change("UPDATE threads SET version = 2 WHERE id = $1", id).await;
    }
    stage.settle().await;
    for order in [Order::Relevance, Order::Newest] {
        let found: Vec<i64> =
            walk(&stage, &reader, "river ", order).await.iter().filter_map(named).map(|one| one.0).collect();
        assert_eq!(found, (100..280).collect::<Vec<i64>>(), "{order:?}");
    }
}
