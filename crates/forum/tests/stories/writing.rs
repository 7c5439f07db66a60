//! Writing: threads and comments, their edits, and what is refused.

use crate::cast::{draft, once, stage, titled};
use forum::{CommentDraft, Note, Refusal, State, ThreadDraft, comments, threads, words};
use members::{Audience, belonging, communities, personas};
use moderation::{Subject, measures::Kind, team};
use store::{CommentId, Event, ThreadId};

#[tokio::test]
async fn a_newcomer_starts_a_thread_and_an_old_timer_answers() {
    let stage = stage().await;
    let mut tx = stage.write().await;
    let draft = ThreadDraft {
        notes: vec![Note::Death, Note::Amounts],
        ..titled(" First\n week ", "It is **hard**.")
    };
    let posted = threads::start(&mut tx, &stage.newcomer, &stage.kitchen, draft).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!posted.again && posted.verdict.hold().is_none());
    let thread = posted.id;
    let comment = stage.say(&stage.old_timer, thread, "It gets *easier*.").await;

    let viewer = stage.viewer(&stage.newcomer).await;
    let mut tx = stage.write().await;
    let (shown, community) = threads::show(&mut tx, &viewer, thread).await.unwrap().unwrap();
    assert_eq!(community.id, stage.kitchen.id);
    assert_eq!(shown.title.as_deref(), Some("First week"));
    assert_eq!(shown.html.as_deref(), Some("<p>It is <strong>hard</strong>.</p>\n"));
    assert_eq!(shown.notes, [Note::Amounts, Note::Death]);
    assert_eq!((shown.ordinal, shown.comments, shown.version, shown.state), (1, 1, 1, State::Shown));
    let page = comments::page(&mut tx, &viewer, (&shown, &community), 1).await.unwrap();
    assert_eq!(page.items[0].id, comment);
    assert_eq!(page.items[0].html.as_deref(), Some("<p>It gets <em>easier</em>.</p>\n"));
    assert_ne!(page.items[0].author.name, shown.author.name);
    let events = stage.members.database().events_after(0, 100).await.unwrap();
    assert!(
        events
            .iter()
            .any(|(_, event)| matches!(event, Event::ThreadStarted { thread: id, .. } if *id == thread))
    );
    assert!(
        events
            .iter()
            .any(|(_, event)| matches!(event, Event::CommentPosted { comment: id, .. } if *id == comment))
    );
}

#[tokio::test]
async fn what_is_missing_or_too_long_is_refused() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let mut tx = stage.write().await;
    for (title, body, key) in [
        (" \u{200b} ", "words", "refusal-title-missing"),
        (&*"t".repeat(201), "words", "refusal-title-too-long"),
        ("title", " \n ", "refusal-body-missing"),
        ("title", &*"w".repeat(20_001), "refusal-body-too-long"),
    ] {
        let refused =
            threads::start(&mut tx, &stage.newcomer, &stage.kitchen, titled(title, body)).await.unwrap_err();
        assert_eq!(refused.key(), key);
    }
    let refused = comments::post(&mut tx, &stage.newcomer, thread, draft("")).await.unwrap_err();
    assert!(matches!(refused, Refusal::BodyMissing));
    let longest = titled(&"ß".repeat(200), &"ß".repeat(20_000));
    threads::start(&mut tx, &stage.newcomer, &stage.kitchen, longest).await.unwrap();
}

#[tokio::test]
async fn who_does_not_belong_or_may_not_read_writes_nothing() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let mut tx = stage.write().await;
    belonging::leave(&mut tx, &stage.old_timer, &stage.kitchen).await.unwrap();
    let refused = comments::post(&mut tx, &stage.old_timer, thread, draft("hi")).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotAMember));
    let refused =
        threads::start(&mut tx, &stage.old_timer, &stage.kitchen, titled("a", "b")).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotAMember));
    let refused = comments::post(&mut tx, &stage.newcomer, ThreadId(5), draft("hi")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Gone));
}

#[tokio::test]
async fn a_closed_community_takes_nothing_new() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let mut tx = stage.write().await;
    communities::close(&mut tx, stage.kitchen.id).await.unwrap();
    let refused = comments::post(&mut tx, &stage.newcomer, thread, draft("hi")).await.unwrap_err();
    assert!(matches!(refused, Refusal::CommunityClosed));
}

#[tokio::test]
async fn only_a_readable_comment_of_the_same_thread_is_answered() {
    let stage = stage().await;
    let one = stage.start(&stage.newcomer, "One").await;
    let other = stage.start(&stage.newcomer, "Other").await;
    let comment = stage.say(&stage.newcomer, other, "over there").await;
    let removed = stage.say(&stage.newcomer, one, "not nice").await;
    stage.take(Kind::Remove, Subject::Comment(removed)).await;
    let mut tx = stage.write().await;
    for parent in [comment, removed, CommentId(77)] {
        let answer = CommentDraft { parent: Some(parent), ..draft("hm") };
        let refused = comments::post(&mut tx, &stage.old_timer, one, answer).await.unwrap_err();
        assert!(matches!(refused, Refusal::UnknownParent));
    }
}

#[tokio::test]
async fn a_form_sent_twice_posts_once_and_only_for_its_sender() {
    let stage = stage().await;
    let mut tx = stage.write().await;
    let form = ThreadDraft { once: once(1), ..titled("Twice", "Bad network") };
    let first = threads::start(&mut tx, &stage.newcomer, &stage.kitchen, form.clone()).await.unwrap();
    let second = threads::start(&mut tx, &stage.newcomer, &stage.kitchen, form.clone()).await.unwrap();
    assert!(second.again && second.id == first.id);
    let theirs = threads::start(&mut tx, &stage.old_timer, &stage.kitchen, form).await.unwrap();
    assert!(!theirs.again && theirs.id != first.id);
    let form = CommentDraft { once: once(2), ..draft("me too") };
    let first = comments::post(&mut tx, &stage.newcomer, theirs.id, form.clone()).await.unwrap();
    let second = comments::post(&mut tx, &stage.newcomer, theirs.id, form).await.unwrap();
    assert!(second.again && second.id == first.id);
    tx.commit().await.unwrap();
    for (forgotten, what) in [(0, "yesterday's are known"), (3, "the day after they are not")] {
        stage.test.database.clock().advance(chrono::Duration::days(1));
        let mut tx = stage.write().await;
        assert_eq!(forum::sent_forms::forget_old(&mut tx).await.unwrap(), forgotten, "{what}");
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn when_two_edits_meet_the_later_one_sees_the_words_of_the_first() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Draft").await;
    let comment = stage.say(&stage.newcomer, thread, "frist").await;
    let mut tx = stage.write().await;
    threads::edit(&mut tx, &stage.newcomer, thread, 1, titled("Better", "More")).await.unwrap();
    match threads::edit(&mut tx, &stage.newcomer, thread, 1, titled("Worse", "Less")).await.unwrap_err() {
        Refusal::EditedMeanwhile { title, theirs, version } => {
            assert_eq!((title.as_deref(), &*theirs, version), (Some("Better"), "More", 2));
        }
        other => panic!("{other}"),
    }
    comments::edit(&mut tx, &stage.newcomer, comment, 1, draft("first")).await.unwrap();
    let late = comments::edit(&mut tx, &stage.newcomer, comment, 1, draft("frist!")).await.unwrap_err();
    assert!(matches!(late, Refusal::EditedMeanwhile { title: None, version: 2, .. }));
    let shown = threads::show_any(&mut tx, thread).await.unwrap().unwrap();
    assert_eq!((shown.title.as_deref(), shown.version), (Some("Better"), 2));
    assert_eq!(shown.edited_hour, Some(stage.test.database.clock().hour()));
    let shown = comments::show_any(&mut tx, comment).await.unwrap().unwrap();
    assert_eq!(shown.html.as_deref(), Some("<p>first</p>\n"));
}

#[tokio::test]
async fn nobody_edits_or_deletes_what_somebody_else_wrote() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Mine").await;
    let comment = stage.say(&stage.newcomer, thread, "mine").await;
    stage.name(&stage.old_timer).await;
    let mut tx = stage.write().await;
    for member in [&stage.old_timer, &stage.founder] {
        let refusals = [
            threads::edit(&mut tx, member, thread, 1, titled("a", "b")).await.unwrap_err(),
            threads::delete(&mut tx, member, thread).await.unwrap_err(),
            comments::edit(&mut tx, member, comment, 1, draft("b")).await.unwrap_err(),
            comments::delete(&mut tx, member, comment).await.unwrap_err(),
        ];
        assert!(refusals.iter().all(|refusal| matches!(refusal, Refusal::NotYours)));
        assert!(words::own(&mut tx, member, Subject::Comment(comment)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_deletion_leaves_a_tombstone_and_not_a_word() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Too much said").await;
    let comment = stage.say(&stage.newcomer, thread, "far too much").await;
    let answer = stage.answer(&stage.old_timer, thread, comment, "thank you for telling us").await;
    let mut tx = stage.write().await;
    comments::delete(&mut tx, &stage.newcomer, comment).await.unwrap();
    threads::delete(&mut tx, &stage.newcomer, thread).await.unwrap();
    let raw: (String, String, String, String) = tx
        .sql("SELECT title, body, html, notes FROM threads WHERE id = $1")
        .bind(thread)
        .one()
        .await
        .unwrap();
    assert_eq!(raw, Default::default());
    let raw: (String, String, String) =
        tx.sql("SELECT body, html, notes FROM comments WHERE id = $1").bind(comment).one().await.unwrap();
    assert_eq!(raw, Default::default());
    let again = comments::delete(&mut tx, &stage.newcomer, comment).await.unwrap_err();
    assert!(matches!(again, Refusal::Gone));
    tx.commit().await.unwrap();
    let page = stage.read(&stage.old_timer, thread).await;
    assert_eq!(
        page.iter().map(|item| (item.id, item.state)).collect::<Vec<_>>(),
        [(comment, State::Deleted), (answer, State::Shown)]
    );
    assert!(page[0].html.is_none());
    let mut tx = stage.write().await;
    let refused = comments::post(&mut tx, &stage.old_timer, thread, draft("still?")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Gone));
}

#[tokio::test]
async fn in_a_locked_thread_only_moderators_still_write() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Heated").await;
    let lock = stage.take(Kind::Lock, Subject::Thread(thread)).await;
    let mut tx = stage.write().await;
    assert!(team::moderator(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap().is_none());
    let refused = comments::post(&mut tx, &stage.newcomer, thread, draft("but")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Locked));
    comments::post(&mut tx, &stage.founder, thread, draft("Let us sleep on it.")).await.unwrap();
    tx.commit().await.unwrap();
    stage.lift(lock).await;
    stage.say(&stage.newcomer, thread, "Good morning").await;
}

#[tokio::test]
async fn who_moved_out_deletes_but_does_not_edit() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Leaving").await;
    let mut tx = stage.write().await;
    belonging::leave(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap();
    let refused = threads::edit(&mut tx, &stage.newcomer, thread, 1, titled("a", "b")).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotAMember));
    threads::delete(&mut tx, &stage.newcomer, thread).await.unwrap();
}

#[tokio::test]
async fn two_communities_show_two_names() {
    let stage = stage().await;
    let porch = crate::cast::found(&stage.members, &stage.founder, "porch", Audience::Circle).await;
    stage.start(&stage.founder, "Kitchen").await;
    let mut tx = stage.write().await;
    let there = threads::start(&mut tx, &stage.founder, &porch, titled("Porch", "Hello")).await.unwrap();
    let there = threads::show_any(&mut tx, there.id).await.unwrap().unwrap();
    let here = personas::mine(&mut tx, &stage.founder, stage.kitchen.id).await.unwrap().unwrap();
    assert_ne!(there.author.id, here.id);
}

#[tokio::test]
async fn many_who_answer_at_once_each_get_a_place_of_their_own() {
    let stage = std::sync::Arc::new(stage().await);
    let thread = stage.start(&stage.newcomer, "Roll call").await;
    let speakers: Vec<_> = (0..6)
        .map(|speaker| {
            let stage = stage.clone();
            tokio::spawn(async move {
                let member = if speaker % 2 == 0 { &stage.newcomer } else { &stage.old_timer };
                for number in 0..8 {
                    stage.say(member, thread, &format!("{speaker} says {number}")).await;
                }
            })
        })
        .collect();
    for speaker in speakers {
        speaker.await.unwrap();
    }
    let ordinals: Vec<i64> =
        stage.read(&stage.founder, thread).await.iter().map(|item| item.ordinal).collect();
    assert_eq!(ordinals, (1..=48).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_form_sent_twice_at_the_same_moment_posts_once() {
    let stage = std::sync::Arc::new(stage().await);
    let thread = stage.start(&stage.newcomer, "Slow network").await;
    stage.name(&stage.old_timer).await;
    let sendings: Vec<_> = (0..4)
        .map(|_| {
            let stage = stage.clone();
            tokio::spawn(async move {
                stage.post(&stage.old_timer, thread, CommentDraft { once: once(7), ..draft("hello?") }).await
            })
        })
        .collect();
    let mut posted = Vec::new();
    for sending in sendings {
        posted.push(sending.await.unwrap());
    }
    assert!(posted.iter().all(|one| one.id == posted[0].id));
    assert_eq!(posted.iter().filter(|one| !one.again).count(), 1);
    assert_eq!(stage.read(&stage.founder, thread).await.len(), 1);
}
