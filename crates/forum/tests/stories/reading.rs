//! Reading: lists, feeds, pages, who sees what, notices and support.

use std::collections::HashSet;

use crate::cast::{MANY_LINKS, draft, found, stage, titled};
use forum::{Order, State, comments, feeds, support, threads, tree, words};
use members::{Audience, Member, Viewer, notices, notices::Kind as Heard};
use moderation::{
    Subject,
    cases::{self, Shelf},
    measures::Kind,
    screening::Outcome,
};
use store::{Event, ThreadId};

#[tokio::test]
async fn each_viewer_reads_what_the_audience_says() {
    let stage = stage().await;
    let mut shown = Vec::new();
    for (name, audience) in [("porch", Audience::Open), ("den", Audience::House), ("yard", Audience::Circle)]
    {
        let community = found(&stage.members, &stage.founder, name, audience).await;
        let mut tx = stage.write().await;
        let thread =
            threads::start(&mut tx, &stage.founder, &community, titled(name, "words")).await.unwrap();
        tx.commit().await.unwrap();
        shown.push((community, thread.id));
    }
    let viewers = [
        (Viewer::stranger(), [true, false, false]),
        (Viewer::peer("harbor.example", false), [true, false, false]),
        (Viewer::peer("harbor.example", true), [true, false, true]),
        (Viewer::blocked(), [false, false, false]),
        (stage.viewer(&stage.newcomer).await, [true, true, true]),
    ];
    let mut tx = stage.write().await;
    for (viewer, may) in viewers {
        for ((community, thread), may) in shown.iter().zip(may) {
            assert_eq!(threads::show(&mut tx, &viewer, *thread).await.unwrap().is_some(), may, "{viewer:?}");
            let list = threads::list(&mut tx, &viewer, community, Order::Newest, None).await.unwrap();
            assert_eq!(list.items.len(), usize::from(may));
        }
    }
}

#[tokio::test]
async fn a_removal_hides_and_its_lift_shows() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Offer").await;
    let comment = stage.say(&stage.newcomer, thread, "Cheap beds").await;
    let removal = stage.take(Kind::Remove, Subject::Comment(comment)).await;
    let page = stage.read(&stage.old_timer, thread).await;
    assert_eq!((page[0].state, page[0].html.clone()), (State::Removed, None));
    let mut tx = stage.write().await;
    let own = words::own(&mut tx, &stage.newcomer, Subject::Comment(comment)).await.unwrap().unwrap();
    assert_eq!((&*own.body, own.state), ("Cheap beds", State::Removed));
    assert!(comments::edit(&mut tx, &stage.newcomer, comment, 1, draft("sorry")).await.is_err());
    drop(tx);
    stage.lift(removal).await;
    assert_eq!(stage.read(&stage.old_timer, thread).await[0].state, State::Shown);
}

#[tokio::test]
async fn what_hides_a_thread_hides_its_comments_and_keeps_it_from_lists() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Offer").await;
    stage.say(&stage.old_timer, thread, "Please not here").await;
    let removal = stage.take(Kind::Remove, Subject::Thread(thread)).await;
    assert_eq!(stage.read(&stage.old_timer, thread).await[0].state, State::Removed);
    let viewer = stage.viewer(&stage.old_timer).await;
    let mut tx = stage.write().await;
    let list = threads::list(&mut tx, &viewer, &stage.kitchen, Order::Active, None).await.unwrap();
    assert!(list.items.is_empty());
    let (shown, _) = threads::show(&mut tx, &viewer, thread).await.unwrap().unwrap();
    assert_eq!((shown.state, shown.title, shown.html), (State::Removed, None, None));
    assert!(comments::post(&mut tx, &stage.old_timer, thread, draft("why?")).await.is_err());
    drop(tx);
    stage.lift(removal).await;
    assert_eq!(stage.read(&stage.old_timer, thread).await[0].state, State::Shown);
}

#[tokio::test]
async fn what_a_rule_holds_is_for_its_author_and_moderators_until_the_hold_is_lifted() {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Links").await;
    let seen = stage.say(&stage.old_timer, thread, "Which pages helped you?").await;
    let posted = stage.answer(&stage.newcomer, thread, seen, MANY_LINKS).await;
    let unseen =
        async |member: &Member| stage.read(member, thread).await.iter().all(|item| item.id != posted);
    assert!(unseen(&stage.old_timer).await);
    assert!(!unseen(&stage.newcomer).await && !unseen(&stage.founder).await);
    assert_eq!(heard(&stage, &stage.old_timer).await, []);
    let moderator = stage.moderator().await;
    let mut tx = stage.write().await;
    let waiting = cases::list(&mut tx, &moderator, Shelf::Waiting, None).await.unwrap().items;
    assert_eq!(
        (waiting.len(), waiting[0].rule.as_deref(), waiting[0].subject),
        (1, Some("links"), Subject::Comment(posted))
    );
    let held = moderation::measures::unlifted(&mut tx, waiting[0].subject).await.unwrap();
    let looked = words::for_review(&mut tx, &moderator, held[0].subject).await.unwrap().unwrap();
    assert_eq!(looked.state, State::Held);
    assert!(moderation::measures::log(&mut tx, stage.kitchen.id, None).await.unwrap().items.is_empty());
    drop(tx);
    stage.lift(held[0].id).await;
    assert!(!unseen(&stage.old_timer).await);
    assert_eq!(heard(&stage, &stage.old_timer).await, [Heard::ReplyToComment]);
    assert_eq!(heard(&stage, &stage.newcomer).await, [Heard::Measure]);
    let events = stage.members.database().events_after(0, 1000).await.unwrap();
    assert!(
        events.iter().any(
            |(_, event)| matches!(event, Event::MeasureLifted { measure, .. } if *measure == held[0].id)
        )
    );
}

#[tokio::test]
async fn a_held_thread_is_in_no_list_and_its_deletion_leaves_nothing_to_look_at() {
    let stage = stage().await;
    let mut tx = stage.write().await;
    let posted =
        threads::start(&mut tx, &stage.newcomer, &stage.kitchen, titled("Look", MANY_LINKS)).await.unwrap();
    assert_eq!(posted.verdict.hold().as_deref(), Some("links"));
    tx.commit().await.unwrap();
    let viewer = stage.viewer(&stage.old_timer).await;
    let moderator = stage.moderator().await;
    let mut tx = stage.write().await;
    let (thread, _) = threads::show(&mut tx, &viewer, posted.id).await.unwrap().unwrap();
    assert_eq!((thread.state, thread.title), (State::Held, None));
    let list = threads::list(&mut tx, &viewer, &stage.kitchen, Order::Newest, None).await.unwrap();
    assert!(list.items.is_empty());
    threads::delete(&mut tx, &stage.newcomer, posted.id).await.unwrap();
    assert!(cases::list(&mut tx, &moderator, Shelf::Waiting, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn the_same_words_a_third_time_wait() {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Beds").await;
    let offer = "We have a bed for you this very week, travel paid, call us today";
    assert_eq!(
        stage.post(&stage.newcomer, thread, draft(offer)).await.verdict.hold().as_deref(),
        Some("brokering")
    );
    let song = "Come and look at my new songs, there is one for every day of the week";
    for held in [None, None, Some("repetition")] {
        assert_eq!(stage.post(&stage.newcomer, thread, draft(song)).await.verdict.hold().as_deref(), held);
    }
}

#[tokio::test]
async fn a_call_for_help_waits_for_nobody() {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Awake").await;
    let call = format!("I took 40 pills. {MANY_LINKS}");
    let posted = stage.post(&stage.newcomer, thread, draft(&call)).await;
    assert_eq!(posted.verdict.outcome(), Outcome::OfferHelp);
    assert_eq!(stage.read(&stage.old_timer, thread).await.len(), 1);
}

#[tokio::test]
async fn what_its_author_mends_is_shown() {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Mending").await;
    let posted = stage.post(&stage.newcomer, thread, draft("Selling xanax, message me")).await;
    assert_eq!(posted.verdict.hold().as_deref(), Some("sourcing"));
    assert!(stage.read(&stage.old_timer, thread).await.is_empty());
    let mut tx = stage.write().await;
    comments::edit(&mut tx, &stage.newcomer, posted.id, 1, draft("I am here, and I listen")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.read(&stage.old_timer, thread).await.len(), 1);
}

#[tokio::test]
async fn an_edit_is_screened_too() {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Quiet").await;
    let comment = stage.say(&stage.newcomer, thread, "hello").await;
    let mut tx = stage.write().await;
    let edited = comments::edit(&mut tx, &stage.newcomer, comment, 1, draft(MANY_LINKS)).await.unwrap();
    assert_eq!(edited.verdict.hold().as_deref(), Some("links"));
    tx.commit().await.unwrap();
    assert!(stage.read(&stage.old_timer, thread).await.is_empty());
}

#[tokio::test]
async fn pinned_threads_stand_on_top_of_the_first_page_only() {
    let stage = stage().await;
    let mut started = Vec::new();
    for number in 0..35 {
        started.push(stage.start(&stage.newcomer, &format!("Thread {number}")).await);
    }
    stage.take(Kind::Pin, Subject::Thread(started[3])).await;
    stage.take(Kind::Pin, Subject::Thread(started[1])).await;
    stage.say(&stage.old_timer, started[10], "up you go").await;
    let viewer = stage.viewer(&stage.newcomer).await;
    let mut tx = stage.write().await;
    let first = threads::list(&mut tx, &viewer, &stage.kitchen, Order::Active, None).await.unwrap();
    let ids: Vec<ThreadId> = first.items.iter().map(|line| line.id).collect();
    assert_eq!(ids[..4], [started[1], started[3], started[10], started[34]]);
    assert!(first.items[0].pinned && !first.items[2].pinned);
    let second = threads::list(&mut tx, &viewer, &stage.kitchen, Order::Active, first.next).await.unwrap();
    assert!(second.next.is_none());
    let all: HashSet<ThreadId> = first.items.iter().chain(&second.items).map(|line| line.id).collect();
    assert_eq!((all.len(), first.items.len() + second.items.len()), (35, 35));
    let newest = threads::list(&mut tx, &viewer, &stage.kitchen, Order::Newest, None).await.unwrap();
    assert_eq!(newest.items[2].id, started[34]);
}

#[tokio::test]
async fn the_feed_walks_through_everything_joined_once() {
    let stage = stage().await;
    let den = found(&stage.members, &stage.founder, "den", Audience::House).await;
    let other = found(&stage.members, &stage.founder, "other", Audience::Circle).await;
    crate::cast::belong(&stage.members, &stage.newcomer, &den).await;
    let mut expected = HashSet::new();
    for round in 0..7 {
        for community in [
            &stage.kitchen,
            &den,
            &stage.kitchen,
            &other,
            &den,
            &den,
            &stage.kitchen,
            &stage.kitchen,
            &den,
            &den,
        ] {
            let mut tx = stage.write().await;
            let draft = titled(&format!("Round {round}"), "words");
            let posted = threads::start(&mut tx, &stage.founder, community, draft).await.unwrap();
            tx.commit().await.unwrap();
            if community.id != other.id {
                expected.insert(posted.id);
            }
        }
        if round % 3 == 0 {
            stage.test.database.clock().advance(chrono::Duration::hours(1));
        }
    }
    let viewer = stage.viewer(&stage.newcomer).await;
    let joined = stage.joined(&stage.newcomer).await;
    let mut tx = stage.write().await;
    let (mut walked, mut from) = (Vec::new(), None);
    loop {
        let page = feeds::joined(&mut tx, &viewer, &joined, from).await.unwrap();
        walked.extend(page.items);
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    assert!(walked.is_sorted_by_key(|line| std::cmp::Reverse((
        line.active_hour,
        line.community_id,
        line.activity
    ))));
    assert_eq!(walked.len(), expected.len());
    assert_eq!(walked.iter().map(|line| line.id).collect::<HashSet<_>>(), expected);
}

#[tokio::test]
async fn what_i_wrote_is_listed_with_its_state_and_nobody_elses() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "My thread").await;
    stage.start(&stage.old_timer, "Their thread").await;
    let comment = stage.say(&stage.newcomer, thread, "A **fine** morning").await;
    let removed = stage.say(&stage.newcomer, thread, "A sour one").await;
    stage.take(Kind::Remove, Subject::Comment(removed)).await;
    let held = stage.say(&stage.newcomer, thread, MANY_LINKS).await;
    let gone = stage.say(&stage.newcomer, thread, "never mind").await;
    let viewer = stage.viewer(&stage.newcomer).await;
    let mut tx = stage.write().await;
    comments::delete(&mut tx, &stage.newcomer, gone).await.unwrap();
    let mine = feeds::mine(&mut tx, &viewer, &stage.newcomer, None).await.unwrap().items;
    let of = |id| mine.iter().find(|line| line.comment == id).unwrap();
    assert_eq!(mine.len(), 4);
    assert_eq!(of(None).title.as_deref(), Some("My thread"));
    assert_eq!(of(Some(comment)).excerpt.as_deref(), Some("A fine morning"));
    assert_eq!((of(Some(removed)).state, &of(Some(removed)).excerpt), (State::Removed, &None));
    assert!(of(Some(held)).state == State::Held && of(Some(held)).excerpt.is_some());
    assert!(feeds::mine(&mut tx, &viewer, &stage.founder, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_long_thread_has_pages_and_answers_name_who_stands_on_an_earlier_one() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Long").await;
    let first = stage.say(&stage.newcomer, thread, "number 1").await;
    let mut tx = stage.write().await;
    for number in 2..=200 {
        comments::post(&mut tx, &stage.old_timer, thread, draft(&format!("number {number}"))).await.unwrap();
    }
    tx.commit().await.unwrap();
    stage.answer(&stage.old_timer, thread, first, "number 201").await;
    let viewer = stage.viewer(&stage.newcomer).await;
    let newcomer = stage.name(&stage.newcomer).await;
    let mut tx = stage.write().await;
    let (shown, home) = threads::show(&mut tx, &viewer, thread).await.unwrap().unwrap();
    let shown = (&shown, &home);
    let one = comments::page(&mut tx, &viewer, shown, 1).await.unwrap();
    assert_eq!((one.items.len(), one.pages, one.items[199].ordinal), (200, 2, 200));
    let two = comments::page(&mut tx, &viewer, shown, 9).await.unwrap();
    assert_eq!((two.items.len(), two.page), (1, 2));
    let branches = tree::nest(two.items);
    let answered = branches[0].in_reply_to.as_ref().unwrap();
    assert_eq!((answered.id, answered.name.as_deref()), (first, Some(&*newcomer.name)));
    assert!(comments::page(&mut tx, &Viewer::stranger(), shown, 1).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn answers_nest_four_deep_then_stay_flat() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Deep").await;
    let mut chain = vec![stage.say(&stage.newcomer, thread, "1").await];
    for depth in 2..=6 {
        chain.push(stage.answer(&stage.newcomer, thread, chain[depth - 2], &depth.to_string()).await);
    }
    let aside = stage.answer(&stage.old_timer, thread, chain[0], "aside").await;
    let branches = tree::nest(stage.read(&stage.old_timer, thread).await);
    assert_eq!(branches.len(), 1);
    let replies: Vec<_> = branches[0].replies.iter().map(|branch| branch.comment.id).collect();
    assert_eq!(replies, [chain[1], aside]);
    let third = &branches[0].replies[0].replies[0];
    let flat: Vec<_> = third.replies.iter().map(|branch| (branch.comment.id, branch.depth)).collect();
    assert_eq!(flat, [(chain[3], 4), (chain[4], 4), (chain[5], 4)]);
    assert!(third.replies[0].in_reply_to.is_none());
    assert_eq!(third.replies[2].in_reply_to.as_ref().map(|answered| answered.id), Some(chain[4]));
}

#[tokio::test]
async fn how_many_are_with_you_is_the_authors_alone() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Day one").await;
    let comment = stage.say(&stage.old_timer, thread, "Proud of you").await;
    let (subject, other) = (Subject::Thread(thread), Subject::Comment(comment));
    let (author, founder) = (stage.journal(&stage.newcomer).await, stage.journal(&stage.founder).await);
    let mut tx = stage.write().await;
    for member in [&stage.old_timer, &stage.founder, &stage.old_timer, &stage.newcomer] {
        support::give(&mut tx, member, subject).await.unwrap();
    }
    support::receive(&mut tx, "https://harbor.example/p/x1", subject).await.unwrap();
    support::receive(&mut tx, "https://harbor.example/p/x1", subject).await.unwrap();
    assert_eq!(support::count(&mut tx, &stage.newcomer, subject).await.unwrap(), Some(3));
    assert_eq!(support::count(&mut tx, &stage.old_timer, subject).await.unwrap(), None);
    let both = [subject, other];
    let given = support::given(&mut tx, &stage.old_timer, &both).await.unwrap();
    assert_eq!(given, HashSet::from([subject]));
    let counts = support::counts(&mut tx, &author, &both).await.unwrap();
    assert_eq!(counts, [(subject, 3)].into());
    assert!(support::counts(&mut tx, &founder, &both).await.unwrap().is_empty());
    support::withdraw(&mut tx, &stage.old_timer, subject).await.unwrap();
    support::receive_withdrawal(&mut tx, "https://harbor.example/p/x1", subject).await.unwrap();
    assert_eq!(support::count(&mut tx, &stage.newcomer, subject).await.unwrap(), Some(1));
}

#[tokio::test]
async fn a_reply_tells_the_one_it_answers_and_nobody_else() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Question").await;
    stage.say(&stage.newcomer, thread, "adding to my own").await;
    assert_eq!(heard(&stage, &stage.newcomer).await, []);
    let answer = stage.say(&stage.old_timer, thread, "an answer").await;
    assert_eq!(heard(&stage, &stage.newcomer).await, [Heard::ReplyToThread]);
    stage.answer(&stage.founder, thread, answer, "well said").await;
    assert_eq!(heard(&stage, &stage.old_timer).await, [Heard::ReplyToComment]);
    assert_eq!(heard(&stage, &stage.newcomer).await, [Heard::ReplyToThread]);
    let mut tx = stage.write().await;
    notices::mute(&mut tx, &stage.newcomer, thread).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(heard(&stage, &stage.newcomer).await, []);
}

async fn heard(stage: &crate::cast::Stage, member: &Member) -> Vec<Heard> {
    let mut tx = stage.write().await;
    let page = notices::list(&mut tx, member, None).await.unwrap();
    page.items.into_iter().map(|notice| notice.kind).collect()
}

#[tokio::test]
async fn after_two_days_only_the_month_is_left() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Old").await;
    let comment = stage.say(&stage.old_timer, thread, "older").await;
    let mut tx = stage.write().await;
    comments::edit(&mut tx, &stage.old_timer, comment, 1, draft("edited")).await.unwrap();
    tx.commit().await.unwrap();
    let clock = stage.test.database.clock();
    let written = clock.hour();
    for (days, expected) in [(1, written), (1, written), (1, written.month()), (80, written.month())] {
        clock.advance(chrono::Duration::days(days));
        let mut tx = stage.write().await;
        forum::tidying::run(&mut tx).await.unwrap();
        let thread = threads::show_any(&mut tx, thread).await.unwrap().unwrap();
        let comment = comments::show_any(&mut tx, comment).await.unwrap().unwrap();
        assert_eq!((thread.hour, comment.hour, comment.edited_hour), (expected, expected, Some(expected)));
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn the_feed_goes_on_past_a_page_where_everything_is_hidden() {
    let stage = stage().await;
    let first = stage.start(&stage.newcomer, "Still here").await;
    let mut removed = Vec::new();
    for number in 0..31 {
        removed.push(stage.start(&stage.newcomer, &format!("Offer {number}")).await);
    }
    for thread in removed {
        stage.take(Kind::Remove, Subject::Thread(thread)).await;
    }
    let viewer = stage.viewer(&stage.newcomer).await;
    let joined = stage.joined(&stage.newcomer).await;
    let mut tx = stage.write().await;
    let page = feeds::joined(&mut tx, &viewer, &joined, None).await.unwrap();
    assert_eq!(page.items.iter().map(|line| line.id).collect::<Vec<_>>(), [first]);
    assert!(page.next.is_none());
}
