//! Being signed in: on one's own phone, on a shared one, in several places.

use chrono::Duration;
use members::Device;

use crate::cast::{Cast, PASSPHRASE};

#[tokio::test]
async fn on_ones_own_device_one_stays_signed_in_for_fourteen_days() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    assert_eq!(joined.session.max_age_seconds, Some(14 * 86_400));
    let clock = cast.test.database.clock();
    clock.advance(Duration::days(14) - Duration::seconds(1));
    assert!(cast.behind(&joined.session.value).await.is_some());
    clock.advance(Duration::seconds(1));
    assert!(cast.behind(&joined.session.value).await.is_none());
}

#[tokio::test]
async fn on_a_shared_device_twelve_hours_are_the_end() {
    let cast = Cast::gather().await;
    cast.newcomer("quiet porch").await;
    let shared = cast.members.sign_in("quiet porch", PASSPHRASE, Device::Shared).await.unwrap();
    assert_eq!(shared.max_age_seconds, None, "the cookie goes when the browser closes");
    cast.test.database.clock().advance(Duration::hours(12) - Duration::seconds(1));
    assert_eq!(cast.behind(&shared.value).await.unwrap().device(), Device::Shared);
    cast.test.database.clock().advance(Duration::seconds(1));
    assert!(cast.behind(&shared.value).await.is_none());
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    let member = cast.behind(&joined.session.value).await.unwrap();
    let shared = cast.members.sign_in("quiet porch", PASSPHRASE, Device::Shared).await.unwrap();
    let phone = cast.members.sign_in("quiet porch", PASSPHRASE, Device::Own).await.unwrap();
    let lines = cast.members.sessions(&member).await.unwrap();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].current && !lines[1].current && !lines[2].current);
    let line = lines.iter().find(|line| line.device == Device::Shared).unwrap();
    cast.members.end_session(&member, &line.id).await.unwrap();
    assert!(cast.behind(&shared.value).await.is_none());
    cast.members.end_other_sessions(&member).await.unwrap();
    assert!(cast.behind(&phone.value).await.is_none());
    cast.members.sign_out(&member).await.unwrap();
    assert!(cast.behind(&joined.session.value).await.is_none());
}

#[tokio::test]
async fn nobody_ends_somebody_elses_session() {
    let cast = Cast::gather().await;
    let joined = cast.joined("quiet porch").await;
    let member = cast.behind(&joined.session.value).await.unwrap();
    let line = cast.members.sessions(&member).await.unwrap().remove(0);
    cast.members.end_session(&cast.operator, &line.id).await.unwrap();
    cast.members.end_session(&cast.operator, "not an id").await.unwrap();
    cast.members.end_other_sessions(&cast.operator).await.unwrap();
    assert!(cast.behind(&joined.session.value).await.is_some());
}

#[tokio::test]
async fn what_is_no_cookie_opens_nothing() {
    let cast = Cast::gather().await;
    let cookie = cast.joined("quiet porch").await.session.value;
    let mut forged = cookie.clone().into_bytes();
    forged[40] = if forged[40] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    for wrong in ["", "nonsense", "AAAA", forged.as_str(), &cookie[..63], &format!("{cookie}A")] {
        assert!(cast.behind(wrong).await.is_none(), "{wrong}");
    }
}

#[tokio::test]
async fn the_hourly_work_forgets_sessions_that_ended() {
    let cast = Cast::gather().await;
    cast.newcomer("quiet porch").await;
    cast.test.database.clock().advance(Duration::days(16));
    cast.members.tidy().await.unwrap();
    let mut tx = cast.test.database.read().await.unwrap();
    let left: i64 = tx.sql("SELECT COUNT(*) FROM sessions").value().await.unwrap().unwrap();
    assert_eq!(left, 0);
}
