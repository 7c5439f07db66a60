//! Somebody comes in with an invitation.

use members::{Refusal, invitations};

use crate::{
    cast::{Cast, PASSPHRASE, joining, names},
    does,
};

#[tokio::test]
async fn a_newcomer_joins_and_is_signed_in() {
    let cast = Cast::gather().await;
    let code = cast.invite().await;
    let invited_by = does!(cast, |tx| invitations::look(tx, &code)).unwrap();
    assert_eq!(invited_by.as_deref(), Some("Maple"));
    let joined =
        cast.members.join(&code.to_uppercase().replace('-', " "), joining("quiet porch")).await.unwrap();
    assert!(cast.behind(&joined.session.value).await.is_some());
    assert_ne!(joined.recovery_codes[0], joined.recovery_codes[1]);
    assert!(cast.members.sign_in("Quiet Porch", PASSPHRASE, members::Device::Own).await.is_ok());
}

#[tokio::test]
async fn an_invitation_works_once() {
    let cast = Cast::gather().await;
    let code = cast.invite().await;
    cast.members.join(&code, joining("first one")).await.unwrap();
    let second = cast.members.join(&code, joining("second one")).await;
    assert!(matches!(second, Err(Refusal::InvitationUsedUp)));
    assert_eq!(does!(cast, |tx| invitations::look(tx, &code)).unwrap(), None);
}

#[tokio::test]
async fn of_two_people_with_one_code_one_is_in_and_the_other_left_nothing_behind() {
    let cast = Cast::gather().await;
    let code = cast.invite().await;
    let (one, two) = tokio::join!(
        cast.members.join(&code, joining("first one")),
        cast.members.join(&code, joining("second one"))
    );
    assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
    let mut tx = cast.test.database.read().await.unwrap();
    let accounts: i64 = tx.sql("SELECT COUNT(*) FROM accounts").value().await.unwrap().unwrap();
    assert_eq!(accounts, 2, "the operator and one of the two");
}

#[tokio::test]
async fn an_expired_a_withdrawn_and_an_unknown_invitation_let_nobody_in() {
    let cast = Cast::gather().await;
    let (old, withdrawn) = (cast.invite().await, cast.invite().await);
    let manager = cast.manager(&cast.operator, &cast.maple).await;
    let lines = does!(cast, |tx| invitations::list(tx, &manager)).unwrap();
    cast.test.database.clock().advance(chrono::Duration::days(8));
    let refused = cast.members.join(&old, joining("too late")).await;
    assert!(matches!(refused, Err(Refusal::InvitationUsedUp)));
    assert!(does!(cast, |tx| invitations::list(tx, &manager)).unwrap().iter().all(|line| line.expired));
    for line in lines {
        does!(cast, |tx| invitations::withdraw(tx, &manager, line.id)).unwrap();
    }
    for code in [withdrawn.as_str(), "abcd-efgh-jkmn-pqrs", ""] {
        let refused = cast.members.join(code, joining("no luck")).await;
        assert!(matches!(refused, Err(Refusal::InvitationUnknown)), "{code}");
    }
}

#[tokio::test]
async fn a_taken_sign_in_name_is_told_five_times_and_only_to_an_invited_person() {
    let cast = Cast::gather().await;
    cast.newcomer("quiet porch").await;
    let stranger = cast.members.join("abcd-efgh-jkmn-pqrs", joining("quiet porch")).await;
    assert!(matches!(stranger, Err(Refusal::InvitationUnknown)));
    let code = cast.invite().await;
    for _ in 0..5 {
        match cast.members.join(&code, joining("Quiet.Porch")).await {
            Err(Refusal::SignInNameTaken { suggestions }) => {
                assert_eq!(suggestions.len(), 3);
                assert!(suggestions.iter().all(|name| name.starts_with("quiet-porch-")));
            }
            other => panic!("{:?}", other.err()),
        }
    }
    let sixth = cast.members.join(&code, joining("a free name")).await;
    assert!(matches!(sixth, Err(Refusal::InvitationUsedUp)));
}

#[tokio::test]
async fn what_is_offered_when_a_name_is_taken_works() {
    let cast = Cast::gather().await;
    cast.newcomer("quiet porch").await;
    let code = cast.invite().await;
    let Err(Refusal::SignInNameTaken { suggestions }) =
        cast.members.join(&code, joining("quiet porch")).await
    else {
        panic!("it is taken")
    };
    assert!(cast.members.join(&code, joining(&suggestions[0])).await.is_ok());
}

#[tokio::test]
async fn a_weak_passphrase_and_an_address_are_refused_before_the_invitation_is_touched() {
    let cast = Cast::gather().await;
    let code = cast.invite().await;
    let mut weak = joining("quiet porch");
    weak.passphrase = "password1".to_owned();
    assert!(matches!(cast.members.join(&code, weak.clone()).await, Err(Refusal::PassphraseCommon)));
    weak.passphrase = "short".to_owned();
    assert!(matches!(cast.members.join(&code, weak).await, Err(Refusal::PassphraseTooShort)));
    let address = cast.members.join(&code, joining("me@mail.example")).await;
    assert!(matches!(address, Err(Refusal::SignInNameBad)));
    assert!(cast.members.join(&code, joining("quiet porch")).await.is_ok());
}

#[tokio::test]
async fn an_instance_is_set_up_once() {
    let cast = Cast::gather().await;
    assert!(cast.members.is_set_up().await.unwrap());
    let again = members::SetUp { organisation_name: "Other".to_owned(), house: false };
    assert!(matches!(cast.members.set_up(again).await, Err(Refusal::NotAllowed)));
}

#[tokio::test]
async fn a_set_up_that_was_left_half_way_starts_over() {
    let test = store::testing::TestDatabase::new().await;
    let secrets = std::sync::Arc::new(members::ServerSecrets::for_tests());
    let members = members::Members::new(
        std::sync::Arc::clone(&test.database),
        secrets,
        members::HashingCost::CHEAP,
        names(),
    );
    let set_up = |name: &str| members::SetUp { organisation_name: name.to_owned(), house: true };
    let lost = members.set_up(set_up("Typo")).await.unwrap();
    assert!(!members.is_set_up().await.unwrap());
    let code = members.set_up(set_up("Maple")).await.unwrap();
    assert!(members.join(&lost, joining("quiet porch")).await.is_err());
    assert!(members.join(&code, joining("quiet porch")).await.is_ok());
    assert!(members.is_set_up().await.unwrap());
}
