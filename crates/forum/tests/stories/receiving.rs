//! What comes from another server.

use crate::cast::{MANY_LINKS, incoming_comment, incoming_edit, incoming_thread, stage};
use forum::{Received, Refusal, State, comments, objects, text, threads};
use members::{notices, notices::Kind as Heard};
use moderation::{Subject, measures::Kind};

#[tokio::test]
async fn the_same_thing_arrives_once_however_often_it_is_sent() {
    let stage = stage().await;
    let pier = stage.remote_community().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let mut tx = stage.write().await;
    let (first, id) = threads::receive(&mut tx, &pier, incoming_thread(stranger, hour)).await.unwrap();
    let (second, same) = threads::receive(&mut tx, &pier, incoming_thread(stranger, hour)).await.unwrap();
    assert!(matches!((first, second), (Received::New, Received::Unchanged)) && id == same);
    let thread = id.unwrap();
    let (first, id) =
        comments::receive(&mut tx, &pier, thread, incoming_comment(1, stranger, hour)).await.unwrap();
    let (second, same) =
        comments::receive(&mut tx, &pier, thread, incoming_comment(1, stranger, hour)).await.unwrap();
    assert!(matches!((first, second), (Received::New, Received::Unchanged)) && id == same);
    let found = objects::by_object(&mut tx, "https://harbor.example/comments/1").await.unwrap();
    assert_eq!(found, id.map(Subject::Comment));
    let shown = threads::show_any(&mut tx, thread).await.unwrap().unwrap();
    assert_eq!(
        (shown.comments, shown.title.as_deref(), &*shown.author.host),
        (1, Some("Fog on the water"), "harbor.example")
    );
}

#[tokio::test]
async fn a_time_ahead_of_us_counts_as_now_and_an_old_one_as_its_month() {
    let stage = stage().await;
    let pier = stage.remote_community().await;
    let stranger = stage.stranger().await;
    let now = stage.test.database.clock().hour();
    let mut tx = stage.write().await;
    let (_, id) =
        threads::receive(&mut tx, &pier, incoming_thread(stranger, now.plus_hours(9_000))).await.unwrap();
    let thread = threads::show_any(&mut tx, id.unwrap()).await.unwrap().unwrap();
    assert_eq!(thread.hour, now);
    let old = now.plus_hours(-2_000);
    let (_, id) =
        comments::receive(&mut tx, &pier, thread.id, incoming_comment(1, stranger, old)).await.unwrap();
    assert_eq!(comments::show_any(&mut tx, id.unwrap()).await.unwrap().unwrap().hour, old.month());
}

#[tokio::test]
async fn an_older_edit_never_overwrites_a_newer_one() {
    let stage = stage().await;
    let pier = stage.remote_community().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let mut tx = stage.write().await;
    let (_, id) = threads::receive(&mut tx, &pier, incoming_thread(stranger, hour)).await.unwrap();
    let thread = id.unwrap();
    let (_, id) =
        comments::receive(&mut tx, &pier, thread, incoming_comment(1, stranger, hour)).await.unwrap();
    let comment = id.unwrap();
    for (words, updated, changes) in
        [("second", 2_000, true), ("first", 1_000, false), ("second", 2_000, false), ("third", 3_000, true)]
    {
        let thread = threads::receive_edit(&mut tx, thread, incoming_edit(words, updated)).await.unwrap();
        let comment = comments::receive_edit(&mut tx, comment, incoming_edit(words, updated)).await.unwrap();
        assert_eq!(matches!((thread, comment), (Received::Changed, Received::Changed)), changes, "{words}");
    }
    let shown = threads::show_any(&mut tx, thread).await.unwrap().unwrap();
    assert_eq!(
        (shown.html.as_deref(), shown.title.as_deref()),
        (Some("<p>third</p>"), Some("Fog on the water"))
    );
    assert_eq!(
        comments::show_any(&mut tx, comment).await.unwrap().unwrap().html.as_deref(),
        Some("<p>third</p>")
    );
}

#[tokio::test]
async fn nothing_that_was_removed_or_deleted_comes_back_by_itself() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let thread = stage.start(&stage.newcomer, "Visitors").await;
    let mut tx = stage.write().await;
    let (_, id) = comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(1, stranger, hour))
        .await
        .unwrap();
    let removed = id.unwrap();
    let (_, id) = comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(2, stranger, hour))
        .await
        .unwrap();
    let deleted = id.unwrap();
    assert!(matches!(comments::receive_delete(&mut tx, deleted).await.unwrap(), Received::Changed));
    assert!(matches!(comments::receive_delete(&mut tx, deleted).await.unwrap(), Received::Unchanged));
    tx.commit().await.unwrap();
    stage.take(Kind::Remove, Subject::Comment(removed)).await;
    let mut tx = stage.write().await;
    comments::receive_edit(&mut tx, removed, incoming_edit("again", 5_000)).await.unwrap();
    comments::receive_edit(&mut tx, deleted, incoming_edit("again", 5_000)).await.unwrap();
    for number in [1, 2] {
        comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(number, stranger, hour))
            .await
            .unwrap();
    }
    let state = comments::show_any(&mut tx, removed).await.unwrap().unwrap().state;
    assert_eq!(state, State::Removed);
    let state = comments::show_any(&mut tx, deleted).await.unwrap().unwrap().state;
    assert_eq!(state, State::Deleted);
    comments::receive_delete(&mut tx, removed).await.unwrap();
    for id in [removed, deleted] {
        assert!(matches!(
            comments::restore(&mut tx, id, incoming_edit("back", 6_000)).await.unwrap(),
            Received::Changed
        ));
    }
    let back = comments::show_any(&mut tx, deleted).await.unwrap().unwrap();
    assert_eq!((back.state, back.html.as_deref()), (State::Shown, Some("<p>back</p>")));
    let hidden = comments::show_any(&mut tx, removed).await.unwrap().unwrap();
    assert_eq!((hidden.state, hidden.html), (State::Removed, None));
}

#[tokio::test]
async fn strangers_are_screened_banned_and_locked_out_like_everybody() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let thread = stage.start(&stage.newcomer, "Visitors").await;
    let mut tx = stage.write().await;
    let mut spam = incoming_comment(1, stranger, hour);
    spam.body_html = text::render(MANY_LINKS);
    let (_, id) = comments::receive(&mut tx, &stage.kitchen, thread, spam).await.unwrap();
    assert_eq!(comments::show_any(&mut tx, id.unwrap()).await.unwrap().unwrap().state, State::Held);
    tx.commit().await.unwrap();
    let lock = stage.take(Kind::Lock, Subject::Thread(thread)).await;
    let mut tx = stage.write().await;
    let (locked, _) = comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(2, stranger, hour))
        .await
        .unwrap();
    assert!(matches!(locked, Received::Refused(Refusal::Locked)));
    drop(tx);
    stage.lift(lock).await;
    stage.take(Kind::Ban, Subject::Persona(stranger)).await;
    let mut tx = stage.write().await;
    let (banned, _) = comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(3, stranger, hour))
        .await
        .unwrap();
    assert!(matches!(banned, Received::Refused(Refusal::Banned(_))));
    let edit = comments::receive_edit(&mut tx, id.unwrap(), incoming_edit("hello", 1)).await.unwrap();
    assert!(matches!(edit, Received::Refused(Refusal::Banned(_))));
}

#[tokio::test]
async fn a_strangers_answer_tells_the_local_author_and_ours_is_nobody_elses_to_edit() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let thread = stage.start(&stage.newcomer, "Visitors").await;
    let mine = stage.say(&stage.old_timer, thread, "welcome").await;
    let mut tx = stage.write().await;
    let mut answer = incoming_comment(1, stranger, hour);
    answer.parent = Some(mine);
    comments::receive(&mut tx, &stage.kitchen, thread, answer).await.unwrap();
    let heard = notices::list(&mut tx, &stage.old_timer, None).await.unwrap().items;
    assert_eq!(heard.iter().map(|notice| notice.kind).collect::<Vec<_>>(), [Heard::ReplyToComment]);
    let edit = comments::receive_edit(&mut tx, mine, incoming_edit("hacked", 1)).await.unwrap();
    assert!(matches!(edit, Received::Refused(Refusal::NotYours)));
    let edit = threads::receive_edit(&mut tx, thread, incoming_edit("hacked", 1)).await.unwrap();
    assert!(matches!(edit, Received::Refused(Refusal::NotYours)));
}

#[tokio::test]
async fn a_thread_without_a_title_is_named_after_its_first_words() {
    let stage = stage().await;
    let pier = stage.remote_community().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let mut tx = stage.write().await;
    let mut untitled = incoming_thread(stranger, hour);
    untitled.title = String::new();
    let (_, id) = threads::receive(&mut tx, &pier, untitled).await.unwrap();
    let shown = threads::show_any(&mut tx, id.unwrap()).await.unwrap().unwrap();
    assert_eq!(shown.title.as_deref(), Some("Could not see the boats."));
    let mut empty = incoming_thread(stranger, hour);
    empty.object_id.push('x');
    empty.title = "\u{202e}".to_owned();
    empty.body_html = "<img src=x>".to_owned();
    let (refused, _) = threads::receive(&mut tx, &pier, empty).await.unwrap();
    assert!(matches!(refused, Received::Refused(Refusal::TitleMissing)));
}

#[tokio::test]
async fn a_name_that_is_gone_takes_its_words_along() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let hour = stage.test.database.clock().hour();
    let thread = stage.start(&stage.newcomer, "Visitors").await;
    let mut tx = stage.write().await;
    let (_, id) = comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(1, stranger, hour))
        .await
        .unwrap();
    members::personas::forget(&mut tx, stranger).await.unwrap();
    objects::forget_words(&mut tx, stranger).await.unwrap();
    let gone = comments::show_any(&mut tx, id.unwrap()).await.unwrap().unwrap();
    assert_eq!(
        (gone.state, gone.html, &*gone.author.name, gone.author.deleted),
        (State::Deleted, None, "", true)
    );
    let (refused, _) =
        comments::receive(&mut tx, &stage.kitchen, thread, incoming_comment(2, stranger, hour))
            .await
            .unwrap();
    assert!(matches!(refused, Received::Refused(Refusal::Gone)));
}
