//! Two houses, one conversation.

use forum::{CommentDraft, Note, State, ThreadDraft, comments, threads};
use members::Audience;
use moderation::Subject;

use crate::rig::{Porch, settle, shared};

#[tokio::test]
async fn a_thread_and_comments_cross_both_ways() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let thread =
        maple.start(&maple.founder, &kitchen, "Fog on the water", "Could not see the **boats**.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await;
    assert_eq!(copy.title.as_deref(), Some("Fog on the water"));
    assert!(copy.html.unwrap().contains("<strong>boats</strong>"));
    assert_eq!(copy.community_id, there.id);

    let answer = harbor.say(&sailor, copy.id, "It lifts by noon.").await;
    settle(&[&maple, &harbor]).await;
    let heard = maple.comment_of(&harbor.url(&format!("/comments/{answer}"))).await;
    assert_eq!(heard.thread_id, thread);
    let name = harbor.persona(&sailor, &there).await.name;
    assert_eq!((heard.author.name, heard.author.host), (name, harbor.host.clone()));

    let back = maple.reply(&maple.founder, thread, Some(heard.id), "Good.").await;
    settle(&[&maple, &harbor]).await;
    let heard = harbor.comment_of(&maple.url(&format!("/comments/{back}"))).await;
    assert_eq!(heard.parent_id, Some(answer));
    assert_eq!(maple.texts(thread).await, harbor.texts(copy.id).await);
}

#[tokio::test]
async fn a_member_starts_a_thread_in_the_others_community() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let thread = harbor.start(&sailor, &there, "From over here", "Hello, kitchen.").await;
    settle(&[&maple, &harbor]).await;
    let heard = maple.thread_of(&harbor.url(&format!("/t/{thread}"))).await;
    assert_eq!(heard.community_id, kitchen.id);
    maple.say(&maple.founder, heard.id, "Hello, harbor.").await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.texts(thread).await, ["Hello, harbor."]);
}

#[tokio::test]
async fn edits_deletions_and_notes_cross() {
    let (maple, harbor, kitchen, _, sailor) = shared().await;
    let mut tx = maple.write().await;
    let notes = vec![Note::Method, Note::Brand];
    let draft = ThreadDraft {
        title: "A hard day".to_owned(),
        body: "It was hard.".to_owned(),
        notes: notes.clone(),
        unlisted: true,
        ..ThreadDraft::default()
    };
    let thread = threads::start(&mut tx, &maple.founder, &kitchen, draft).await.unwrap().id;
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let object = maple.url(&format!("/t/{thread}"));
    let copy = harbor.thread_of(&object).await;
    assert_eq!(copy.notes, [Note::Brand, Note::Method]);
    assert!(!copy.html.unwrap().contains("Content note"));
    assert!(copy.unlisted, "search found there what its author keeps out of it");

    let answer = harbor.say(&sailor, copy.id, "I hear you.").await;
    let mut tx = maple.write().await;
    let draft = ThreadDraft {
        title: "A hard day, over".to_owned(),
        body: "It passed.".to_owned(),
        ..Default::default()
    };
    threads::edit(&mut tx, &maple.founder, thread, 1, draft).await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&object).await;
    assert_eq!(copy.title.as_deref(), Some("A hard day, over"));
    assert!(copy.edited_hour.is_some() && copy.notes.is_empty() && !copy.unlisted);

    let mut tx = harbor.write().await;
    let draft = CommentDraft {
        body: "I hear you, friend.".to_owned(),
        notes: vec![Note::Other],
        ..Default::default()
    };
    comments::edit(&mut tx, &sailor, answer, 1, draft).await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let heard = maple.comment_of(&harbor.url(&format!("/comments/{answer}"))).await;
    assert_eq!(heard.notes, [Note::Other]);
    assert_eq!(maple.texts(thread).await, ["I hear you, friend."]);

    let mut tx = harbor.write().await;
    comments::delete(&mut tx, &sailor, answer).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = maple.write().await;
    threads::delete(&mut tx, &maple.founder, thread).await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    assert_eq!(maple.comment(heard.id).await.state, State::Deleted);
    assert_eq!(harbor.thread_of(&object).await.state, State::Deleted);
    for porch in [&maple, &harbor] {
        let left = porch.count(
            "SELECT (SELECT COUNT(*) FROM sent WHERE body LIKE '%It passed%' OR body LIKE '%hear you%') + \
             (SELECT COUNT(*) FROM received WHERE body LIKE '%It passed%' OR body LIKE '%hear you%')",
        );
        assert_eq!(left.await, 0, "no words of it are left");
    }
}

#[tokio::test]
async fn what_is_held_is_told_when_the_hold_is_lifted() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let links: String = (0..8).map(|number| format!("<https://link{number}.example> ")).collect();
    let thread = maple.start(&maple.founder, &kitchen, "Links", "Some.").await;
    let ours = maple.say(&maple.founder, thread, &links).await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    assert!(harbor.texts(copy).await.is_empty());
    release(&maple, &kitchen, Subject::Comment(ours)).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.texts(copy).await.len(), 1);

    // What comes from elsewhere is screened where it is read, and passed on when it may be.
    let theirs = harbor.start(&sailor, &there, "More links", &links).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.thread(theirs).await.state, State::Held, "nothing held is sent");
    assert_eq!(maple.count("SELECT COUNT(*) FROM threads").await, 1);
}

async fn release(porch: &Porch, community: &members::Community, subject: Subject) {
    let mut tx = porch.write().await;
    let held = moderation::measures::unlifted(&mut tx, subject).await.unwrap();
    drop(tx);
    porch.lift(community, held[0].id).await;
}

#[tokio::test]
async fn a_house_is_not_on_the_wire() {
    let (maple, harbor, ..) = shared().await;
    let house = maple.found("living-room", Audience::House).await;
    let thread = maple.start(&maple.founder, &house, "Dishes", "Whose turn?").await;
    maple.say(&maple.founder, thread, "Mine.").await;
    let before = maple.count("SELECT COUNT(*) FROM sent").await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(maple.count("SELECT COUNT(*) FROM sent").await, before);
}

#[tokio::test]
async fn an_answer_mentions_whoever_lives_elsewhere_and_nobody_else() {
    let s = crate::world::scene().await;
    let heard = s.known_note(&s.bob, "They will turn red.").await;
    let heard = s.maple.comment_of(&heard).await;
    let answer = s.maple.reply(&s.maple.founder, heard.thread_id, Some(heard.id), "Soon?").await;
    let own = s.maple.say(&s.maple.founder, heard.thread_id, "I will wait.").await;
    let (_, note) = s.maple.read(&format!("/comments/{answer}")).await;
    let name = format!("@bob@{}", s.world.host("other"));
    assert_eq!(note["tag"], serde_json::json!([{ "type": "Mention", "href": s.bob, "name": name }]));
    let (_, note) = s.maple.read(&format!("/comments/{own}")).await;
    assert!(note.get("tag").is_none(), "the thread is our own");
}
