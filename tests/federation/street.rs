//! What one server says, the other hears: whatever happens to the processes meanwhile.

use std::{ops::Range, time::Duration};

use members::{Audience, Community};
use moderation::{Subject, measures};
use rig::{Place, Resident, Server, server::drained};
use store::ThreadId;

/// Two servers in one circle, with the keeper of each.
struct Street {
    maple: Server,
    harbor: Server,
    june: Resident,
    marlow: Resident,
}

impl Street {
    async fn open(maples: Place, harbors: Place) -> Self {
        let maple = Server::start("maple", maples).await;
        let harbor = Server::start("harbor", harbors).await;
        let june = Resident::keeper(&maple.instance().await).await;
        let marlow = Resident::keeper(&harbor.instance().await).await;
        let code = federation::circle::invite(&june.instance.federation).await.unwrap();
        federation::circle::accept(&marlow.instance.federation, maple.base().as_str(), &code).await.unwrap();
        let street = Self { maple, harbor, june, marlow };
        street.settle().await;
        street
    }

    async fn settle(&self) {
        drained(&[&self.maple, &self.harbor]).await;
    }

    /// June founds a circle community; Marlow, at the other server, joins it.
    async fn share(&self, name: &str) -> (Community, Community) {
        let at_maple = self.june.found(name, Audience::Circle).await;
        self.settle().await;
        let at_harbor = self.marlow.sees(name).await;
        self.marlow.belong(&at_harbor).await;
        self.settle().await;
        (at_maple, at_harbor)
    }

    fn address(server: &Server, thread: ThreadId) -> String {
        format!("{}t/{thread}", server.base())
    }
}

/// Once with the community's server on SQLite and its guest on PostgreSQL, and once the other way round.
async fn on_both_engines(story: impl AsyncFn(Street)) {
    story(Street::open(Place::sqlite(), Place::postgres().await).await).await;
    story(Street::open(Place::postgres().await, Place::sqlite()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "two processes"]
async fn what_is_said_is_heard_both_ways() {
    on_both_engines(talk).await;
}

async fn talk(street: Street) {
    let (owls, owls_at_harbor) = street.share("night-owls").await;
    let thread = street.june.start(&owls, "Awake again", "The house is quiet and I am not.").await;
    street.settle().await;
    let there = street.marlow.thread_at(&Street::address(&street.maple, thread)).await;
    let tea = street.marlow.comment(there, "Tea helps me a little.").await;
    street.settle().await;
    assert_eq!(street.june.reads(thread).await, [Some("Tea helps me a little.".to_owned())]);
    let back = street.marlow.start(&owls_at_harbor, "From the other side", "Hello over there.").await;
    street.settle().await;
    assert_eq!(street.june.titles(&owls).await, ["From the other side", "Awake again"]);
    let here = street.june.thread_at(&Street::address(&street.harbor, back)).await;
    let answer = street.june.comment(here, "Good to hear you.").await;
    street.settle().await;
    assert_eq!(street.marlow.reads(back).await, [Some("Good to hear you.".to_owned())]);

    street.june.edit(answer, "Good to hear you tonight.").await;
    street.marlow.edit(tea, "Tea helps me a lot.").await;
    street.settle().await;
    assert_eq!(street.marlow.reads(back).await, [Some("Good to hear you tonight.".to_owned())]);
    assert_eq!(street.june.reads(thread).await, [Some("Tea helps me a lot.".to_owned())]);
    street.june.delete(answer).await;
    street.marlow.delete(tea).await;
    street.settle().await;
    assert_eq!(street.june.reads(thread).await, [None]);
    assert_eq!(street.marlow.reads(back).await, [None]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "two processes"]
async fn what_a_moderator_decides_holds_on_both_servers() {
    on_both_engines(decide).await;
}

async fn decide(street: Street) {
    let (owls, _) = street.share("night-owls").await;
    let thread = street.june.start(&owls, "Awake again", "The house is quiet and I am not.").await;
    street.settle().await;
    let there = street.marlow.thread_at(&Street::address(&street.maple, thread)).await;
    let comment = street.marlow.comment(there, "Something that does not belong here.").await;
    street.settle().await;
    let database = &street.june.instance.database;
    let mut tx = database.write().await.unwrap();
    let lead = moderation::team::moderator(&mut tx, &street.june.member, &owls).await.unwrap().unwrap();
    let address = format!("{}comments/{comment}", street.harbor.base());
    let subject = forum::objects::by_object(&mut tx, &address).await.unwrap().unwrap();
    for (kind, subject) in
        [(measures::Kind::Remove, subject), (measures::Kind::Lock, Subject::Thread(thread))]
    {
        let matter = measures::Matter {
            kind,
            subject,
            guideline: Some(1),
            words: "Let us keep it kind.".into(),
            ends: None,
        };
        measures::take(&mut tx, &lead, matter, street.june.member.secrets()).await.unwrap();
    }
    tx.commit().await.unwrap();
    street.settle().await;
    assert_eq!(street.marlow.reads(there).await, [None]);
    let mut tx = street.marlow.instance.database.write().await.unwrap();
    let draft = forum::CommentDraft { body: "One more.".into(), ..Default::default() };
    let refused = forum::comments::post(&mut tx, &street.marlow.member, there, draft).await;
    assert!(matches!(refused, Err(forum::Refusal::Locked)), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "two processes"]
async fn a_ban_at_home_is_a_ban_abroad() {
    on_both_engines(ban).await;
}

async fn ban(street: Street) {
    let (owls, owls_at_harbor) = street.share("night-owls").await;
    let theirs = street.marlow.start(&owls_at_harbor, "Something unkind", "It does not belong here.").await;
    street.settle().await;
    let here = street.june.thread_at(&Street::address(&street.harbor, theirs)).await;
    let mut tx = street.june.instance.database.write().await.unwrap();
    let lead = moderation::team::moderator(&mut tx, &street.june.member, &owls).await.unwrap().unwrap();
    let author = forum::threads::show_any(&mut tx, here).await.unwrap().unwrap().author.id;
    let matter = measures::Matter {
        kind: measures::Kind::Ban,
        subject: Subject::Persona(author),
        guideline: Some(1),
        words: "Please take a break from here.".into(),
        ends: None,
    };
    measures::take(&mut tx, &lead, matter, street.june.member.secrets()).await.unwrap();
    tx.commit().await.unwrap();
    street.settle().await;
    let mut tx = street.marlow.instance.database.write().await.unwrap();
    let draft = forum::CommentDraft { body: "One more.".into(), ..Default::default() };
    let refused = forum::comments::post(&mut tx, &street.marlow.member, theirs, draft).await;
    assert!(matches!(refused, Err(forum::Refusal::Banned(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "two processes"]
async fn thirty_kills_during_a_thousand_comments_lose_nothing() {
    const COMMENTS: usize = 1_000;
    const KILLS: usize = 30;
    let mut street = Street::open(Place::sqlite(), Place::postgres().await).await;
    let (owls, _) = street.share("night-owls").await;
    let thread = street.june.start(&owls, "A long night", "Keep me company.").await;
    street.settle().await;
    let june = street.june.clone();
    let write = async |numbers: Range<usize>| {
        for number in numbers {
            june.comment(thread, &format!("Comment number {number}, and the kettle is on.")).await;
        }
    };
    // Each time it dies with comments on their way, at another moment of its work.
    for (number, moment) in (0..KILLS).zip((0..).step_by(37)) {
        let killing = async {
            tokio::time::sleep(Duration::from_millis(100 + moment % 400)).await;
            street.harbor.kill().await;
            street.harbor.wake().await;
        };
        tokio::join!(write(number * COMMENTS / KILLS..(number + 1) * COMMENTS / KILLS), killing);
    }
    street.settle().await;
    let there = street.marlow.thread_at(&Street::address(&street.maple, thread)).await;
    let (here, there) = (street.june.reads(thread).await, street.marlow.reads(there).await);
    assert_eq!(here.len(), COMMENTS);
    assert_eq!(here, there);
}
