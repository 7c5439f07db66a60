//! Restoring a backup, into an empty place or in place of what is there.
//!
//! The database changes in one transaction: interrupted at any byte, the old state stands. Pictures have random names, so
//! they are put beside the old ones before; those that no row knows are swept away later. What was deleted since is
//! taken away again before anybody is answered ([`crate::instance`]).

use std::{
    fs,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use forum::media::Storage;
use store::{Chance, Clock, Database, Hour, backups, dump::Pieces, ledger};

use super::{
    Refusal,
    hold::Hold,
    keys::Key,
    make::Source,
    manifest::{Manifest, Sums},
    open::{self, Beside},
    wanted::Waiting,
};
use crate::{
    Outcome,
    instance::{Instance, Plan},
};

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    /// What was in the backup.
    pub sums: Sums,
    /// Where what was there before lies now, if there was something.
    pub before: Option<PathBuf>,
}

/// Restores `file` into the place of `plan`. What somebody lives in is only replaced when `replace` says so.
///
/// # Errors
/// A sentence; then what was there before is there still.
pub async fn restore(plan: Plan, clock: Clock, file: &Path, key: Key, replace: bool) -> Outcome<Restored> {
    let hold = Hold::alone(&plan.data)?;
    let storage = Storage::open(&plan.pictures)?;
    let database = Database::open_as_it_is(&plan.engine, clock.clone(), Chance::system()).await?;
    let lived_in = database.is_lived_in().await?;
    if lived_in && !replace {
        return Err(Refusal::LivedIn.into());
    }
    let before = if lived_in { kept(&database, &storage, &plan).await } else { None };
    if let Some((opened, sealed)) = &key.sheet {
        members::sheet::bring_back(&plan.data, opened, sealed)?;
    }
    let sums = put_in(&database, storage, &plan.data, file, key).await?;
    database.close().await;
    drop(hold);
    // As at every start: what was deleted since the backup goes again, and texts have their end.
    let instance = Instance::open(plan, clock).await?;
    instance.database.close().await;
    Ok(Restored { sums, before })
}

/// A backup of what is about to be replaced, as far as it can be read at all.
async fn kept(database: &Database, storage: &Storage, plan: &Plan) -> Option<PathBuf> {
    let keeping = plan.backups.as_ref()?;
    let path = keeping.folder.join(backups::name(database.clock().hour(), "before-restore"));
    match (Source { database, storage, data: &plan.data }).back_up(&path).await {
        Ok(made) => Some(made.path),
        Err(fault) => {
            tracing::warn!(%fault, "what is there could not be backed up before it is replaced");
            None
        }
    }
}

async fn put_in(database: &Database, storage: Storage, data: &Path, file: &Path, key: Key) -> Outcome<Sums> {
    let (rows, pieces) = Pieces::between();
    let hour = database.clock().hour();
    let mut beside =
        Places { storage, ledger: data.join("ledger"), hour, runtime: tokio::runtime::Handle::current() };
    let (waiting, wanted) = Waiting::begin();
    let (path, identity) = (file.to_owned(), key.identity);
    let reading =
        tokio::task::spawn_blocking(move || open::read(&path, &identity, &rows, &mut beside, &wanted));
    let filled = database.write().await?.fill(pieces).await;
    let (sums, (mut tx, _)) = super::both(reading.await?, filled)?;
    waiting.end();
    tx.upgrade().await?;
    tx.begin_anew().await?;
    forum::restored::outrun(&mut tx).await?;
    tx.commit().await?;
    Ok(sums)
}

/// Where pictures and the ledger go.
struct Places {
    storage: Storage,
    ledger: PathBuf,
    hour: Hour,
    runtime: tokio::runtime::Handle,
}

impl Beside for Places {
    fn manifest(&mut self, manifest: &Manifest) -> Outcome {
        // The ledger of deletions goes back as far and no further.
        let oldest = self.hour.plus_hours(-i64::from(ledger::MONTHS) * 30 * 24);
        if manifest.hour < oldest.0 { Err(Refusal::TooOld.into()) } else { Ok(()) }
    }

    fn picture(&mut self, name: &str, bytes: Vec<u8>) -> Outcome {
        Ok(self.runtime.block_on(self.storage.put(name, bytes, self.hour.month()))?)
    }

    /// What is written down here already is newer than the backup's.
    fn ledger(&mut self, name: &str, bytes: &[u8]) -> Outcome {
        let path = self.ledger.join(name);
        if path.exists() {
            return Ok(());
        }
        fs::create_dir_all(&self.ledger)?;
        let half = path.with_extension("half");
        let mut options = fs::OpenOptions::new();
        let mut out = options.create(true).write(true).truncate(true).mode(0o600).open(&half)?;
        std::io::Write::write_all(&mut out, bytes)?;
        out.sync_all()?;
        Ok(fs::rename(half, path)?)
    }
}
