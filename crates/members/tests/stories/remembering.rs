//! The journal: what a member's account remembers for itself, and what somebody learns who compares two backups.

use members::{Audience, Journal, Member, journal, personas};

use crate::{cast::Cast, does};

/// The sealed journals, as a backup holds them.
async fn backup(cast: &Cast) -> Vec<Vec<u8>> {
    does!(cast, |tx| tx.sql("SELECT sealed FROM journals ORDER BY tag").column()).unwrap()
}

async fn remembered(cast: &Cast, member: &Member) -> Journal {
    does!(cast, |tx| Journal::of(tx, member)).unwrap()
}

/// How many journals differ between two backups.
fn changed(before: &[Vec<u8>], after: &[Vec<u8>]) -> usize {
    before.iter().zip(after).filter(|(before, after)| before != after).count()
}

#[tokio::test]
async fn the_journal_finds_the_name_that_derivation_finds() {
    let cast = Cast::gather().await;
    let sam = cast.newcomer("sam and dog").await;
    let (evenings, mornings) = (
        cast.community("evenings", Audience::Circle).await,
        cast.community("mornings", Audience::Circle).await,
    );
    does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    let journal = remembered(&cast, &sam).await;
    let derived = does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap();
    assert!(derived.is_some());
    assert_eq!(does!(cast, |tx| personas::remembered(tx, &journal, evenings.id)).unwrap(), derived);
    assert_eq!(does!(cast, |tx| personas::remembered(tx, &journal, mornings.id)).unwrap(), None);
}

#[tokio::test]
async fn who_takes_a_name_is_hidden_among_those_who_only_read() {
    let cast = Cast::gather().await;
    let (sam, kim) = (cast.newcomer("sam and dog").await, cast.newcomer("kim and cat").await);
    let evenings = cast.community("evenings", Audience::Circle).await;
    let before = backup(&cast).await;
    does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    assert_eq!(
        changed(&before, &backup(&cast).await),
        1,
        "without resealing, a backup tells whose name is new"
    );
    let known = remembered(&cast, &kim).await;
    does!(cast, |tx| journal::reseal(tx, &kim)).unwrap();
    let after = backup(&cast).await;
    assert_eq!(changed(&before, &after), 2);
    assert!(after.iter().all(|sealed| sealed.len() == after[0].len()), "a length tells how many names");
    assert_eq!(remembered(&cast, &kim).await, known);
}
