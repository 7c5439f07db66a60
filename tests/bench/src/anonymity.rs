//! What it costs that nothing joins a person's names: one slow hash at signing in, a few fast ones at each request.

use std::time::Instant;

use forum::{
    CommentDraft, comments,
    linter::{self, Setting},
};
use members::{Device, HashingCost, Members};
use rig::Place;
use store::Chance;

use crate::{
    report::Report,
    seed::{self, Forum, SIGN_IN, Scale},
};

/// Prints `sign_in_ms`, `session_open_ms` and `post_ms`: medians, in this process, one after the other.
pub async fn measure(engine: &str, scale: Scale, report: &mut Report) {
    let place = if engine == "postgres" { Place::postgres().await } else { Place::sqlite() };
    let members = seed::open(&place.engine, &place.data, HashingCost::FULL).await;
    let forum = seed::fill(&members, scale.tenth()).await;
    let sign_in = timed(15, async || {
        members.sign_in(SIGN_IN.0, SIGN_IN.1, Device::Own).await.expect("they sign in");
    });
    report.figure("sign_in_ms", sign_in.await, "ms");
    let open = timed(2_000, async || {
        members.member(&forum.session).await.expect("sessions are read").expect("the session lasts");
    });
    report.figure("session_open_ms", open.await, "ms");
    report.figure("post_ms", timed(300, async || post(&members, &forum).await).await, "ms");
    members.database().close().await;
}

/// From the words to the commit: the linter, the screening, every check, the notice, the event.
async fn post(members: &Members, forum: &Forum) {
    let body = seed::words(members.database().chance());
    std::hint::black_box(linter::lint(&body, &Setting::default()));
    let thread = forum.long_threads[Chance::system().below(forum.long_threads.len())];
    let mut tx = members.database().write().await.expect("writable");
    let draft = CommentDraft { body, ..CommentDraft::default() };
    comments::post(&mut tx, &forum.member, thread, draft).await.expect("they may post");
    tx.commit().await.expect("it is kept");
}

/// How long `act` takes in the middle of so many times, in milliseconds.
async fn timed(times: usize, act: impl AsyncFn()) -> f64 {
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let started = Instant::now();
        act().await;
        taken.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    taken.sort_by(f64::total_cmp);
    taken[times / 2]
}
