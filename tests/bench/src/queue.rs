//! The first page of what waits for moderators, where very much waits.

use std::sync::Arc;

use members::{Audience, Community, personas};
use moderation::{
    Subject,
    reports::{self, Reason, Reporter},
};
use rig::{Resident, Server, server::drained};
use store::PersonaId;

use crate::{federation::place, load, report::Report, seed};

/// How many cases are open.
const OPEN: usize = 10_000;
/// Of so many names.
const PEOPLE: usize = 50;
/// How many are written in one transaction.
const BATCH: usize = 500;
/// How often the page is asked for in a second, whatever the answers take.
const RATE: u64 = 5;

/// Prints `queue_p99_ms`.
pub async fn measure(engine: &str, small: bool, seconds: u64, report: &mut Report) {
    let server = Server::start("queue", place(engine).await).await;
    let june = Resident::keeper(&server.instance().await).await;
    let community = june.found("night-owls", Audience::Circle).await;
    let open = if small { OPEN / 10 } else { OPEN };
    fill(&june, &community, open).await;
    drained(&[&server]).await;
    let cookie = format!("session={}", june.session);
    let requests: load::Requests = Arc::new(move |_| load::get("/c/night-owls/queue", &cookie));
    // The first ones find nothing in memory yet.
    load::closed(&server.address(), 1, 1, 200, requests.clone()).await;
    let load = load::open(&server.address(), RATE, seconds, requests).await;
    report.figure("queue_p99_ms", load.p99_ms, "ms");
    report.remark(&format!("{open} open cases, {} kB, {RATE} a second", load.bytes / 1000));
}

/// Threads that somebody called for, for every reason.
async fn fill(june: &Resident, community: &Community, open: usize) {
    let people = people(june, community).await;
    for batch in (0..open).collect::<Vec<_>>().chunks(BATCH) {
        let mut tx = june.instance.database.write().await.expect("writable");
        for &number in batch {
            let talk = seed::talk(tx.chance(), number, 0);
            let planted =
                seed::plant(&mut tx, number, community.id, &people, &talk, forum::text::render).await;
            let reason = Reason::ALL[number % Reason::ALL.len()];
            let host = Reporter::Host("harbor.example");
            let subject = Subject::Thread(planted.thread);
            reports::file(&mut tx, host, community.id, subject, reason, "Please look at this.")
                .await
                .expect("a report is filed");
        }
        tx.commit().await.expect("kept");
    }
}

async fn people(june: &Resident, community: &Community) -> Vec<i64> {
    let mut tx = june.instance.database.write().await.expect("writable");
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let id = PersonaId(tx.chance().id());
        tx.sql("INSERT INTO personas (id, community_id, name, name_key, handle) VALUES ($1, $2, $3, $3, $4)")
            .bind(id)
            .bind(community.id)
            .bind(format!("quiet heron {number}"))
            .bind(format!("p{id}"))
            .execute()
            .await
            .expect("a name is kept");
        assert!(personas::get(&mut tx, id).await.expect("readable").is_some());
        people.push(id.0);
    }
    tx.commit().await.expect("kept");
    people
}
