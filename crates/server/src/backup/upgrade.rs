//! Bringing a database to the shape of this program: after a backup, when there is something to lose.

use forum::media::Storage;
use store::{Chance, Clock, Database, backups};

use super::make::Source;
use crate::{Outcome, instance::Plan};

/// Opens the database of `plan` in the newest shape. Each migration is applied whole or not at all, so an interrupted
/// upgrade goes on at the next start.
///
/// # Errors
/// When it is newer than this program, or cannot be backed up first.
pub async fn open(plan: &Plan, clock: Clock, chance: Chance) -> Outcome<Database> {
    let database = Database::open_as_it_is(&plan.engine, clock, chance).await?;
    let pending = database.pending().await?;
    if let Some(keeping) = &plan.backups
        && !pending.is_empty()
        && database.is_lived_in().await?
    {
        let path = keeping.folder.join(backups::name(database.clock().hour(), "before-upgrade"));
        let storage = Storage::open(&plan.pictures)?;
        let source = Source { database: &database, storage: &storage, data: &plan.data };
        let made = source.back_up(&path).await;
        made.map_err(|fault| format!("the database is not upgraded without a backup: {fault}"))?;
        tracing::info!(migrations = pending.len(), "a backup was made before the upgrade");
    }
    database.migrate().await?;
    Ok(database)
}
