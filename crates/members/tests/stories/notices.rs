//! What concerns my names, what I muted, how far I read.

use members::{Audience, Journal, Member, notices, notices::Kind, personas, read_marks};
use store::{CommentId, PersonaId, ThreadId};

use crate::{cast::Cast, does};

const SUPPER: ThreadId = ThreadId(11);
const GARDEN: ThreadId = ThreadId(12);

async fn worn(cast: &Cast, member: &Member, community: &str) -> PersonaId {
    let community = cast.community(community, Audience::Circle).await;
    does!(cast, |tx| personas::wear(tx, member, &community)).unwrap().id
}

async fn unseen(cast: &Cast, member: &Member) -> i64 {
    let journal = does!(cast, |tx| Journal::of(tx, member)).unwrap();
    does!(cast, |tx| notices::unseen(tx, member, &journal)).unwrap()
}

async fn notify(cast: &Cast, persona: PersonaId, thread: ThreadId, comment: i64) {
    does!(cast, |tx| notices::add(tx, persona, Kind::ReplyToThread, thread, Some(CommentId(comment))))
        .unwrap();
}

#[tokio::test]
async fn notices_of_all_my_names_come_together_and_nobody_elses() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let (evening, morning) = (worn(&cast, &sam, "evenings").await, worn(&cast, &sam, "mornings").await);
    notify(&cast, evening, SUPPER, 1).await;
    cast.test.database.clock().advance(chrono::Duration::hours(1));
    notify(&cast, morning, GARDEN, 2).await;
    assert_eq!((unseen(&cast, &sam).await, unseen(&cast, &cast.operator).await), (2, 0));
    let page = does!(cast, |tx| notices::list(tx, &sam, None)).unwrap();
    let told: Vec<_> =
        page.items.iter().map(|notice| (notice.persona, notice.thread_id, notice.seen)).collect();
    assert_eq!(told, [(morning, GARDEN, false), (evening, SUPPER, false)]);
    assert!(page.next.is_none());
    does!(cast, |tx| notices::see(tx, &sam, SUPPER)).unwrap();
    assert_eq!(unseen(&cast, &sam).await, 1);
    does!(cast, |tx| notices::see_all(tx, &cast.operator)).unwrap();
    assert_eq!(unseen(&cast, &sam).await, 1);
    does!(cast, |tx| notices::see_all(tx, &sam)).unwrap();
    assert_eq!(unseen(&cast, &sam).await, 0);
}

#[tokio::test]
async fn a_muted_thread_is_silent_until_it_is_heard_again() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let name = worn(&cast, &sam, "evenings").await;
    does!(cast, |tx| notices::mute(tx, &sam, SUPPER)).unwrap();
    does!(cast, |tx| notices::mute(tx, &sam, SUPPER)).unwrap();
    notify(&cast, name, SUPPER, 1).await;
    notify(&cast, name, GARDEN, 2).await;
    assert!(does!(cast, |tx| read_marks::of_one(tx, &sam, SUPPER)).unwrap().1);
    assert!(!does!(cast, |tx| read_marks::of_one(tx, &cast.operator, SUPPER)).unwrap().1);
    assert_eq!(unseen(&cast, &sam).await, 1);
    let page = does!(cast, |tx| notices::list(tx, &sam, None)).unwrap();
    assert_eq!(page.items.iter().map(|notice| notice.thread_id).collect::<Vec<_>>(), [GARDEN]);
    does!(cast, |tx| notices::unmute(tx, &sam, SUPPER)).unwrap();
    assert_eq!(unseen(&cast, &sam).await, 2);
}

#[tokio::test]
async fn many_of_a_muted_thread_hide_neither_the_count_nor_the_list_of_the_others() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let name = worn(&cast, &sam, "evenings").await;
    does!(cast, |tx| notices::mute(tx, &sam, SUPPER)).unwrap();
    notify(&cast, name, GARDEN, 1).await;
    for comment in 0..70 {
        cast.test.database.clock().advance(chrono::Duration::hours(1));
        notify(&cast, name, SUPPER, comment).await;
    }
    assert_eq!(unseen(&cast, &sam).await, 1);
    let page = does!(cast, |tx| notices::list(tx, &sam, None)).unwrap();
    assert_eq!(page.items.iter().map(|notice| notice.thread_id).collect::<Vec<_>>(), [GARDEN]);
    assert!(page.next.is_none());
    does!(cast, |tx| notices::unmute(tx, &sam, SUPPER)).unwrap();
    assert_eq!(unseen(&cast, &sam).await, notices::MANY);
}

#[tokio::test]
async fn many_notices_come_in_pages_and_each_once() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let name = worn(&cast, &sam, "evenings").await;
    for comment in 0..65 {
        notify(&cast, name, SUPPER, comment).await;
    }
    let (mut seen, mut cursor) = (std::collections::HashSet::new(), None);
    loop {
        let page = does!(cast, |tx| notices::list(tx, &sam, cursor)).unwrap();
        seen.extend(page.items.iter().map(|notice| notice.comment_id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 65);
}

#[tokio::test]
async fn a_name_that_is_gone_and_a_remote_one_are_not_told() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let name = worn(&cast, &sam, "evenings").await;
    does!(cast, |tx| personas::forget(tx, name)).unwrap();
    notify(&cast, name, SUPPER, 1).await;
    notify(&cast, PersonaId(404), SUPPER, 1).await;
    let mut tx = cast.test.database.read().await.unwrap();
    let kept: i64 = tx.sql("SELECT COUNT(*) FROM notices").value().await.unwrap().unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn after_two_days_only_the_month_is_known() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let name = worn(&cast, &sam, "evenings").await;
    notify(&cast, name, SUPPER, 1).await;
    let hour = cast.test.database.clock().hour();
    let kept = async || does!(cast, |tx| notices::list(tx, &sam, None)).unwrap().items[0].hour;
    cast.members.tidy().await.unwrap();
    assert_eq!(kept().await, hour);
    cast.test.database.clock().advance(chrono::Duration::hours(50));
    cast.members.tidy().await.unwrap();
    assert_eq!(kept().await, hour.month());
}

#[tokio::test]
async fn a_read_mark_moves_forward_only_and_is_ones_own() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    for ordinal in [5, 9, 3] {
        does!(cast, |tx| read_marks::mark(tx, &sam, SUPPER, ordinal)).unwrap();
    }
    let marks = does!(cast, |tx| read_marks::of(tx, &sam, &[SUPPER, GARDEN])).unwrap();
    assert_eq!((marks.get(&SUPPER), marks.get(&GARDEN)), (Some(&9), None));
    assert!(does!(cast, |tx| read_marks::of(tx, &cast.operator, &[SUPPER])).unwrap().is_empty());
    assert!(does!(cast, |tx| read_marks::of(tx, &sam, &[])).unwrap().is_empty());
}
