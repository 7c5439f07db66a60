//! Hourly work: what is two days old keeps only its month, so that times at rest join nobody's names.

use store::{Hour, Mutant, Result, Tx};

use crate::sent_forms;

/// How many months back the work looks: a server may have stood still for long.
const MONTHS: usize = 13;

/// Cuts old times to the month and forgets old forms.
///
/// # Errors
/// When the database fails.
pub async fn run(tx: &mut Tx) -> Result<()> {
    sent_forms::forget_old(tx).await?;
    let mut until = tx.clock().hour().plus_hours(-48);
    for _ in 0..MONTHS {
        let month = until.plus_hours(-1).month();
        cut(tx, month, until).await?;
        until = month;
    }
    Ok(())
}

/// Moves every time after the start of `month` and before `until` to that start.
async fn cut(tx: &mut Tx, month: Hour, until: Hour) -> Result<()> {
    if Mutant::ExactTimes.is_on() {
        return Ok(());
    }
    for sql in [
        "UPDATE threads SET hour = $1 WHERE hour > $1 AND hour < $2",
        "UPDATE threads SET edited_hour = $1 WHERE edited_hour > $1 AND edited_hour < $2",
        "UPDATE threads SET active_hour = $1 WHERE active_hour > $1 AND active_hour < $2",
        "UPDATE comments SET hour = $1 WHERE hour > $1 AND hour < $2",
        "UPDATE comments SET edited_hour = $1 WHERE edited_hour > $1 AND edited_hour < $2",
    ] {
        tx.sql(sql).bind(month).bind(until).execute().await?;
    }
    Ok(())
}
