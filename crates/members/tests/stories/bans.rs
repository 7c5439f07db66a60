//! A ban covers every name of one account in one community, and nobody and nothing else.

use members::{Audience, personas};
use store::MeasureId;

use crate::{cast::Cast, does};

#[tokio::test]
async fn a_ban_matches_all_present_and_future_names_of_one_account_and_nobody_elses() {
    let cast = Cast::gather().await;
    let (evenings, mornings) = (
        cast.community("evenings", Audience::Circle).await,
        cast.community("mornings", Audience::Circle).await,
    );
    let (sam, kim) = (cast.newcomer("sam and dog").await, cast.newcomer("kim and cat").await);
    let name = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();

    // A moderator bans a name; what is kept is a proof and no more.
    let seal = does!(cast, |tx| personas::seal_of(tx, name.id)).unwrap().unwrap();
    let proof = cast.members.secrets().open_seal(&seal).unwrap().proof(MeasureId(7));
    assert_eq!(sam.ban_standing(evenings.id).proof(MeasureId(7)), proof);

    // Another name later, another session: the same standing.
    does!(cast, |tx| personas::forget(tx, name.id)).unwrap();
    let later = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    let seal_of_later = does!(cast, |tx| personas::seal_of(tx, later.id)).unwrap().unwrap();
    assert_ne!(seal_of_later, seal, "at rest the two names look like two people");
    assert_eq!(cast.members.secrets().open_seal(&seal_of_later).unwrap().proof(MeasureId(7)), proof);
    let again =
        cast.members.sign_in("sam and dog", crate::cast::PASSPHRASE, members::Device::Own).await.unwrap();
    let again = cast.behind(&again.value).await.unwrap();
    assert_eq!(again.ban_standing(evenings.id).proof(MeasureId(7)), proof);

    assert_ne!(sam.ban_standing(mornings.id).proof(MeasureId(7)), proof, "elsewhere they are free");
    assert_ne!(kim.ban_standing(evenings.id).proof(MeasureId(7)), proof, "and so is everybody else");
}

#[tokio::test]
async fn two_measures_on_one_person_look_different() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let standing = cast.operator.ban_standing(evenings.id);
    assert_ne!(standing.proof(MeasureId(7)), standing.proof(MeasureId(8)));
}
