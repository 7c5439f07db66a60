//! Which servers were asked to delete a text of ours, and which said that they did.

use std::collections::HashMap;

use members::{Community, Journal};
use serde_json::json;
use store::{Hour, Ids, Result, Tx};

use crate::{
    activities::{Activity, Case},
    addresses::Place,
    instances,
    outbox::letters,
    outcome::Halt,
};

/// How often something was asked for, and how often it was confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipts {
    /// How many servers were asked.
    pub asked: i64,
    /// How many of them said that they did it.
    pub confirmed: i64,
}

/// Notes whom a deletion is sent to: those who listen to a community of ours, or the server of another one, which
/// passes it on.
pub(crate) async fn ask(tx: &mut Tx, community: &Community, subject: i64) -> Result<()> {
    let hosts: Vec<String> = if community.is_local() {
        tx.sql("SELECT DISTINCT host FROM followers WHERE community_id = $1")
            .bind(community.id)
            .column()
            .await?
    } else {
        vec![community.host.clone()]
    };
    let month = tx.clock().hour().month();
    for host in hosts {
        tx.sql(
            "INSERT INTO receipts (subject_id, host, asked_hour) VALUES ($1, $2, $3) \
             ON CONFLICT (subject_id, host) DO UPDATE SET confirmed = FALSE, asked_hour = excluded.asked_hour",
        )
        .bind(subject)
        .bind(host)
        .bind(month)
        .execute()
        .await?;
    }
    Ok(())
}

/// Tells a server of our circle that what it asked for was done. Others would not know what to make of it.
pub(crate) async fn give(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let host = activity.actor.host().to_string();
    if !case.standings.lists(&host) {
        return Ok(());
    }
    let Some(instance) = instances::get(case.tx, &host).await? else { return Ok(()) };
    let (Some(actor), Some(inbox)) = (instance.actor_id, instance.inbox) else { return Ok(()) };
    let body = json!({ "type": "Accept", "to": [actor], "object": activity.id.as_str() });
    letters::to_inbox(case.tx, case.inner, &Place::Server, body, &inbox).await?;
    Ok(())
}

/// Whether an activity is a deletion that we sent, and of what.
pub(crate) async fn deleted(tx: &mut Tx, activity: i64) -> Result<Option<i64>> {
    let sql = "SELECT subject_id FROM sent WHERE id = $1 AND kind = 'Delete'";
    Ok(tx.sql(sql).bind(activity).value::<Option<i64>>().await?.flatten())
}

/// A server that was asked says that it did it. Answers whether it was asked.
pub(crate) async fn confirm(tx: &mut Tx, subject: i64, host: &str) -> Result<bool> {
    let sql = "UPDATE receipts SET confirmed = TRUE WHERE subject_id = $1 AND host = $2";
    Ok(tx.sql(sql).bind(subject).bind(host.to_owned()).execute().await? > 0)
}

/// What other servers said of those of these texts that were written by whoever's journal it is.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, journal: &Journal, subjects: Ids) -> Result<HashMap<i64, Receipts>> {
    if subjects.0.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, bool)> = tx
        .sql(
            "SELECT receipts.subject_id, receipts.confirmed FROM receipts \
             LEFT JOIN comments ON comments.id = receipts.subject_id \
             LEFT JOIN threads ON threads.id = receipts.subject_id \
             WHERE receipts.subject_id IN list($1) \
             AND COALESCE(comments.persona_id, threads.persona_id) IN list($2)",
        )
        .bind_list(subjects)
        .bind_list(journal.names())
        .all()
        .await?;
    let mut found: HashMap<i64, Receipts> = HashMap::new();
    for (subject, confirmed) in rows {
        let receipts = found.entry(subject).or_default();
        receipts.asked += 1;
        receipts.confirmed += i64::from(confirmed);
    }
    Ok(found)
}

/// Forgets what was asked for in a month that ended more than thirty days ago.
pub(crate) async fn forget_old(tx: &mut Tx, now: Hour) -> Result<()> {
    let before = now.plus_hours(-30 * 24).month();
    tx.sql("DELETE FROM receipts WHERE asked_hour < $1").bind(before).execute().await?;
    Ok(())
}
