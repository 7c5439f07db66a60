//! Times on the wire: the hour, in an order that a reader can follow.

use chrono::{DateTime, SecondsFormat, TimeZone, Utc};
use store::{CommentId, Hour, Result, Tx};

/// As documents write a time.
pub(crate) fn written(seconds: i64) -> String {
    let time: DateTime<Utc> = Utc.timestamp_opt(seconds, 0).single().unwrap_or_default();
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// When a comment was written: its hour, or one second after what it answers where that is later.
pub(crate) async fn of_comment(tx: &mut Tx, comment: CommentId, thread_hour: Hour) -> Result<i64> {
    let (latest, answers): (i64, i64) = tx
        .sql(
            "WITH RECURSIVE line (id, parent_id, hour, steps) AS ( \
                 SELECT id, parent_id, hour, CAST(0 AS BIGINT) FROM comments WHERE id = $1 \
                 UNION ALL \
                 SELECT comments.id, comments.parent_id, comments.hour, line.steps + 1 \
                 FROM comments JOIN line ON comments.id = line.parent_id) \
             SELECT MAX(hour + steps), MAX(steps) FROM line",
        )
        .bind(comment)
        .one()
        .await?;
    Ok(latest.max(thread_hour.0 + answers + 1))
}

/// When something was edited last: rises with every edit, and stays. `None` for what never was.
pub(crate) fn of_edit(published: i64, edited: Option<Hour>, version: i64) -> Option<i64> {
    edited.map(|hour| published.max(hour.0) + (version - 1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edit_is_later_than_the_one_before() {
        let times: Vec<i64> = [(3_600, 2), (3_600, 3), (7_200, 4)]
            .map(|(hour, version)| of_edit(3_605, Some(Hour(hour)), version).unwrap())
            .into();
        assert!(times.is_sorted_by(|a, b| a < b) && times[0] > 3_605);
        assert_eq!(of_edit(3_605, None, 1), None);
        assert_eq!(written(0), "1970-01-01T00:00:00Z");
    }
}
