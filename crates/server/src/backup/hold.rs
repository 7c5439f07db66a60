//! Who is in the folder of a server: many at once, or one alone who changes everything.

use std::{
    fs::{self, File, TryLockError},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use super::Refusal;
use crate::Outcome;

/// Held while somebody is in there; it ends with the process, however that ends.
#[derive(Debug)]
pub struct Hold(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File);

impl Hold {
    /// Together with others: a server, and what an operator does beside it.
    ///
    /// # Errors
    /// While somebody is alone in there.
    pub fn together(data: &Path) -> Outcome<Self> {
        Self::take(data, File::try_lock_shared, Refusal::BeingReplaced)
    }

    /// Alone.
    ///
    /// # Errors
    /// While anybody else is in there.
    pub fn alone(data: &Path) -> Outcome<Self> {
        Self::take(data, File::try_lock, Refusal::Running)
    }

    fn take(data: &Path, lock: fn(&File) -> Result<(), TryLockError>, refusal: Refusal) -> Outcome<Self> {
        let cannot = |error| format!("cannot use the folder {}: {error}", data.display());
        fs::DirBuilder::new().recursive(true).mode(0o700).create(data).map_err(cannot)?;
        let mut options = File::options();
        let file = options.create(true).truncate(false).write(true).mode(0o600).open(data.join("in-use"));
        let file = file.map_err(cannot)?;
        match lock(&file) {
            Err(TryLockError::WouldBlock) => Err(refusal.into()),
            // A file system without locks keeps nobody out.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self(file)),
        }
    }
}
