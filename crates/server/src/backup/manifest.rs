//! What a backup says of itself: at its beginning what it is, at its end what is in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::dump::{Applied, Loose};

/// How the file is laid out. A program reads the layouts that it knows.
pub const FORMAT: u32 = 1;

/// The first file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// How the file is laid out.
    pub format: u32,
    /// Which Porchlight made it.
    pub program: String,
    /// The hour in which it was made, in seconds since 1970.
    pub hour: i64,
    /// The migrations of its database.
    pub schema: Vec<Applied>,
}

/// How much of something there is, and a checksum of all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// How many rows or files.
    pub count: u64,
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256 of all of them, one after the other.
    pub sha256: String,
}

/// The last file of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Each table's rows.
    pub tables: BTreeMap<String, Sum>,
    /// The pictures.
    pub pictures: Sum,
    /// How many pictures were taken away while the backup was made.
    pub pictures_gone: u64,
    /// The ledger of deletions.
    pub ledger: Sum,
    /// Rows that lead nowhere, by what should lead there.
    pub loose: Loose,
}

/// A sum under way.
#[derive(Default)]
pub struct Adding {
    count: u64,
    bytes: u64,
    hash: Sha256,
}

impl Adding {
    /// Adds some bytes that hold `count` things.
    pub fn add(&mut self, count: u64, bytes: &[u8]) {
        self.count += count;
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    /// The sum.
    #[must_use]
    pub fn done(self) -> Sum {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Sum { count: self.count, bytes: self.bytes, sha256 }
    }
}

impl Sums {
    /// How many bytes were put in, before they were encrypted.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.tables.values().map(|table| table.bytes).sum::<u64>() + self.pictures.bytes + self.ledger.bytes
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.values().map(|table| table.count).sum()
    }
}
