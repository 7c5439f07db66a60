//! How soon what a moderator decides is so on the other server.

use std::time::{Duration, Instant};

use rig::server::drained;

use crate::{federation::Neighbours, load, report::Report};

/// How many comments are removed, one after the other.
const SINGLE: usize = 20;

/// Prints `measure_across_ms`: the median from the moderator's own form to a hidden text on the other server.
pub async fn measure(engine: &str, report: &mut Report) {
    let Neighbours { maple, harbor, june, marlow, thread, there } = Neighbours::meet(engine).await;
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
