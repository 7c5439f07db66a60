//! Whether a stopwatch at the sign-in page tells which sign-in names are there.

use attack::timing;
use rig::{Place, Resident, Server};

use crate::report::Report;

/// How often a name that is there, and one that is not, is tried.
const ROUNDS: usize = 300;

/// Prints `sign_in_timing_auc`: 0.5 tells nothing, 1 everything. Hashing is cheap in a rehearsal, so a difference beside it
/// would show more clearly than on a real server.
pub async fn measure(engine: &str, report: &mut Report) {
    let place = if engine == "postgres" { Place::postgres().await } else { Place::sqlite() };
    let maple = Server::start("maple", place).await;
    Resident::keeper(&maple.instance().await).await;
    let (known, unknown) =
        timing::sign_in(&maple.address(), "keeper", ROUNDS).await.expect("the server answers");
    report.figure("sign_in_timing_auc", timing::area(&known, &unknown), "");
}
