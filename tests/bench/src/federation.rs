//! Comments from one server to another, end to end, everything kept durably on both sides.

use std::time::{Duration, Instant};

use rig::{Place, Resident, Server, server::drained};
use store::ThreadId;

use crate::report::Report;

/// How many comments cross for the rate.
const MANY: usize = 3_000;
/// How many single ones for the latency.
const SINGLE: usize = 20;

/// The rate of many and the latency of one.
pub async fn measure(engine: &str, report: &mut Report) {
    let Neighbours { maple, harbor, june, marlow, thread, there } = Neighbours::meet(engine).await;
    report.figure("federation_latency_ms", latency(&maple, &june, &marlow, thread, there).await, "ms");
    // The other server stands still while the comments are written, so that the rate is that of the road alone. It is
    // not killed: it would wait for its own old lease while the road fills its inbox, and then apply alone.
    harbor.stand_still().await;
    for number in 0..MANY {
        june.comment(thread, &format!("Comment number {number}, and the kettle is on.")).await;
    }
    harbor.go_on().await;
    report.figure("federation_rate", rate(&marlow, there).await, "comments/s");
    drained(&[&maple, &harbor]).await;
}

/// An empty place on this engine.
pub async fn place(engine: &str) -> Place {
    if engine == "postgres" { Place::postgres().await } else { Place::sqlite() }
}

/// Two servers and their keepers, with a thread in a community of Maple's, as both know it.
pub struct Neighbours {
    pub maple: Server,
    pub harbor: Server,
    pub june: Resident,
    pub marlow: Resident,
    pub thread: ThreadId,
    /// The same thread, at Harbor's.
    pub there: ThreadId,
}

impl Neighbours {
    /// Starts them, each on a database of its own.
    pub async fn meet(engine: &str) -> Self {
        let maple = Server::start("maple", place(engine).await).await;
        let harbor = Server::start("harbor", place(engine).await).await;
        let june = Resident::keeper(&maple.instance().await).await;
        let marlow = Resident::keeper(&harbor.instance().await).await;
        let (thread, there) = shared_thread(&maple, &harbor, &june, &marlow).await;
        Self { maple, harbor, june, marlow, thread, there }
    }
}

async fn shared_thread(
    maple: &Server,
    harbor: &Server,
    june: &Resident,
    marlow: &Resident,
) -> (ThreadId, ThreadId) {
    let code = federation::circle::invite(&june.instance.federation).await.expect("a code");
    let address = maple.base();
    federation::circle::accept(&marlow.instance.federation, address.as_str(), &code).await.expect("accepted");
    drained(&[maple, harbor]).await;
    let community = june.found("night-owls", members::Audience::Circle).await;
    drained(&[maple, harbor]).await;
    marlow.belong(&marlow.sees("night-owls").await).await;
    drained(&[maple, harbor]).await;
    let thread = june.start(&community, "A long night", "Keep me company.").await;
    drained(&[maple, harbor]).await;
    let there = marlow.thread_at(&format!("{address}t/{thread}")).await;
    (thread, there)
}

/// The median time from posting a comment on one server, through its own form, to its being readable on the other.
async fn latency(
    maple: &Server,
    june: &Resident,
    marlow: &Resident,
    thread: ThreadId,
    there: ThreadId,
) -> f64 {
    let mut times = Vec::new();
    for number in 0..SINGLE {
        let before = Instant::now();
        maple.post_comment(june, thread, &format!("One, number {number}.")).await;
        while marlow.reads(there).await.len() <= number {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        times.push(before.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Comments a second, from the first new one to the last.
async fn rate(marlow: &Resident, there: ThreadId) -> f64 {
    let count = async || {
        let mut tx = marlow.instance.database.read().await.expect("readable");
        let count = tx.sql("SELECT comments FROM threads WHERE id = $1").bind(there).value::<i64>().await;
        count.expect("readable").unwrap_or(0) as usize
    };
    while count().await <= SINGLE {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let (started, first) = (Instant::now(), count().await);
    while count().await < SINGLE + MANY {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (SINGLE + MANY - first) as f64 / started.elapsed().as_secs_f64()
}
