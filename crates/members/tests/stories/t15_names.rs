//! Names for one thread, and starting fresh: what they are, how they end, what finds them.

use members::{Audience, Community, Journal, Member, Persona, Refusal, journal, notices, personas};
use store::{Mutant, ThreadId};

use crate::{cast::Cast, does};

const DAY: i64 = 86_400;

fn pass(cast: &Cast, days: i64) {
    cast.test.database.clock().advance(chrono::Duration::seconds(days * DAY));
}

async fn once(
    cast: &Cast,
    member: &Member,
    community: &Community,
    thread: ThreadId,
) -> Result<Persona, Refusal> {
    does!(cast, |tx| personas::wear_once(tx, member, community, thread, thread.0))
}

async fn journal_of(cast: &Cast, member: &Member) -> Journal {
    does!(cast, |tx| Journal::of(tx, member)).unwrap()
}

async fn tags(cast: &Cast) -> i64 {
    does!(cast, |tx| tx.sql("SELECT COUNT(*) FROM persona_tags").value()).unwrap().unwrap_or(0)
}

#[tokio::test]
async fn a_one_time_name_is_its_threads_alone_and_bans_know_it() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let usual = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    let (one, two) = (ThreadId(1_001), ThreadId(1_002));
    let proposed = does!(cast, |tx| personas::proposed_once(tx, &sam, &evenings, one.0)).unwrap();
    let first = once(&cast, &sam, &evenings, one).await.unwrap();
    assert_eq!(first.name, proposed);
    assert_eq!(once(&cast, &sam, &evenings, one).await.unwrap(), first, "a thread has one");
    let second = once(&cast, &sam, &evenings, two).await.unwrap();
    let mut names = vec![usual.name.clone(), first.name.clone(), second.name.clone()];
    names.dedup();
    assert_eq!(names.len(), 3);
    assert_eq!(does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap(), Some(usual.clone()));
    let mut mine = does!(cast, |tx| personas::all_mine(tx, &sam)).unwrap();
    mine.retain(|persona| persona.id != usual.id);
    assert_eq!(mine.len(), 2);
    let standing = sam.ban_standing(evenings.id);
    for name in [&usual, &first, &second] {
        let seal = does!(cast, |tx| personas::seal_of(tx, name.id)).unwrap().unwrap();
        assert_eq!(sam.secrets().open_seal(&seal), Some(standing.clone()));
    }
}

#[tokio::test]
async fn a_one_time_name_is_told_what_concerns_it_until_it_ends() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let thread = ThreadId(1_001);
    let name = once(&cast, &sam, &evenings, thread).await.unwrap();
    does!(cast, |tx| notices::add(tx, name.id, notices::Kind::ReplyToThread, thread, None)).unwrap();
    let journal = journal_of(&cast, &sam).await;
    assert_eq!(does!(cast, |tx| notices::unseen(tx, &sam, &journal)).unwrap(), 1);
    assert_eq!(does!(cast, |tx| notices::list(tx, &sam, None)).unwrap().items[0].persona, name.id);
    pass(&cast, journal::ONE_TIME_DAYS + 1);
    let journal = journal_of(&cast, &sam).await;
    assert_eq!(does!(cast, |tx| notices::unseen(tx, &sam, &journal)).unwrap(), 0);
}

#[tokio::test]
async fn two_weeks_after_its_last_words_nobody_finds_it_any_more() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let thread = ThreadId(1_001);
    let name = once(&cast, &sam, &evenings, thread).await.unwrap();
    pass(&cast, journal::ONE_TIME_DAYS);
    assert_eq!(once(&cast, &sam, &evenings, thread).await.unwrap(), name, "it lives on the last day");
    pass(&cast, journal::ONE_TIME_DAYS);
    assert!(journal_of(&cast, &sam).await.wears(name.id), "each wearing lengthens its life");
    pass(&cast, 1);
    assert!(!journal_of(&cast, &sam).await.wears(name.id));
    assert_eq!(tags(&cast).await, 1, "the session has not written yet");
    does!(cast, |tx| journal::reseal(tx, &sam)).unwrap();
    assert_eq!(tags(&cast).await, 0);
    assert!(does!(cast, |tx| personas::get(tx, name.id)).unwrap().is_some(), "the texts keep their name");
    let next = once(&cast, &sam, &evenings, thread).await.unwrap();
    assert_ne!(next.id, name.id);
    // Over again, and this time the new one is made before anything dropped the old one.
    pass(&cast, journal::ONE_TIME_DAYS + 1);
    let last = once(&cast, &sam, &evenings, thread).await.unwrap();
    assert_ne!(last.id, next.id);
    assert_eq!(once(&cast, &sam, &evenings, thread).await.unwrap(), last);
    assert_eq!(tags(&cast).await, 1);
}

#[tokio::test]
async fn a_house_has_none_and_a_dozen_is_enough() {
    let cast = Cast::gather().await;
    let (kitchen, evenings) = (
        cast.community("kitchen", Audience::House).await,
        cast.community("evenings", Audience::Circle).await,
    );
    let sam = cast.newcomer("sam and dog").await;
    let refused = once(&cast, &sam, &kitchen, ThreadId(1_001)).await;
    assert!(matches!(refused, Err(Refusal::OneTimeNotHere)));
    let short: Vec<u8> =
        does!(cast, |tx| tx.sql("SELECT sealed FROM journals LIMIT 1").value()).unwrap().unwrap();
    for thread in 0..12 {
        once(&cast, &sam, &evenings, ThreadId(9_007_199_254_740_000 + thread)).await.unwrap();
    }
    let refused = once(&cast, &sam, &evenings, ThreadId(77)).await;
    assert!(matches!(refused, Err(Refusal::OneTimeTooMany)));
    let sealed: Vec<Vec<u8>> = does!(cast, |tx| tx.sql("SELECT sealed FROM journals").column()).unwrap();
    assert!(sealed.iter().all(|one| one.len() == short.len()), "a length tells who has one-time names");
}

#[tokio::test]
async fn starting_fresh_gives_a_new_name_and_keeps_the_old_one() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    does!(cast, |tx| personas::start_fresh(tx, &sam, &evenings)).unwrap();
    let old = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    let rows = does!(cast, |tx| tx.sql("SELECT COUNT(*) FROM personas").value::<i64>()).unwrap();
    does!(cast, |tx| personas::start_fresh(tx, &sam, &evenings)).unwrap();
    assert_eq!(does!(cast, |tx| personas::get(tx, old.id)).unwrap(), Some(old.clone()), "no row says so");
    assert_eq!(does!(cast, |tx| tx.sql("SELECT COUNT(*) FROM personas").value::<i64>()).unwrap(), rows);
    let journal = journal_of(&cast, &sam).await;
    assert!(journal.has_retired(old.id) && journal.wears(old.id));
    assert_eq!(does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap(), None);
    assert_eq!(does!(cast, |tx| personas::remembered(tx, &journal, evenings.id)).unwrap(), None);
    let proposed = does!(cast, |tx| personas::proposed(tx, &sam, &evenings)).unwrap();
    assert_ne!(proposed, old.name);
    let fresh = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    assert_eq!(fresh.name, proposed);
    let journal = journal_of(&cast, &sam).await;
    assert_eq!(does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap(), Some(fresh.clone()));
    assert_eq!(does!(cast, |tx| personas::remembered(tx, &journal, evenings.id)).unwrap(), Some(fresh));
    let thread = ThreadId(1_001);
    does!(cast, |tx| notices::add(tx, old.id, notices::Kind::ReplyToThread, thread, None)).unwrap();
    assert_eq!(does!(cast, |tx| notices::unseen(tx, &sam, &journal)).unwrap(), 1);
    let all = does!(cast, |tx| personas::all_mine(tx, &sam)).unwrap();
    assert_eq!(all.len(), 2);
}

/// Whether the way to the usual names of a community leads to a one-time name.
async fn apart_from_the_usual_names() -> Result<(), String> {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let name = once(&cast, &sam, &evenings, ThreadId(1_001)).await.map_err(|error| error.to_string())?;
    let found = does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap();
    if found.is_some() {
        return Err(format!("{} is found by the names of its community", name.name));
    }
    pass(&cast, journal::ONE_TIME_DAYS + 1);
    does!(cast, |tx| journal::reseal(tx, &sam)).unwrap();
    match tags(&cast).await {
        0 => Ok(()),
        left => Err(format!("{left} tags still lead to it after its end")),
    }
}

#[tokio::test]
async fn a_one_time_name_is_not_among_the_names_of_its_community() {
    assert_eq!(apart_from_the_usual_names().await, Ok(()));
}

#[tokio::test]
async fn a_one_time_name_in_the_community_is_caught() {
    Mutant::OneTimeNameInTheCommunity.switch_on();
    assert!(apart_from_the_usual_names().await.is_err());
}
