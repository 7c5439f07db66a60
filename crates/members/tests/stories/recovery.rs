//! Coming back with nothing but a code on paper.

use members::{Device, HashingCost, Members, Refusal, ServerSecrets, personas};
use std::sync::Arc;

use crate::{
    cast::{Cast, PASSPHRASE, joining, names},
    does,
};

#[tokio::test]
async fn a_code_alone_brings_somebody_back_with_all_that_is_theirs() {
    let cast = Cast::gather().await;
    let porch = cast.community("porch", members::Audience::Circle).await;
    let joined = cast.joined("quiet porch").await;
    let before = cast.behind(&joined.session.value).await.unwrap();
    let worn = does!(cast, |tx| personas::wear(tx, &before, &porch)).unwrap();
    let back =
        cast.members.recover(&joined.recovery_codes[1].to_uppercase(), joining("new name")).await.unwrap();
    assert!(cast.behind(&joined.session.value).await.is_none(), "every earlier session has ended");
    let after = cast.behind(&back.session.value).await.unwrap();
    assert_eq!(does!(cast, |tx| personas::mine(tx, &after, porch.id)).unwrap(), Some(worn));
    assert!(cast.members.sign_in("quiet porch", PASSPHRASE, Device::Own).await.is_err());
    assert!(cast.members.sign_in("new name", PASSPHRASE, Device::Own).await.is_ok());
    for used in joined.recovery_codes {
        let again = cast.members.recover(&used, joining("other name")).await;
        assert!(matches!(again, Err(Refusal::RecoveryCodeUnknown)));
    }
    assert!(cast.members.recover(&back.recovery_codes[0], joining("new name")).await.is_ok());
}

#[tokio::test]
async fn new_codes_replace_the_old_ones() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    let member = cast.behind(&joined.session.value).await.unwrap();
    assert!(cast.members.new_recovery_codes(&member, "not the right words").await.is_err());
    let fresh = cast.members.new_recovery_codes(&member, PASSPHRASE).await.unwrap();
    assert!(cast.members.recover(&joined.recovery_codes[0], joining("quiet porch")).await.is_err());
    assert!(cast.members.recover(&fresh[0], joining("quiet porch")).await.is_ok());
}

#[tokio::test]
async fn somebody_elses_sign_in_name_is_not_given_away() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    let taken = cast.members.recover(&joined.recovery_codes[0], joining("olive operator")).await;
    assert!(matches!(taken, Err(Refusal::SignInNameTaken { .. })));
    assert!(cast.members.recover(&joined.recovery_codes[0], joining("olive")).await.is_ok());
}

#[tokio::test]
async fn a_code_works_even_when_the_pepper_is_lost() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    let chance = store::Chance::system();
    let folder = std::env::temp_dir().join(format!("porchlight-{}", chance.code(12)));
    let secrets = Arc::new(ServerSecrets::load_or_create(&folder, &chance).unwrap());
    let database = Arc::clone(&cast.test.database);
    let without = Members::new(database, secrets, HashingCost::CHEAP, names());
    assert!(without.sign_in("quiet porch", PASSPHRASE, Device::Own).await.is_err());
    without.recover(&joined.recovery_codes[0], joining("quiet porch")).await.unwrap();
    assert!(without.sign_in("quiet porch", PASSPHRASE, Device::Own).await.is_ok());
    std::fs::remove_dir_all(folder).unwrap();
}
