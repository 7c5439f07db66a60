//! T09 across two servers: whoever the moderators of a community ban is banned on their own server, under every name that
//! they take later; nobody else is.
//!
//! `TEST_BANNED=1000` is the whole measure: so many banned people, five new names each, and as many others.

use std::time::Instant;

use forum::{CommentDraft, Refusal, comments};
use members::{Community, Member, personas};
use moderation::{Standing, Subject, measures::Kind, standing};
use store::{CommentId, Mutant, ThreadId};

use crate::rig::{Porch, settle, shared};

/// So many cross before time passes: no server is asked for more people in a minute.
const ABREAST: usize = 50;

/// How many people are banned, and how many new names each of them takes.
fn measure() -> (usize, usize) {
    match std::env::var("TEST_BANNED") {
        Ok(people) => (people.parse().expect("a number"), 5),
        Err(_) => (10, 2),
    }
}

/// Harbor's people talk in a community of Maple's.
struct Talk {
    maple: Porch,
    harbor: Porch,
    kitchen: Community,
    there: Community,
    thread: ThreadId,
    copy: ThreadId,
    banned: Vec<Member>,
    others: Vec<Member>,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// Names of banned people that may write.
    free: usize,
    /// Banned people who wrote.
    through: usize,
    /// Others who could not write, or were not heard.
    kept_out: usize,
}

impl Talk {
    async fn of(people: usize) -> Self {
        let (maple, harbor, kitchen, there, _) = shared().await;
        let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
        settle(&[&maple, &harbor]).await;
        let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
        let mut talk =
            Self { maple, harbor, kitchen, there, thread, copy, banned: Vec::new(), others: Vec::new() };
        for number in 0..people {
            talk.banned.push(talk.arrive(&format!("banned-{number}")).await);
            talk.others.push(talk.arrive(&format!("other-{number}")).await);
        }
        talk
    }

    async fn arrive(&self, name: &str) -> Member {
        let member = self.harbor.member(name).await;
        self.harbor.belong(&member, &self.there).await;
        member
    }

    async fn settled(&self) {
        settle(&[&self.maple, &self.harbor]).await;
    }

    /// Lets a minute pass on both sides.
    fn rest(&self) {
        self.maple.pass(61);
        self.harbor.pass(61);
    }

    /// Somebody writes, if they may.
    async fn say(&self, member: &Member, words: &str) -> Option<CommentId> {
        let mut tx = self.harbor.write().await;
        let draft = CommentDraft { body: words.to_owned(), ..Default::default() };
        match comments::post(&mut tx, member, self.copy, draft).await {
            Ok(posted) => {
                tx.commit().await.unwrap();
                Some(posted.id)
            }
            Err(Refusal::Banned(_)) => None,
            Err(refusal) => panic!("{refusal:?}"),
        }
    }

    /// Each of them is heard once, and banned by the moderators of the community.
    async fn ban(&self) {
        for (batch, few) in self.banned.chunks(ABREAST).enumerate() {
            let mut said = Vec::new();
            for (number, member) in few.iter().enumerate() {
                let words = format!("Soup number {} is mine.", batch * ABREAST + number);
                said.push(self.say(member, &words).await.unwrap());
            }
            self.settled().await;
            for comment in said {
                let heard = self.maple.comment_of(&self.harbor.url(&format!("/comments/{comment}"))).await;
                self.maple.take(&self.kitchen, Kind::Ban, Subject::Persona(heard.author.id)).await;
            }
            self.settled().await;
            self.rest();
        }
    }

    async fn is_free(&self, member: &Member) -> bool {
        let mut tx = self.harbor.test.database.read().await.unwrap();
        standing::of(&mut tx, member, &self.there).await.unwrap() == Standing::Free
    }

    /// Every banned person gives up their name and takes another one, again and again.
    async fn new_names(&self, names: usize, found: &mut Found) {
        for (number, member) in self.banned.iter().enumerate() {
            for _ in 0..names {
                let old = self.harbor.persona(member, &self.there).await;
                let mut tx = self.harbor.write().await;
                personas::forget(&mut tx, old.id).await.unwrap();
                let new = personas::wear(&mut tx, member, &self.there).await.unwrap();
                tx.commit().await.unwrap();
                assert_ne!(new.id, old.id);
                found.free += usize::from(self.is_free(member).await);
            }
            let words = format!("It is me again, number {number}.");
            found.through += usize::from(self.say(member, &words).await.is_some());
            if number % ABREAST == ABREAST - 1 {
                self.settled().await;
                self.rest();
            }
        }
        self.settled().await;
    }

    /// Everybody else writes, and is heard.
    async fn others_write(&self, found: &mut Found) {
        let before = self.heard().await;
        for (batch, few) in self.others.chunks(ABREAST).enumerate() {
            for (number, member) in few.iter().enumerate() {
                let words = format!("Bread number {} is warm.", batch * ABREAST + number);
                self.say(member, &words).await;
            }
            self.settled().await;
            self.rest();
        }
        found.kept_out = self.others.len() - (self.heard().await - before);
    }

    /// How many comments Maple shows.
    async fn heard(&self) -> usize {
        self.maple.texts(self.thread).await.into_iter().filter(|text| !text.is_empty()).count()
    }
}

async fn banned_across(people: usize, names: usize) -> Found {
    let started = Instant::now();
    let talk = Talk::of(people).await;
    println!("{people} and as many others are there after {:?}", started.elapsed());
    talk.ban().await;
    println!("{people} are banned after {:?}", started.elapsed());
    let mut found = Found::default();
    talk.new_names(names, &mut found).await;
    println!("{names} new names each after {:?}", started.elapsed());
    talk.others_write(&mut found).await;
    println!("{found:?} after {:?}", started.elapsed());
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_banned_from_afar_takes_new_names_and_none_gets_through() {
    let (people, names) = measure();
    assert_eq!(banned_across(people, names).await, Found::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_from_afar_of_one_name_only_is_caught() {
    Mutant::BanOfOneName.switch_on();
    assert_eq!(banned_across(2, 2).await, Found { free: 4, through: 2, kept_out: 0 });
}
