//! How soon what a moderator decides is so on the other server.

use std::time::{Duration, Instant};

use rig::{Resident, Server, server::drained};

use crate::{
    federation::{place, shared_thread},
    load,
    report::Report,
};

/// How many comments are removed, one after the other.
const SINGLE: usize = 20;

/// Prints `measure_across_ms`: the median from the moderator's own form to a hidden text on the other server.
pub async fn measure(engine: &str, report: &mut Report) {
    let maple = Server::start("maple", place(engine).await).await;
    let harbor = Server::start("harbor", place(engine).await).await;
    let june = Resident::keeper(&maple.instance().await).await;
    let marlow = Resident::keeper(&harbor.instance().await).await;
    let (thread, there) = shared_thread(&maple, &harbor, &june, &marlow).await;
    let mut comments = Vec::new();
    for number in 0..SINGLE {
        comments.push(june.comment(thread, &format!("Comment number {number}, and the kettle is on.")).await);
    }
    drained(&[&maple, &harbor]).await;
    let cookie = format!("session={}", june.session);
    let mut times = Vec::new();
    for (number, comment) in comments.into_iter().enumerate() {
        let form = "kind=remove&guideline=1&words=This+is+not+the+place.";
        let request = load::post(&format!("/comments/{comment}/decisions"), &cookie, form);
        let before = Instant::now();
        load::body(&maple.address(), &request).await.expect("an answer");
        while marlow.reads(there).await[number].is_some() {
            assert!(before.elapsed() < Duration::from_secs(60), "the decision never arrived");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        times.push(before.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    report.figure("measure_across_ms", times[times.len() / 2], "ms");
    report.remark(&format!("the slowest of {SINGLE} {:.0} ms", times[SINGLE - 1]));
}
