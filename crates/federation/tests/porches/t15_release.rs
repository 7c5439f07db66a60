//! The careful release: until it is due nobody elsewhere learns of what a one-time name wrote, and then no more than
//! that it was written in this hour.

use forum::{CommentDraft, ThreadDraft, comments, threads};
use members::{Audience, Community, Member};
use moderation::{Subject, measures::Kind, reports};
use serde_json::Value;
use store::{CommentId, Database, Mutant, ThreadId};

use crate::{
    giving::all_bodies,
    rig::{Bodies, Porch, settle, shared},
};

/// Longer than any default release takes.
const FOUR_HOURS: i64 = 4 * 3_600;

/// The activities in which something is the object, its own or announced, by type.
fn told(bodies: &Bodies, object: &str) -> Vec<String> {
    let bodies = bodies.lock().unwrap();
    let about = |body: &Value| {
        let what = &body["object"];
        what == object || what["id"] == object || what["object"] == object
    };
    let mut types: Vec<String> = bodies
        .iter()
        .filter(|body| body["actor"].is_string() && body["type"] != "Announce" && about(body))
        .map(|body| body["type"].as_str().unwrap_or_default().to_owned())
        .collect();
    types.dedup();
    types
}

/// Lets time pass everywhere: a signature of another hour is refused.
fn pass(porches: &[&Porch]) {
    porches.iter().for_each(|porch| porch.pass(FOUR_HOURS));
}

async fn edit(porch: &Porch, member: &Member, comment: CommentId, version: i64, body: &str) {
    let mut tx = porch.write().await;
    let draft = CommentDraft { body: body.to_owned(), ..CommentDraft::default() };
    comments::edit(&mut tx, member, comment, version, draft).await.unwrap();
    tx.commit().await.unwrap();
}

async fn delete(porch: &Porch, member: &Member, comment: CommentId) {
    let mut tx = porch.write().await;
    comments::delete(&mut tx, member, comment).await.unwrap();
    tx.commit().await.unwrap();
}

/// Everything a member can do around words that wait; "Marigold" is in all of them and in their names' documents.
async fn busy(maple: &Porch, garden: &Community) -> (ThreadId, CommentId) {
    let (founder, kim) = (&maple.founder, maple.member("kim").await);
    maple.belong(&kim, garden).await;
    let open = maple.start(founder, garden, "Roses", "They are red.").await;
    let waiting = maple.say_once(&kim, open, None, "Marigold one").await;
    let answer = maple.reply(founder, open, Some(waiting), "Marigold two, in answer").await;
    maple.reply(&kim, open, Some(answer), "Marigold three").await;
    let hidden = maple.start_once(&kim, garden, "Marigold four").await;
    maple.say(founder, hidden, "Marigold five").await;
    edit(maple, &kim, waiting, 1, "Marigold six").await;
    maple.take(garden, Kind::Pin, Subject::Thread(hidden)).await;
    maple.take(garden, Kind::Lock, Subject::Thread(hidden)).await;
    let author = maple.thread(hidden).await.author.id;
    maple.take(garden, Kind::Ban, Subject::Persona(author)).await;
    let mut tx = maple.write().await;
    let (by, subject) = (reports::Reporter::Member(founder), Subject::Comment(waiting));
    reports::file(&mut tx, by, garden.id, subject, reports::Reason::Spam, "Marigold seven").await.unwrap();
    tx.commit().await.unwrap();
    (hidden, waiting)
}

/// The gate: nothing that waits is in a message, a document or a list.
async fn nothing_is_known() -> Result<(), String> {
    let maple = Porch::open("maple").await;
    let garden = maple.found("garden", Audience::Open).await;
    let sent = maple.capture();
    let (hidden, waiting) = busy(&maple, &garden).await;
    settle(&[&maple]).await;
    if maple.let_go().await != 0 {
        return Err("something left before its hour".to_owned());
    }
    let mut texts: Vec<String> = sent.lock().unwrap().iter().map(Value::to_string).collect();
    texts.push(all_bodies(&maple).await);
    let names = [maple.thread(hidden).await.author.id, maple.comment(waiting).await.author.id];
    let mut telling = vec!["Marigold".to_owned(), hidden.to_string(), waiting.to_string()];
    for name in names {
        let mut tx = maple.write().await;
        telling.push(members::personas::get(&mut tx, name).await.unwrap().unwrap().handle);
    }
    // The lists of where to look are made of these numbers themselves: what counts is what is answered.
    match telling.iter().find(|word| texts.iter().any(|text| text.contains(*word))) {
        Some(word) => Err(format!("{word} is known elsewhere")),
        None => Ok(()),
    }
}

#[tokio::test]
async fn nothing_of_what_waits_is_known_elsewhere() {
    assert_eq!(nothing_is_known().await, Ok(()));
}

#[tokio::test]
async fn what_is_answered_before_its_release_is_caught() {
    Mutant::UnreleasedAnswered.switch_on();
    assert!(nothing_is_known().await.is_err());
}

#[tokio::test]
async fn what_leaves_at_once_is_caught() {
    Mutant::ReleaseAtOnce.switch_on();
    assert!(nothing_is_known().await.is_err());
}

#[tokio::test]
async fn what_waited_leaves_as_one_and_then_what_waited_for_it() {
    let (maple, harbor, kitchen, _, _) = shared().await;
    let kim = maple.member("kim").await;
    maple.belong(&kim, &kitchen).await;
    let thread = maple.start(&maple.founder, &kitchen, "Soup", "Hot.").await;
    settle(&[&maple, &harbor]).await;
    let sent = maple.capture();
    let waiting = maple.say_once(&kim, thread, None, "With salt").await;
    let answer = maple.reply(&maple.founder, thread, Some(waiting), "Not too much").await;
    let usual = maple.say(&maple.founder, thread, "Or without").await;
    edit(&maple, &kim, waiting, 1, "With pepper").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    assert_eq!(harbor.texts(copy).await, ["Or without"], "long-lived names leave at once");

    let (written, later) =
        (maple.comment(waiting).await.hour, maple.test.database.clock().hour().plus_hours(4));
    pass(&[&maple, &harbor]);
    assert_eq!(maple.let_go().await, 1);
    assert_eq!(maple.let_go().await, 0);
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.texts(copy).await, ["Or without", "With pepper", "Not too much"]);
    let address = |id: CommentId| maple.url(&format!("/comments/{id}"));
    assert_eq!(told(&sent, &address(waiting)), ["Create"], "only the final text, once");
    let object = maple.read(&format!("/comments/{waiting}")).await;
    assert_eq!(object.0, 404, "a stranger reads no circle");
    let now = maple.comment(waiting).await;
    assert_ne!(written, later);
    assert_eq!((now.hour, now.edited_hour), (later, None), "it counts as written when it left");
    assert!(harbor.comment_of(&address(waiting)).await.hour == later);
    // The order of the list is the order of leaving, not of writing.
    let mut tx = maple.write().await;
    let left: Vec<(i64, Option<i64>)> = tx
        .sql("SELECT id, left_after FROM comments WHERE thread_id = $1 ORDER BY ordinal")
        .bind(thread)
        .all()
        .await
        .unwrap();
    drop(tx);
    assert_eq!(left, [(waiting.0, Some(3)), (answer.0, Some(3)), (usual.0, None)]);

    // A later edit waits as well; a deletion does not.
    edit(&maple, &kim, waiting, 2, "With neither").await;
    settle(&[&maple, &harbor]).await;
    assert!(harbor.texts(copy).await.contains(&"With pepper".to_owned()));
    pass(&[&maple, &harbor]);
    assert_eq!(maple.let_go().await, 1);
    settle(&[&maple, &harbor]).await;
    assert!(harbor.texts(copy).await.contains(&"With neither".to_owned()));
    delete(&maple, &kim, waiting).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(told(&sent, &address(waiting)), ["Create", "Update", "Delete"]);
    assert_eq!(harbor.texts(copy).await, ["Or without", "", "Not too much"]);
}

#[tokio::test]
async fn a_deletion_before_the_release_sends_nothing_and_frees_the_answers() {
    let (maple, harbor, kitchen, _, _) = shared().await;
    let kim = maple.member("kim").await;
    maple.belong(&kim, &kitchen).await;
    let thread = maple.start(&maple.founder, &kitchen, "Soup", "Hot.").await;
    settle(&[&maple, &harbor]).await;
    let sent = maple.capture();
    let waiting = maple.say_once(&kim, thread, None, "With salt").await;
    let answer = maple.reply(&maple.founder, thread, Some(waiting), "Not too much").await;
    let whole = maple.start_once(&kim, &kitchen, "Bread").await;
    maple.say(&maple.founder, whole, "With butter").await;
    delete(&maple, &kim, waiting).await;
    let mut tx = maple.write().await;
    threads::delete(&mut tx, &kim, whole).await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    assert_eq!(harbor.texts(copy).await, ["Not too much"]);
    let heard = harbor.comment_of(&maple.url(&format!("/comments/{answer}"))).await;
    assert_eq!(heard.parent_id, None, "what nobody heard of is not named");
    pass(&[&maple, &harbor]);
    assert_eq!(maple.let_go().await, 0);
    settle(&[&maple, &harbor]).await;
    let all: String = sent.lock().unwrap().iter().map(Value::to_string).collect();
    assert!(
        !all.contains(&waiting.to_string()) && !all.contains(&whole.to_string()) && !all.contains("butter")
    );
    assert_eq!(maple.read(&format!("/comments/{waiting}")).await.0, 404, "not even that it is gone");
}

/// Lets go what is due as a node does that looks again and again; answers how much that was.
async fn lets_go(database: &Database) -> usize {
    let mut all = 0;
    loop {
        let mut tx = database.write().await.unwrap();
        let count = forum::releases::run_due(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        all += count;
        if count == 0 {
            return all;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_let_each_thing_go_once() {
    const WAITING: usize = 40;
    let (maple, harbor, kitchen, _, _) = shared().await;
    let kim = maple.member("kim").await;
    maple.belong(&kim, &kitchen).await;
    let thread = maple.start(&maple.founder, &kitchen, "Soup", "Hot.").await;
    settle(&[&maple, &harbor]).await;
    for number in 0..WAITING {
        maple.say_once(&kim, thread, None, &format!("Word {number}, of {} in all", number * 7)).await;
    }
    pass(&[&maple, &harbor]);
    let second = maple.second_node().await;
    let (first, second) = tokio::join!(lets_go(&maple.test.database), lets_go(&second));
    settle(&[&maple, &harbor]).await;
    println!("one node let go {first}, the other {second}");
    let created = maple
        .count("SELECT COUNT(*) FROM sent WHERE kind = 'Create' AND subject_id IN (SELECT id FROM comments)");
    assert_eq!((maple.count("SELECT COUNT(*) FROM releases").await, created.await), (0, WAITING as i64));
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    let heard = harbor.texts(copy).await;
    let different: std::collections::BTreeSet<&String> = heard.iter().collect();
    assert_eq!((heard.len(), different.len()), (WAITING, WAITING), "each was heard, and none came twice");
}

#[tokio::test]
async fn a_ban_on_a_name_that_nobody_knows_is_told_with_the_name() {
    let (maple, harbor, kitchen, _, _) = shared().await;
    let (kim, lee) = (maple.member("kim").await, maple.member("lee").await);
    let (mut names, mut written) = (Vec::new(), Vec::new());
    for member in [&kim, &lee] {
        maple.belong(member, &kitchen).await;
        let thread = maple.start_once(member, &kitchen, "Bread").await;
        let author = maple.thread(thread).await.author.id;
        written.push(thread);
        names.push(members::personas::get(&mut maple.write().await, author).await.unwrap().unwrap());
    }
    let sent = maple.capture();
    maple.take(&kitchen, Kind::Ban, Subject::Persona(names[0].id)).await;
    let early = maple.take(&kitchen, Kind::Ban, Subject::Persona(names[1].id)).await;
    maple.lift(&kitchen, early).await;
    settle(&[&maple, &harbor]).await;
    let address = |at: usize| maple.url(&format!("/p/{}", names[at].handle));
    assert!(told(&sent, &address(0)).is_empty() && told(&sent, &address(1)).is_empty());

    pass(&[&maple, &harbor]);
    assert_eq!(maple.let_go().await, 2);
    settle(&[&maple, &harbor]).await;
    assert_eq!(told(&sent, &address(0)), ["Block"]);
    assert!(told(&sent, &address(1)).is_empty(), "what was lifted meanwhile is nobody's business");
    let bans = "SELECT COUNT(*) FROM measures WHERE kind = 'ban' AND lifted_hour IS NULL";
    assert_eq!(harbor.count(bans).await, 1);

    let ban = maple.count("SELECT id FROM measures WHERE kind = 'ban' AND lifted_hour IS NULL").await;
    maple.lift(&kitchen, store::MeasureId(ban)).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.count(bans).await, 0);
    // What the name says afterwards does not tell it again.
    maple.say_once(&kim, written[0], None, "With butter").await;
    maple.take(&kitchen, Kind::Ban, Subject::Persona(names[0].id)).await;
    settle(&[&maple, &harbor]).await;
    pass(&[&maple, &harbor]);
    assert_eq!(maple.let_go().await, 1);
    settle(&[&maple, &harbor]).await;
    assert_eq!(told(&sent, &address(0)), ["Block", "Undo", "Block"]);
}

/// How often words are taken back at once: `TEST_REGRETS`, or a few times.
fn regrets() -> u64 {
    std::env::var("TEST_REGRETS").ok().and_then(|count| count.parse().ok()).unwrap_or(60)
}

/// The other nodes of one PostgreSQL go on between two statements: what is taken back while its event is being told must
/// not be read as written first, and then as waiting for nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_taken_back_while_they_are_looked_at_never_leave() {
    let (maple, harbor, kitchen, _, _) = shared().await;
    let kim = maple.member("kim").await;
    maple.belong(&kim, &kitchen).await;
    let thread = maple.start(&maple.founder, &kitchen, "Soup", "Hot.").await;
    settle(&[&maple, &harbor]).await;
    let sent = maple.capture();
    for regret in 0..regrets() {
        let regretted = maple.say_once(&kim, thread, None, "With zqpepper").await;
        tokio::time::sleep(std::time::Duration::from_micros(regret % 12 * 400)).await;
        delete(&maple, &kim, regretted).await;
    }
    settle(&[&maple, &harbor]).await;
    let told: Vec<String> = sent.lock().unwrap().iter().map(Value::to_string).collect();
    assert_eq!(told.iter().filter(|body| body.contains("zqpepper")).count(), 0);
}

/// The gate: of a name that took back all it wrote before anything of it left, nobody hears later either.
async fn stays_unheard_of() -> Result<(), String> {
    let (maple, harbor, kitchen, _, _) = shared().await;
    let kim = maple.member("kim").await;
    maple.belong(&kim, &kitchen).await;
    let thread = maple.start(&maple.founder, &kitchen, "Soup", "Hot.").await;
    let regretted = maple.say_once(&kim, thread, None, "With salt").await;
    let author = maple.comment(regretted).await.author.id;
    let name = members::personas::get(&mut maple.write().await, author).await.unwrap().unwrap();
    delete(&maple, &kim, regretted).await;
    settle(&[&maple, &harbor]).await;
    let sent = maple.capture();
    let ban = maple.take(&kitchen, Kind::Ban, Subject::Persona(author)).await;
    settle(&[&maple, &harbor]).await;
    maple.lift(&kitchen, ban).await;
    pass(&[&maple, &harbor]);
    maple.let_go().await;
    settle(&[&maple, &harbor]).await;
    let told: Vec<String> = sent.lock().unwrap().iter().map(Value::to_string).collect();
    let bodies = all_bodies(&maple).await;
    match told.iter().chain([&bodies]).find(|body| body.contains(&name.handle)) {
        Some(body) => Err(body.clone()),
        None => Ok(()),
    }
}

#[tokio::test]
async fn a_ban_on_a_name_that_took_everything_back_is_not_told() {
    assert_eq!(stays_unheard_of().await, Ok(()));
}

#[tokio::test]
async fn a_ban_that_tells_of_the_unheard_is_caught() {
    Mutant::BanTellsOfTheUnheard.switch_on();
    assert!(stays_unheard_of().await.is_err());
}

#[tokio::test]
async fn a_one_time_name_speaks_in_a_community_of_another_server() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let thread = harbor.start_once(&sailor, &there, "From over here").await;
    settle(&[&maple, &harbor]).await;
    assert!(maple.subject(&harbor.url(&format!("/t/{thread}"))).await.is_none());
    pass(&[&maple, &harbor]);
    assert_eq!(harbor.let_go().await, 1);
    settle(&[&maple, &harbor]).await;
    let heard = maple.thread_of(&harbor.url(&format!("/t/{thread}"))).await;
    assert_eq!(heard.community_id, kitchen.id);
    let usual = harbor.persona(&sailor, &there).await.name;
    assert_ne!(heard.author.name, usual);
    // What needs no waiting, does not.
    let mut tx = harbor.write().await;
    let draft = ThreadDraft {
        title: "Now".to_owned(),
        body: "I am about to relapse. Is anybody there?".to_owned(),
        signing: crate::rig::once(forum::Pace::NextDay),
        ..ThreadDraft::default()
    };
    let posted = threads::start(&mut tx, &sailor, &there, draft).await.unwrap();
    tx.commit().await.unwrap();
    assert!(posted.urgent);
    settle(&[&maple, &harbor]).await;
    assert!(maple.subject(&harbor.url(&format!("/t/{}", posted.id))).await.is_some());
}
