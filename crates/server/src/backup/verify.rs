//! Trying a backup: it is restored into a temporary place, counted and compared there, and nothing of that stays.

use std::{
    fs,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use age::x25519;
use store::{Chance, Clock, Database, Engine, dump::Pieces};

use super::{
    manifest::Sums,
    nightly::is_over,
    open::{self, Nothing},
    wanted::Waiting,
};
use crate::Outcome;

/// What temporary places are called.
const TRIAL: &str = ".backup-trial-";

/// Restores a backup into a temporary database: every checksum, count and link is compared.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub async fn try_out(file: &Path, key: x25519::Identity, data: &Path) -> Outcome<Sums> {
    let trial = Trial::in_folder(data)?;
    let engine = Engine::Sqlite(trial.0.join("trial.sqlite"));
    let database = Database::open_as_it_is(&engine, Clock::system(), Chance::system()).await?;
    let (rows, pieces) = Pieces::between();
    let (waiting, wanted) = Waiting::begin();
    let path = file.to_owned();
    let reading = tokio::task::spawn_blocking(move || open::read(&path, &key, &rows, &mut Nothing, &wanted));
    // Nothing is committed: what was put in goes with the transaction.
    let filled = database.write().await?.fill(pieces).await;
    let (sums, (mut tx, _)) = super::both(reading.await?, filled)?;
    waiting.end();
    tx.upgrade().await?;
    drop(tx);
    database.close().await;
    Ok(sums)
}

/// A folder that goes when dropped.
struct Trial(PathBuf);

impl Trial {
    fn in_folder(data: &Path) -> Outcome<Self> {
        let folder = data.join(format!("{TRIAL}{}", Chance::system().code(8)));
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Takes away what trials left behind that were ended in the middle.
pub(super) fn clear(data: &Path) {
    let Ok(entries) = fs::read_dir(data) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(TRIAL) && is_over(&entry) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
