//! Hourly work: measures come to their end, and what is two days old keeps only its month.

use store::{Hour, Result, Tx};

use crate::{alerts, appeals, measures};

/// Lifts what has ended, and cuts old times to the month.
///
/// # Errors
/// When the database fails.
pub async fn run(tx: &mut Tx) -> Result<()> {
    measures::expire(tx).await?;
    alerts::old_holds(tx).await?;
    alerts::tidy(tx).await?;
    appeals::tidy(tx).await?;
    for (find, cut) in [
        (
            "SELECT DISTINCT taken_hour FROM measures WHERE taken_hour < $1",
            "UPDATE measures SET taken_hour = $1 WHERE taken_hour = $2",
        ),
        (
            "SELECT DISTINCT lifted_hour FROM measures WHERE lifted_hour < $1",
            "UPDATE measures SET lifted_hour = $1 WHERE lifted_hour = $2",
        ),
        ("SELECT DISTINCT hour FROM alerts WHERE hour < $1", "UPDATE alerts SET hour = $1 WHERE hour = $2"),
        ("SELECT DISTINCT hour FROM reports WHERE hour < $1", "UPDATE reports SET hour = $1 WHERE hour = $2"),
        (
            "SELECT DISTINCT resolved_hour FROM reports WHERE resolved_hour < $1",
            "UPDATE reports SET resolved_hour = $1 WHERE resolved_hour = $2",
        ),
        ("SELECT DISTINCT hour FROM cases WHERE hour < $1", "UPDATE cases SET hour = $1 WHERE hour = $2"),
        (
            "SELECT DISTINCT closed_hour FROM cases WHERE closed_hour < $1",
            "UPDATE cases SET closed_hour = $1 WHERE closed_hour = $2",
        ),
    ] {
        let before = tx.clock().hour().plus_hours(-48);
        let hours: Vec<Hour> = tx.sql(find).bind(before).column().await?;
        for hour in hours.into_iter().filter(|hour| hour.month() != *hour) {
            tx.sql(cut).bind(hour.month()).bind(hour).execute().await?;
        }
    }
    Ok(())
}
