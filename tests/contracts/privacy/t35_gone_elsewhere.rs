//! Two servers, one deletion: nothing of the words is left at the other one, the author sees that it was confirmed, and
//! an older copy of the database does not bring them back.

use std::{collections::BTreeSet, time::Duration};

use federation::receipts::{self, Receipts};
use members::{Audience, Journal, Pace};
use porchlight::{
    instance::{Instance, Plan},
    serve::House,
};
use rig::{Place, Resident, server::free_port, traces::Search};
use store::{Clock, CommentId, Engine, Mutant, ThreadId};

use crate::porch;

/// A server that listens and works in this process.
struct Home {
    instance: Instance,
    place: Place,
    house: House,
}

impl Home {
    async fn open(name: &str) -> Self {
        let (place, port) = (Place::new().await, free_port());
        let base = format!("http://{name}.localhost:{port}").parse().unwrap();
        let plan = Plan::made_up(base, name, place.engine.clone(), place.data.clone());
        let instance = Instance::open(plan, Clock::system()).await.unwrap();
        let mut house = House::default();
        house.open_door(&instance, ([127, 0, 0, 1], port).into()).await.unwrap();
        Self { instance, place, house }
    }

    /// Stops everything, and folds the log into the file.
    async fn close(self) -> Place {
        drop(self.house);
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.instance.database.close().await;
        self.place
    }
}

/// Waits until neither has anything to do.
async fn settled(homes: &[&Home]) {
    let mut quiet = 0;
    while quiet < 5 {
        tokio::time::sleep(Duration::from_millis(60)).await;
        let mut waiting = 0;
        for home in homes {
            waiting += home.instance.federation.waiting().await.unwrap();
        }
        quiet = if waiting == 0 { quiet + 1 } else { 0 };
    }
}

/// Two servers in one circle, a thread of the one, and what its author said there.
struct Street {
    maple: Home,
    harbor: Home,
    june: Resident,
    marlow: Resident,
    thread: ThreadId,
    said: Vec<CommentId>,
}

const WORDS: [&str; 3] = ["zqmarmalade", "zqfirstwording", "zqlantern"];

async fn street() -> Street {
    let (maple, harbor) = (Home::open("maple").await, Home::open("harbor").await);
    let june = Resident::keeper(&maple.instance).await;
    let marlow = Resident::keeper(&harbor.instance).await;
    let code = federation::circle::invite(&maple.instance.federation).await.unwrap();
    let address = maple.instance.site.settings.base.as_str();
    federation::circle::accept(&harbor.instance.federation, address, &code).await.unwrap();
    settled(&[&maple, &harbor]).await;
    let owls = june.found("night-owls", Audience::Circle).await;
    settled(&[&maple, &harbor]).await;
    marlow.belong(&marlow.sees("night-owls").await).await;
    settled(&[&maple, &harbor]).await;
    let sam = june.invite("sam").await;
    sam.belong(&owls).await;
    let thread = june.start(&owls, "Awake again", "The house is quiet.").await;
    let mut said = Vec::new();
    for word in [WORDS[0], WORDS[1]] {
        said.push(sam.comment(thread, &format!("I think of {word}.")).await);
    }
    settled(&[&maple, &harbor]).await;
    sam.edit(said[1], &format!("I think of {}.", WORDS[2])).await;
    settled(&[&maple, &harbor]).await;
    let there = marlow.thread_at(&format!("{address}t/{thread}")).await;
    let read = marlow.reads(there).await;
    assert!(read.iter().flatten().any(|text| text.contains(WORDS[2])), "{read:?}");
    Street { maple, harbor, june: sam, marlow, thread, said }
}

impl Street {
    async fn receipts(&self, comment: CommentId) -> Option<Receipts> {
        let mut tx = self.maple.instance.database.read().await.unwrap();
        let journal = Journal::of(&mut tx, &self.june.member).await.unwrap();
        let found = receipts::of(&mut tx, &journal, [comment.0].into_iter().collect()).await.unwrap();
        found.get(&comment.0).copied()
    }
}

/// What is left at the other server once the author took their words away.
async fn gate() -> Result<(), String> {
    let street = street().await;
    for comment in &street.said {
        street.june.delete(*comment).await;
    }
    settled(&[&street.maple, &street.harbor]).await;
    for comment in &street.said {
        let told = street.receipts(*comment).await;
        assert_eq!(told, Some(Receipts { asked: 1, confirmed: 1 }), "the other server says that it did it");
    }
    let harbor = street.harbor.close().await;
    let found = Search::of(&WORDS).database(&harbor.engine);
    if found.is_empty() { Ok(()) } else { Err(found.into_iter().collect::<Vec<_>>().join("\n")) }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_gone_at_the_other_server_and_it_says_so() {
    gate().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_only_nods_is_caught() {
    Mutant::DeleteIgnored.switch_on();
    assert!(gate().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_is_gone_at_the_other_server_too() {
    let street = street().await;
    forum::leaving::leave(&street.maple.instance.members, &street.june.member, Pace::Now).await.unwrap();
    settled(&[&street.maple, &street.harbor]).await;
    let address = street.maple.instance.site.settings.base.as_str();
    let there = street.marlow.thread_at(&format!("{address}t/{}", street.thread)).await;
    assert_eq!(street.marlow.reads(there).await, [None, None]);
    let harbor = street.harbor.close().await;
    assert_eq!(Search::of(&WORDS).database(&harbor.engine), BTreeSet::new());
}

/// A copy of the database from before: the file itself; on PostgreSQL the rows as they were.
enum Copy {
    File(Vec<u8>),
    Rows(Vec<(i64, String)>),
}

impl Copy {
    async fn of(instance: &Instance, place: &Place) -> Self {
        match &place.engine {
            Engine::Sqlite(file) => {
                instance.database.close().await;
                Self::File(std::fs::read(file).unwrap())
            }
            Engine::Postgres(_) => {
                let mut tx = instance.database.read().await.unwrap();
                Self::Rows(tx.sql("SELECT id, body FROM comments WHERE NOT deleted").all().await.unwrap())
            }
        }
    }

    async fn put_back(self, instance: Instance, place: &Place) {
        match (self, &place.engine) {
            (Self::File(bytes), Engine::Sqlite(file)) => {
                instance.database.close().await;
                std::fs::write(file, bytes).unwrap();
            }
            (Self::Rows(rows), _) => {
                let mut tx = instance.database.write().await.unwrap();
                for (id, body) in rows {
                    tx.sql("UPDATE comments SET deleted = FALSE, body = $1, html = $1 WHERE id = $2")
                        .bind(body)
                        .bind(id)
                        .execute()
                        .await
                        .unwrap();
                }
                tx.sql("UPDATE personas SET deleted = FALSE").execute().await.unwrap();
                tx.commit().await.unwrap();
                instance.database.close().await;
            }
            (Self::File(_), Engine::Postgres(_)) => unreachable!("a copy is put back where it came from"),
        }
    }
}

async fn opened(place: &Place) -> Instance {
    porch::opened_in(place, Clock::standing_at(1_795_443_382)).await
}

/// What somebody reads after an older copy was put in the place of the database.
async fn restored(pace: Option<Pace>) -> Result<(), String> {
    let place = Place::new().await;
    let instance = opened(&place).await;
    let keeper = Resident::keeper(&instance).await;
    let sam = keeper.invite("sam").await;
    let evenings = keeper.found("evenings", Audience::Open).await;
    sam.belong(&evenings).await;
    let thread = keeper.start(&evenings, "Hello", "Who is there?").await;
    let stays = keeper.comment(thread, "I am.").await;
    let said = sam.comment(thread, "So am I, with my marmalade.").await;
    let copy = Copy::of(&instance, &place).await;
    let instance = if instance.database.is_sqlite() { opened(&place).await } else { instance };
    let mut tx = instance.database.write().await.unwrap();
    if pace.is_none() {
        forum::comments::delete(&mut tx, &sam.member, said).await.unwrap();
    }
    tx.commit().await.unwrap();
    if let Some(pace) = pace {
        forum::leaving::leave(&instance.members, &sam.member, pace).await.unwrap();
    }
    copy.put_back(instance, &place).await;
    let instance = opened(&place).await;
    let mut tx = instance.database.read().await.unwrap();
    let body = |id: CommentId| ("SELECT body FROM comments WHERE id = $1", id);
    let (sql, id) = body(stays);
    assert_eq!(tx.sql(sql).bind(id).value::<String>().await.unwrap().unwrap(), "I am.");
    let (sql, id) = body(said);
    let left: String = tx.sql(sql).bind(id).value().await.unwrap().unwrap();
    drop(tx);
    let passphrase = "cedar lamp window tuesday";
    let back = instance.members.sign_in("sam", passphrase, members::Device::Own).await;
    match (pace, left.is_empty(), back.is_ok()) {
        (None, true, true) | (Some(Pace::Now), true, false) | (Some(Pace::Spread), false, false) => Ok(()),
        (_, gone, back) => Err(format!("the words are gone: {gone}; the account is back: {back}")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_brings_no_words_back() {
    restored(None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_brings_nobody_back_who_left() {
    restored(Some(Pace::Now)).await.unwrap();
    restored(Some(Pace::Spread)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_that_nobody_reads_is_caught() {
    Mutant::LedgerNotReplayed.switch_on();
    assert!(restored(None).await.is_err());
}
