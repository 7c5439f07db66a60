//! Pages read and comments posted by a signed-in member of a large forum.

use std::{io::Write, sync::Arc, time::Instant};

use flate2::{Compression, write::GzEncoder};
use members::HashingCost;
use rig::{Place, Server};
use store::Chance;

use crate::{
    backup,
    load::{self, Requests},
    report::Report,
    seed::{self, Forum, Scale},
};

const CONNECTIONS: usize = 16;

/// All figures of one engine that need no second server.
pub async fn measure(engine: &str, scale: Scale, seconds: u64, report: &mut Report) {
    let small = times(engine, scale.tenth(), seconds.min(4)).await;
    let (server, forum) = filled(engine, scale).await;
    report.figure("start_s", server.started_in, "s");
    report.figure("idle_mb", server.memory_mb(), "MB");
    let kinds = kinds(&forum);
    let rates = [("thread_page_rps", 0), ("community_page_rps", 1), ("feed_rps", 2)];
    for (figure, kind) in rates {
        let load = load::closed(&server.address(), CONNECTIONS, seconds, 200, kinds[kind].clone()).await;
        report.figure(figure, load.rate, "requests/s");
        report.remark(&format!(
            "{} kB each, p99 {:.1} ms at {CONNECTIONS} connections",
            load.bytes / 1000,
            load.p99_ms
        ));
    }
    report.remark(&compressed(&load::body(&server.address(), &kinds[0](0)).await.expect("a page")));
    let load = load::open(&server.address(), 100, seconds, kinds[0].clone()).await;
    report.figure("thread_page_p99_ms", load.p99_ms, "ms");
    backup::measure(&server, kinds[0].clone(), seconds, report).await;
    let large = rates_of_one(&server, &forum, seconds.min(4)).await;
    let growth: Vec<f64> = small.iter().zip(&large).map(|(small, large)| small / large).collect();
    report.figure("growth_ratio", growth.iter().copied().fold(0.0, f64::max), "times");
    let [thread, community, feed] = growth[..] else { unreachable!("three kinds of pages are measured") };
    report.remark(&format!("thread {thread:.2}, community {community:.2}, feed {feed:.2}"));
    let load = load::closed(&server.address(), CONNECTIONS, seconds, 303, posting(&forum)).await;
    report.figure("comment_post_rps", load.rate, "comments/s");
    report.figure("load_mb", server.memory_mb(), "MB");
}

/// The program itself: how large it is, and how soon an empty server answers.
pub async fn measure_program(engine: &str, report: &mut Report) {
    let bytes = std::fs::metadata(rig::server::binary()).map_or(0, |file| file.len());
    report.figure("binary_mb", bytes as f64 / 1_000_000.0, "MB");
    let place = if engine == "postgres" { Place::postgres().await } else { Place::sqlite() };
    let server = Server::start("empty", place).await;
    report.figure("start_empty_s", server.started_in, "s");
    report.figure("idle_empty_mb", server.memory_mb(), "MB");
}

/// The figures of a backup alone.
pub async fn measure_backup(engine: &str, scale: Scale, seconds: u64, report: &mut Report) {
    let (server, forum) = filled(engine, scale).await;
    let [thread, ..] = kinds(&forum);
    backup::measure(&server, thread, seconds, report).await;
}

/// What gzip makes of a page, and what that costs.
fn compressed(page: &[u8]) -> String {
    const TIMES: u32 = 50;
    let started = Instant::now();
    let mut length = 0;
    for _ in 0..TIMES {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(page).expect("memory takes it");
        length = encoder.finish().expect("memory takes it").len();
    }
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES);
    format!(
        "gzip makes {} kB of a thread page's {} kB, in {milliseconds:.1} ms",
        length / 1000,
        page.len() / 1000
    )
}

/// Pages a second over one connection in a forum of this size, for each kind of page.
async fn times(engine: &str, scale: Scale, seconds: u64) -> Vec<f64> {
    let (server, forum) = filled(engine, scale).await;
    rates_of_one(&server, &forum, seconds).await
}

async fn rates_of_one(server: &Server, forum: &Forum, seconds: u64) -> Vec<f64> {
    let mut rates = Vec::new();
    for requests in kinds(forum) {
        rates.push(load::closed(&server.address(), 1, seconds, 200, requests).await.rate);
    }
    rates
}

/// A running server with a forum of this size.
async fn filled(engine: &str, scale: Scale) -> (Server, Forum) {
    let place = if engine == "postgres" { Place::postgres().await } else { Place::sqlite() };
    let members = seed::open(&place.engine, &place.data, HashingCost::CHEAP).await;
    let forum = seed::fill(&members, scale).await;
    members.database().close().await;
    (Server::start("bench", place).await, forum)
}

fn cookie(forum: &Forum) -> String {
    format!("session={}", forum.session)
}

/// Requests for a thread of 200 comments, a community, the joined feed.
fn kinds(forum: &Forum) -> [Requests; 3] {
    let threads = forum.long_threads.clone();
    let names = forum.communities.clone();
    let (first, second, third) = (cookie(forum), cookie(forum), cookie(forum));
    [
        Arc::new(move |n| load::get(&format!("/t/{}", threads[n * 7 % threads.len()]), &first)),
        Arc::new(move |n| load::get(&format!("/c/{}", names[n * 7 % names.len()]), &second)),
        Arc::new(move |_| load::get("/feed", &third)),
    ]
}

fn posting(forum: &Forum) -> Requests {
    let threads = forum.long_threads.clone();
    let cookie = cookie(forum);
    let chance = Chance::system();
    Arc::new(move |n| {
        let body = seed::words(&chance).replace(' ', "+").replace('\n', "%0A");
        load::post(&format!("/t/{}/comments", threads[n % threads.len()]), &cookie, &format!("body={body}"))
    })
}
