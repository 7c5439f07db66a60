//! What moderators decide here counts there.

use forum::{CommentDraft, Refusal, State, comments};
use moderation::{Standing, Subject, cases, measures::Kind, screening::Lane, standing};

use crate::rig::{settle, shared};

#[tokio::test]
async fn a_removal_and_its_end_cross() {
    let (maple, harbor, kitchen, _, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    let ours = maple.say(&maple.founder, thread, "With bread.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await;
    let theirs = harbor.say(&sailor, copy.id, "With salt.").await;
    settle(&[&maple, &harbor]).await;
    let heard = maple.comment_of(&harbor.url(&format!("/comments/{theirs}"))).await.id;

    let first = maple.take(&kitchen, Kind::Remove, Subject::Comment(ours)).await;
    let second = maple.take(&kitchen, Kind::Remove, Subject::Comment(heard)).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.texts(copy.id).await, ["", ""]);
    assert_eq!(harbor.comment(theirs).await.state, State::Removed);

    maple.lift(&kitchen, first).await;
    maple.lift(&kitchen, second).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.texts(copy.id).await, ["With bread.", "With salt."]);
}

#[tokio::test]
async fn b23_what_was_removed_is_not_revived_by_an_edit() {
    let (maple, harbor, kitchen, _, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await;
    let theirs = harbor.say(&sailor, copy.id, "With salt.").await;
    settle(&[&maple, &harbor]).await;
    let heard = maple.comment_of(&harbor.url(&format!("/comments/{theirs}"))).await.id;
    maple.take(&kitchen, Kind::Remove, Subject::Comment(heard)).await;
    let mut tx = harbor.write().await;
    let draft = CommentDraft { body: "With more salt.".to_owned(), ..Default::default() };
    comments::edit(&mut tx, &sailor, theirs, 1, draft).await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    assert_eq!(maple.comment(heard).await.state, State::Removed);
    assert_eq!(maple.texts(thread).await, [""]);
}

#[tokio::test]
async fn a_lock_and_its_end_cross() {
    let (maple, harbor, kitchen, _, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let object = maple.url(&format!("/t/{thread}"));
    let lock = maple.take(&kitchen, Kind::Lock, Subject::Thread(thread)).await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&object).await;
    assert!(copy.locked);
    let mut tx = harbor.write().await;
    let draft = CommentDraft { body: "Too late.".to_owned(), ..Default::default() };
    let refused = comments::post(&mut tx, &sailor, copy.id, draft).await;
    assert!(matches!(refused, Err(Refusal::Locked)));
    drop(tx);
    maple.lift(&kitchen, lock).await;
    settle(&[&maple, &harbor]).await;
    assert!(!harbor.thread_of(&object).await.locked);
}

#[tokio::test]
async fn a_pin_and_its_end_cross() {
    let (maple, harbor, kitchen, ..) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Welcome", "Come in.").await;
    settle(&[&maple, &harbor]).await;
    let object = maple.url(&format!("/t/{thread}"));
    let pin = maple.take(&kitchen, Kind::Pin, Subject::Thread(thread)).await;
    settle(&[&maple, &harbor]).await;
    assert!(harbor.thread_of(&object).await.pinned);
    maple.lift(&kitchen, pin).await;
    settle(&[&maple, &harbor]).await;
    assert!(!harbor.thread_of(&object).await.pinned);
}

#[tokio::test]
async fn a_ban_and_its_end_cross() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await;
    let theirs = harbor.say(&sailor, copy.id, "Buy my pills.").await;
    settle(&[&maple, &harbor]).await;
    let seller = maple.comment_of(&harbor.url(&format!("/comments/{theirs}"))).await.author.id;
    let ban = maple.take(&kitchen, Kind::Ban, Subject::Persona(seller)).await;
    settle(&[&maple, &harbor]).await;
    let mut tx = harbor.write().await;
    let found = standing::of(&mut tx, &sailor, &there).await.unwrap();
    assert!(matches!(found, Standing::Banned(_)), "the ban holds for the member, whatever name they wear");
    drop(tx);
    maple.lift(&kitchen, ban).await;
    settle(&[&maple, &harbor]).await;
    let mut tx = harbor.write().await;
    assert_eq!(standing::of(&mut tx, &sailor, &there).await.unwrap(), Standing::Free);
}

#[tokio::test]
async fn the_other_server_lists_the_pooled_moderators() {
    let (maple, harbor, kitchen, there, _) = shared().await;
    let mut tx = harbor.write().await;
    let team = moderation::team::list(&mut tx, there.id).await.unwrap();
    let names: Vec<&str> = team.iter().map(|(persona, _)| persona.actor_id.as_deref().unwrap()).collect();
    assert_eq!(names, [maple.url(&format!("/p/moderators_{}", kitchen.handle))]);
}

#[tokio::test]
async fn a_report_about_somebody_elsewhere_reaches_their_moderators() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await;
    let mut tx = harbor.write().await;
    use moderation::reports::{self, Reason, Reporter};
    let (reporter, subject) = (Reporter::Member(&sailor), Subject::Thread(copy.id));
    reports::file(&mut tx, reporter, there.id, subject, Reason::Danger, "I am worried.").await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let mut tx = maple.write().await;
    let open = reports::about(&mut tx, kitchen.id, Subject::Thread(thread)).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].reason, open[0].words.as_str()), (Reason::Danger, "I am worried."));
    assert_eq!(open[0].host, harbor.host);
    assert_eq!(cases::waiting(&mut tx, kitchen.id).await.unwrap(), [(Lane::ImminentDanger, 1)]);
}
