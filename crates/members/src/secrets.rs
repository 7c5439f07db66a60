//! What only the server knows: the pepper and the moderation key, in files beside the database.

use std::path::Path;

use store::{Chance, Result};

use crate::BanStanding;

/// How dear one guess at a passphrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
    /// Memory for one hashing, in KiB.
    pub memory_kib: u32,
    /// How often that memory is gone over.
    pub passes: u32,
}

impl HashingCost {
    /// What every real instance uses: 64 MiB, three passes.
    pub const FULL: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// For tests and the demo only.
    pub const CHEAP: Self = Self { memory_kib: 64, passes: 1 };
}

/// The secrets that must not lie in the same backup as the database.
pub struct ServerSecrets {}

impl ServerSecrets {
    /// Reads `pepper` and `moderation.key` from `folder`, or makes them, readable by their owner only.
    ///
    /// # Errors
    /// When a file cannot be read or made, or has a wrong length.
    pub fn load_or_create(folder: &Path, chance: &Chance) -> Result<Self> {
        let _ = (folder, chance);
        todo!()
    }

    /// Fixed secrets for tests.
    #[must_use]
    pub fn for_tests() -> Self {
        todo!()
    }

    /// Seals a ban standing to the moderation key: equal standings look different.
    #[must_use]
    pub fn seal(&self, standing: &BanStanding, chance: &Chance) -> Vec<u8> {
        let _ = (standing, chance);
        todo!()
    }

    /// Opens what [`ServerSecrets::seal`] made.
    #[must_use]
    pub fn open_seal(&self, seal: &[u8]) -> Option<BanStanding> {
        let _ = seal;
        todo!()
    }
}
