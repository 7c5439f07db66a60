//! Signing in, and changing what one signs in with.

use members::{Device, Refusal};

use crate::cast::{Cast, PASSPHRASE};

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_name_are_refused_alike() {
    let cast = Cast::gather().await;
    cast.newcomer("quiet porch").await;
    for (name, passphrase) in
        [("quiet porch", "not the right words"), ("nobody here", PASSPHRASE), ("", PASSPHRASE), ("@", "")]
    {
        let refused = cast.members.sign_in(name, passphrase, Device::Own).await;
        let refusal = refused.expect_err("nobody is let in");
        assert!(matches!(refusal, Refusal::WrongSignIn));
        assert_eq!(refusal.key(), "refusal-wrong-sign-in");
    }
}

#[tokio::test]
async fn a_changed_passphrase_ends_the_other_sessions() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    let here = cast.behind(&joined.session.value).await.unwrap();
    let there = cast.members.sign_in("quiet porch", PASSPHRASE, Device::Own).await.unwrap();
    let wrong =
        cast.members.change_passphrase(&here, "not the right words", "other words entirely here").await;
    assert!(matches!(wrong, Err(Refusal::WrongPassphrase)));
    let weak = cast.members.change_passphrase(&here, PASSPHRASE, "12345678").await;
    assert!(matches!(weak, Err(Refusal::PassphraseCommon)));
    cast.members.change_passphrase(&here, PASSPHRASE, "other words entirely here").await.unwrap();
    assert!(cast.behind(&joined.session.value).await.is_some());
    assert!(cast.behind(&there.value).await.is_none());
    assert!(cast.members.sign_in("quiet porch", PASSPHRASE, Device::Own).await.is_err());
    assert!(cast.members.sign_in("quiet porch", " other words entirely here ", Device::Own).await.is_ok());
}

#[tokio::test]
async fn a_changed_sign_in_name_is_the_only_one_that_works() {
    let cast = Cast::gather().await;
    let member = cast.newcomer("quiet porch").await;
    cast.members.change_sign_in_name(&member, PASSPHRASE, "loud porch").await.unwrap();
    assert!(cast.members.sign_in("loud porch", PASSPHRASE, Device::Own).await.is_ok());
    assert!(cast.members.sign_in("quiet porch", PASSPHRASE, Device::Own).await.is_err());
    let wrong = cast.members.change_sign_in_name(&member, "not the right words", "other porch").await;
    assert!(matches!(wrong, Err(Refusal::WrongPassphrase)));
    // One's own name again is no other's.
    cast.members.change_sign_in_name(&member, PASSPHRASE, "Loud Porch").await.unwrap();
}

#[tokio::test]
async fn a_member_cannot_go_through_a_list_of_sign_in_names() {
    let cast = Cast::gather().await;
    let (member, other) = (cast.newcomer("curious one").await, cast.newcomer("other one").await);
    for _ in 0..5 {
        let taken = cast.members.change_sign_in_name(&member, PASSPHRASE, "olive operator").await;
        assert!(matches!(taken, Err(Refusal::SignInNameTaken { .. })));
    }
    let sixth = cast.members.change_sign_in_name(&member, PASSPHRASE, "a free name").await;
    assert!(matches!(sixth, Err(Refusal::TooManyTries)));
    cast.members.change_sign_in_name(&other, PASSPHRASE, "another free name").await.unwrap();
    cast.test.database.clock().advance(chrono::Duration::days(1));
    cast.members.change_sign_in_name(&member, PASSPHRASE, "a free name").await.unwrap();
}
