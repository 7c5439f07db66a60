//! A week of first posts.

use std::collections::{BTreeMap, BTreeSet};

use moderation::{
    bells,
    rota::{self, Stretch, WEEK},
    team::{self, Role},
};
use store::{Mutant, ThreadId};

use super::{
    scene::{Scene, now},
    tower::Heard,
};

/// A week of people who write here for the first time, with four on the rota: what was rung, by alert and bell, and
/// what nobody of the team had before them within a day.
#[derive(Default)]
struct Week {
    unseen: Vec<ThreadId>,
    /// Each ring that was to be made: its alert and its bell.
    rings: BTreeMap<String, (i64, i64)>,
    heard: Vec<String>,
}

impl Week {
    async fn note(&mut self, scene: &Scene) {
        let mut tx = scene.instance.database.read().await.unwrap();
        let rows: Vec<(i64, i64, i64)> =
            tx.sql("SELECT id, alert_id, bell_id FROM rings").all().await.unwrap();
        self.rings.extend(rows.into_iter().map(|(id, alert, bell)| (id.to_string(), (alert, bell))));
    }

    /// How often each alert came to each bell, where that is not once.
    fn not_once(&self) -> Vec<((i64, i64), usize)> {
        let mut times: BTreeMap<(i64, i64), usize> = self.rings.values().map(|ring| (*ring, 0)).collect();
        for number in &self.heard {
            *times.entry(self.rings[number]).or_default() += 1;
        }
        times.into_iter().filter(|(_, times)| *times != 1).collect()
    }
}

async fn a_week(posts: usize) -> Week {
    let scene = Scene::new().await;
    let mut team = vec![scene.keeper.clone()];
    for number in 1..4 {
        let greeter = scene.newcomer(&format!("greeter-{number}")).await;
        let persona = greeter.name_in(&scene.community).await;
        let mut tx = scene.instance.database.write().await.unwrap();
        let proof = scene.proof(&mut tx).await;
        team::appoint(&mut tx, &proof, persona.id, Role::Greeter).await.unwrap();
        tx.commit().await.unwrap();
        team.push(greeter);
    }
    // Six hours a day each; the last one sleeps badly, and answers no bell on Sunday.
    for (number, one) in team.iter().enumerate() {
        let start = number as i64 * 6;
        let days = if number == 3 { 0..6 } else { 0..7 };
        let hours: Vec<Stretch> = days.map(|day| Stretch { start: day * 24 + start, hours: 6 }).collect();
        let mut tx = scene.instance.database.write().await.unwrap();
        let greeter = scene.greeter(&mut tx, one).await;
        for stretch in &hours {
            rota::take(&mut tx, &greeter, *stretch).await.unwrap();
        }
        tx.commit().await.unwrap();
        scene.bell(bells::Kind::Ntfy, &format!("bell-{number}"), &hours).await;
    }
    let mut newcomers = Vec::new();
    for number in 0..posts {
        newcomers.push(scene.newcomer(&format!("newcomer-{number}")).await);
    }
    let mut started: BTreeMap<ThreadId, i64> = BTreeMap::new();
    let mut seen: BTreeSet<ThreadId> = BTreeSet::new();
    let mut week = Week::default();
    for hour in 0..8 * 24_i64 {
        let due = newcomers.len() * usize::try_from(hour.min(WEEK)).unwrap() / 168;
        while started.len() < due {
            let number = started.len();
            let asks = number % 20 == 7;
            let body =
                if asks { "I want to kill myself, I have the pills here" } else { "My first evening here." };
            let thread = newcomers[number].start(&scene.community, &format!("Hello {number}"), body).await;
            started.insert(thread, hour);
        }
        for seconds in [2_980, 310, 310] {
            scene.passes(seconds).await;
            week.note(&scene).await;
        }
        // Whoever is awake now reads the list, and answers two of three.
        let waiting = scene.unanswered().await;
        let on_call = &team[(((now() + hour + 1) % 24) / 6) as usize];
        for thread in waiting.iter().filter(|thread| thread.0 % 3 != 0) {
            on_call.comment(*thread, &format!("Welcome, I read you. ({})", thread.0)).await;
        }
        seen.extend(waiting);
        let late = started.iter().filter(|(thread, at)| hour - **at == 24 && !seen.contains(thread));
        week.unseen.extend(late.map(|(thread, _)| *thread));
    }
    assert_eq!(started.len(), posts);
    week.heard = scene.tower.heard().iter().map(Heard::number).collect();
    week
}

fn posts() -> usize {
    std::env::var("TEST_FIRST_POSTS").ok().and_then(|posts| posts.parse().ok()).unwrap_or(30)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_of_first_posts_is_seen_and_each_alert_is_sent_once() {
    let week = a_week(posts()).await;
    println!("{} first posts, {} rings", posts(), week.heard.len());
    assert_eq!(week.unseen, []);
    assert_eq!(week.not_once(), []);
    assert!(week.heard.len() > posts() / 3, "{}", week.heard.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_that_rings_again_is_caught() {
    Mutant::AlertRingsAgain.switch_on();
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "now", &[Stretch { start: now(), hours: 2 }]).await;
    scene.bell(bells::Kind::Ntfy, "next", &[Stretch { start: (now() + 5) % WEEK, hours: 2 }]).await;
    let sam = scene.newcomer("sam").await;
    let thread = sam.start(&scene.community, "Evening", "It is quiet here.").await;
    scene.report(thread).await;
    let mut week = Week::default();
    for seconds in [0, 310, 310] {
        scene.passes(seconds).await;
        week.note(&scene).await;
    }
    week.heard = scene.tower.heard().iter().map(Heard::number).collect();
    assert!(week.not_once().iter().any(|(_, times)| *times > 1), "{:?}", week.heard);
}
