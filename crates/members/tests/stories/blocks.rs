//! A member's own blocks: they reach every name of the other person, and tell nobody which those are.

use std::collections::HashSet;

use members::{Audience, Community, Journal, Member, Persona, Refusal, blocks, journal, personas};
use store::{Mutant, PersonaId, Tag, ThreadId};

use crate::{cast::Cast, does};

struct Street {
    cast: Cast,
    evenings: Community,
    mornings: Community,
    robin: Member,
    sam: Member,
    kim: Member,
}

async fn street() -> Street {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let mornings = cast.community("mornings", Audience::Circle).await;
    let (robin, sam) = (cast.newcomer("robin and bird").await, cast.newcomer("sam and dog").await);
    let kim = cast.newcomer("kim and cat").await;
    Street { cast, evenings, mornings, robin, sam, kim }
}

impl Street {
    async fn name(&self, member: &Member, community: &Community) -> Persona {
        does!(self.cast, |tx| personas::wear(tx, member, community)).unwrap()
    }

    async fn silenced(&self, writer: &Member, hearer: PersonaId) -> bool {
        does!(self.cast, |tx| blocks::silences(tx, writer, hearer)).unwrap()
    }

    async fn tags(&self) -> Vec<Tag> {
        let mut tx = self.cast.test.database.read().await.unwrap();
        tx.sql("SELECT tag FROM blocks").column().await.unwrap()
    }
}

/// The gate: whichever names they take later, the blocked person reaches no name of the blocker; others do.
async fn every_name_is_covered() -> Result<(), String> {
    let street = street().await;
    let (evenings, mornings) = (&street.evenings, &street.mornings);
    let robins = street.name(&street.robin, evenings).await;
    let sams = street.name(&street.sam, evenings).await;
    street.name(&street.kim, evenings).await;
    does!(street.cast, |tx| blocks::block(tx, &street.robin, sams.id)).unwrap();
    assert!(street.silenced(&street.sam, robins.id).await);
    assert!(!street.silenced(&street.kim, robins.id).await);
    assert!(!street.silenced(&street.robin, sams.id).await, "the other way round, nothing changed");

    // Names that both take later, elsewhere and here.
    let later = street.name(&street.robin, mornings).await;
    street.name(&street.sam, mornings).await;
    does!(street.cast, |tx| personas::forget(tx, sams.id)).unwrap();
    street.name(&street.sam, evenings).await;
    for (which, name) in [("their first", &robins), ("a later", &later)] {
        if !street.silenced(&street.sam, name.id).await {
            return Err(format!("{which} name is reached"));
        }
    }
    assert!(!street.silenced(&street.kim, later.id).await);

    does!(street.cast, |tx| blocks::unblock(tx, &street.robin, sams.id)).unwrap();
    assert!(!street.silenced(&street.sam, later.id).await && !street.silenced(&street.sam, robins.id).await);
    assert_eq!(street.tags().await, []);
    Ok(())
}

#[tokio::test]
async fn a_block_silences_every_name_of_the_other_and_nobody_else() {
    assert_eq!(every_name_is_covered().await, Ok(()));
}

#[tokio::test]
async fn a_block_that_new_names_forget_is_caught() {
    Mutant::BlockForgottenByNewNames.switch_on();
    assert_eq!(every_name_is_covered().await, Err("a later name is reached".to_owned()));
}

#[tokio::test]
async fn a_name_that_ends_takes_its_codes_along() {
    let street = street().await;
    street.name(&street.robin, &street.evenings).await;
    let sams = street.name(&street.sam, &street.evenings).await;
    does!(street.cast, |tx| blocks::block(tx, &street.robin, sams.id)).unwrap();
    let thread = ThreadId(1_001);
    does!(street.cast, |tx| personas::wear_once(tx, &street.robin, &street.evenings, thread, 4)).unwrap();
    assert_eq!(street.tags().await.len(), 2);
    street.cast.test.database.clock().advance(chrono::Duration::days(journal::ONE_TIME_DAYS + 1));
    does!(street.cast, |tx| journal::reseal(tx, &street.robin)).unwrap();
    assert_eq!(street.tags().await.len(), 1, "the usual name stays covered");
}

#[tokio::test]
async fn of_two_blocked_names_of_one_person_either_keeps_them_away() {
    let street = street().await;
    let robins = street.name(&street.robin, &street.evenings).await;
    let first = street.name(&street.sam, &street.evenings).await;
    does!(street.cast, |tx| personas::forget(tx, first.id)).unwrap();
    let second = street.name(&street.sam, &street.evenings).await;
    for name in [first.id, second.id] {
        does!(street.cast, |tx| blocks::block(tx, &street.robin, name)).unwrap();
    }
    does!(street.cast, |tx| blocks::unblock(tx, &street.robin, first.id)).unwrap();
    assert!(street.silenced(&street.sam, robins.id).await);
    does!(street.cast, |tx| blocks::unblock(tx, &street.robin, second.id)).unwrap();
    assert!(!street.silenced(&street.sam, robins.id).await);
}

#[tokio::test]
async fn nobody_blocks_themselves_or_somebody_who_is_not_there() {
    let street = street().await;
    let robins = street.name(&street.robin, &street.evenings).await;
    for name in [robins.id, PersonaId(4)] {
        let mut tx = street.cast.test.database.write().await.unwrap();
        let refused = blocks::block(&mut tx, &street.robin, name).await.unwrap_err();
        assert!(matches!(refused, Refusal::NotAllowed));
    }
}

/// The gate: how many codes two blockers of one person with two names each keep, and how many of them differ.
async fn codes_of_two_blockers() -> (usize, usize) {
    let street = street().await;
    for community in [&street.evenings, &street.mornings] {
        for member in [&street.robin, &street.kim] {
            street.name(member, community).await;
        }
    }
    let sams = street.name(&street.sam, &street.evenings).await;
    let sealed = "SELECT LENGTH(sealed) FROM journals ORDER BY tag";
    let before: Vec<i64> =
        street.cast.test.database.read().await.unwrap().sql(sealed).column().await.unwrap();
    for member in [&street.robin, &street.kim] {
        does!(street.cast, |tx| blocks::block(tx, member, sams.id)).unwrap();
        let mut tx = street.cast.test.database.read().await.unwrap();
        assert!(Journal::of(&mut tx, member).await.unwrap().has_blocked(sams.id));
    }
    let after: Vec<i64> = street.cast.test.database.read().await.unwrap().sql(sealed).column().await.unwrap();
    assert_eq!(before, after, "a sealed list with a block is as long as one without");
    let tags = street.tags().await;
    let different: HashSet<&Tag> = tags.iter().collect();
    (tags.len(), different.len())
}

#[tokio::test]
async fn no_stored_value_tells_who_blocked_whom() {
    assert_eq!(codes_of_two_blockers().await, (4, 4), "one code a name of each blocker, all different");
}

#[tokio::test]
async fn equal_codes_for_one_blocked_person_are_caught() {
    Mutant::BlocksLookAlike.switch_on();
    assert_eq!(codes_of_two_blockers().await, (1, 1));
}
