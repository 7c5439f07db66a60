//! Who is woken when somebody may be in danger, and until when.

use moderation::{
    alerts::{self, Kind},
    bells,
    rota::{Stretch, WEEK},
    team::{self, Role},
};
use rig::Resident;
use store::Mutant;

use super::{
    scene::{Scene, now},
    tower::Heard,
};

/// Danger: who is on call at once, the next after five minutes, everybody after ten; then nobody any more.
#[tokio::test(flavor = "multi_thread")]
async fn danger_wakes_one_after_the_other_until_somebody_is_on_it() {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "later", &[Stretch { start: (now() + 9) % WEEK, hours: 2 }]).await;
    let sam = scene.newcomer("sam").await;
    let thread = sam.start(&scene.community, "Evening", "It is quiet here.").await;
    scene.report(thread).await;
    scene.passes(0).await;
    assert_eq!(scene.paths(), ["/now"]);
    scene.passes(290).await;
    assert_eq!(scene.paths(), ["/now"]);
    scene.passes(20).await;
    assert_eq!(scene.paths(), ["/now", "/next"]);
    scene.passes(310).await;
    assert_eq!(scene.paths(), ["/now", "/next", "/later"]);
    for _ in 0..4 {
        scene.passes(310).await;
    }
    assert_eq!(scene.paths().len(), 3);
    // The times of an alert go with its last step.
    let mut tx = scene.instance.database.read().await.unwrap();
    let left: Vec<String> = tx.sql("SELECT lane FROM lanes WHERE queue = 'alerts'").column().await.unwrap();
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_alone_in_a_team_and_on_it_lets_the_others_sleep() {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    let sam = scene.newcomer("sam").await;
    sam.start(&scene.community, "Tonight", "I want to kill myself, I have the pills here").await;
    scene.passes(0).await;
    assert_eq!(scene.paths(), ["/now"], "words of danger wake without a report");
    let mut tx = scene.instance.database.write().await.unwrap();
    let greeter = scene.greeter(&mut tx, &scene.keeper).await;
    let danger = alerts::open(&mut tx, scene.community.id).await.unwrap();
    alerts::acknowledge(&mut tx, &greeter, danger[0].id).await.unwrap();
    tx.commit().await.unwrap();
    scene.passes(310).await;
    scene.passes(310).await;
    assert_eq!(scene.paths(), ["/now"]);
    let lines = scene.lines().await;
    assert!(lines[0].taken_up && lines[0].kind == Kind::Danger && lines[0].rung == 1, "{lines:?}");
}

/// Somebody of a team of two says twice that they are on it, then the other does: what rang after each.
async fn taken_up_by_two() -> [Vec<String>; 3] {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "later", &[Stretch { start: (now() + 9) % WEEK, hours: 2 }]).await;
    let tess = scene.newcomer("tess").await;
    let name = tess.name_in(&scene.community).await;
    let mut tx = scene.instance.database.write().await.unwrap();
    let lead = scene.proof(&mut tx).await;
    team::appoint(&mut tx, &lead, name.id, Role::Greeter).await.unwrap();
    tx.commit().await.unwrap();
    let sam = scene.newcomer("sam").await;
    sam.start(&scene.community, "Tonight", "I want to kill myself, I have the pills here").await;
    scene.passes(0).await;
    let take_up = async |who: &Resident| {
        let mut tx = scene.instance.database.write().await.unwrap();
        let greeter = scene.greeter(&mut tx, who).await;
        let danger = alerts::open(&mut tx, scene.community.id).await.unwrap().remove(0);
        assert_eq!(danger.kind, Kind::Danger);
        alerts::acknowledge(&mut tx, &greeter, danger.id).await.unwrap();
        tx.commit().await.unwrap();
        let (before, after) = (danger.on_it, scene.lines().await.remove(0));
        (before, after.on_it, after.taken_up)
    };
    let rung = scene.paths();
    let first = take_up(&scene.keeper).await;
    let twice = take_up(&scene.keeper).await;
    scene.passes(310).await;
    let after_one = scene.paths();
    let second = take_up(&tess).await;
    if !Mutant::OneIsEnough.is_on() {
        let keeper = scene.keeper.name_in(&scene.community).await.id;
        assert_eq!(first, (None, Some(keeper), false));
        assert_eq!(twice, (Some(keeper), Some(keeper), false), "nobody counts twice");
        assert_eq!(second, (Some(keeper), None, true), "who was first is forgotten");
    }
    scene.passes(310).await;
    scene.passes(310).await;
    [rung, after_one, scene.paths()]
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_wakes_the_next_until_two_people_are_on_it() {
    let [rung, after_one, after_two] = taken_up_by_two().await;
    assert_eq!(rung, ["/now"]);
    assert_eq!(after_one, ["/now", "/next"], "one person is not enough");
    assert_eq!(after_two, ["/now", "/next"], "two are");
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_that_one_person_ends_is_caught() {
    Mutant::OneIsEnough.switch_on();
    let [_, after_one, _] = taken_up_by_two().await;
    assert_eq!(after_one, ["/now"]);
}

/// A bell that is away is tried again, shown, and holds up no other.
#[tokio::test(flavor = "multi_thread")]
async fn a_bell_that_cannot_be_reached_is_shown_and_tried_again() {
    let scene = Scene::new().await;
    let bell = scene.bell(bells::Kind::Ntfy, "always", &[]).await;
    *scene.tower.away.lock().unwrap() = true;
    let mut tx = scene.instance.database.write().await.unwrap();
    let proof = scene.proof(&mut tx).await;
    bells::try_out(&mut tx, &proof, bell).await.unwrap();
    tx.commit().await.unwrap();
    scene.passes(0).await;
    let silent = async || {
        let mut tx = scene.instance.database.read().await.unwrap();
        let proof = scene.proof(&mut tx).await;
        bells::list(&mut tx, &proof, scene.instance.members.secrets()).await.unwrap()[0].silent
    };
    assert!(silent().await);
    assert_eq!(scene.lines().await[0].waiting, 1);
    *scene.tower.away.lock().unwrap() = false;
    scene.passes(60).await;
    assert!(!silent().await);
    assert_eq!((scene.paths().len(), scene.lines().await[0].rung), (1, 1));
}

/// What a kill between sending and noting leaves is rung once more, with the number it had.
#[tokio::test(flavor = "multi_thread")]
async fn a_ring_that_was_not_noted_comes_again_under_its_number() {
    let scene = Scene::new().await;
    let bell = scene.bell(bells::Kind::Webhook, "hook", &[]).await;
    let mut tx = scene.instance.database.write().await.unwrap();
    let proof = scene.proof(&mut tx).await;
    bells::try_out(&mut tx, &proof, bell).await.unwrap();
    tx.commit().await.unwrap();
    scene.passes(0).await;
    let number = scene.tower.heard()[0].number();
    let mut tx = scene.instance.database.write().await.unwrap();
    tx.sql("UPDATE rings SET state = 'waiting'").execute().await.unwrap();
    tx.enqueue(alerts::RINGS, bell.to_string(), number.clone());
    tx.commit().await.unwrap();
    scene.passes(60).await;
    scene.passes(60).await;
    let numbers: Vec<String> = scene.tower.heard().iter().map(Heard::number).collect();
    assert_eq!(numbers, [number.clone(), number]);
}
