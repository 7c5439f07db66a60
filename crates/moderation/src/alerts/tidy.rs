//! Alerts are forgotten after two days; those about what is still kept back stay, so that it wakes nobody twice.

use store::{Result, Tx};

pub(crate) async fn tidy(tx: &mut Tx) -> Result<()> {
    let before = tx.clock().hour().plus_hours(-48);
    tx.sql(
        "DELETE FROM alerts WHERE hour < $1 AND NOT (kind = 'held' AND EXISTS (SELECT 1 FROM measures \
         WHERE measures.id = alerts.subject_id AND measures.lifted_hour IS NULL))",
    )
    .bind(before)
    .execute()
    .await?;
    tx.sql("DELETE FROM rings WHERE NOT EXISTS (SELECT 1 FROM alerts WHERE alerts.id = rings.alert_id)")
        .execute()
        .await?;
    Ok(())
}
