//! Backups: whole, of one moment, opened by nobody but the house key sheet, and refused in a sentence when damaged.

mod damaged;
mod kills;
mod releases;
mod whole;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use members::sheet;
use porchlight::{
    Outcome,
    backup::{
        keys::Key,
        make::{Made, Source},
        restore::{Restored, restore},
    },
    instance::{Instance, Plan},
};
use rig::Place;
use store::{Chance, Clock, Database, dump::Pieces};

/// What stands on the house key sheet of these tests.
pub const WORDS: &str = "cedar lamp window tuesday kettle porch morning bread";

/// A folder for backups, away from any server; it goes with the test.
pub struct Vault(pub PathBuf);

impl Vault {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("porchlight-vault-{}", Chance::system().code(12)));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The key to what lies here.
    pub fn key(&self) -> Key {
        Key::of(vec![fs::read(self.file("secrets.age")).unwrap()], WORDS).unwrap()
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Backs a server up; makes the sheet at the first time.
pub async fn back_up(instance: &Instance, place: &Place, file: &Path) -> Outcome<Made> {
    if !sheet::is_kept(&place.data) {
        sheet::keep(&place.data, WORDS).unwrap();
    }
    let (database, storage) = (&instance.database, instance.media.storage());
    Source { database, storage, data: &place.data }.back_up(file).await
}

pub fn plan(place: &Place) -> Plan {
    let base = "http://maple.localhost:8499".parse().unwrap();
    Plan::made_up(base, "Maple", place.engine.clone(), place.data.clone())
}

/// The clock of the porch, so that these tests hold in any year.
pub fn clock() -> Clock {
    Clock::standing_at(1_795_443_382)
}

/// Puts a backup into a place.
pub async fn put_back(place: &Place, file: &Path, key: Key) -> Outcome<Restored> {
    restore(plan(place), clock(), file, key, true).await
}

/// Everything in a database, line by line.
pub type Lines = BTreeMap<String, Vec<serde_json::Value>>;

/// The lines of a dump.
pub async fn lines(pieces: Pieces) -> Lines {
    let read = |line: &String| serde_json::from_str(line).unwrap();
    let tables = store::testing::lines(pieces).await.into_iter();
    tables.map(|(table, lines)| (table, lines.iter().map(read).collect())).collect()
}

/// What of a database must survive a backup: all but open sessions, what says that it begins anew, and the last numbers of
/// versions and positions.
pub async fn lasting(database: &Database) -> Lines {
    let mut found = lines(database.dump(&["sessions", "counters", "lanes"])).await;
    found.get_mut("settings").unwrap().retain(|row| row[0] != "epoch");
    for (table, version) in [("threads", 12), ("comments", 12)] {
        for row in found.get_mut(table).unwrap() {
            assert!(row[version].is_i64(), "the version stands elsewhere now");
            row[version] = 0.into();
        }
    }
    found
}
