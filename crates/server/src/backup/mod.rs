//! Backups: one encrypted file of the database and the pictures, made while the server runs, and its way back.
//!
//! Who can open one: whoever has the eight words of the house key sheet, and the file `secrets.age` that lies beside the
//! backup. The machine itself has neither words nor key, only what seals; so it makes backups every night while nobody
//! watches, and a thief who takes it learns nothing from them that is not in the database still
//! ([`members::sheet`], `deploy/backups.md`).

pub mod command;
mod file;
pub mod hold;
pub mod keys;
pub mod make;
pub mod manifest;
pub mod moving;
pub mod nightly;
mod open;
pub mod restore;
pub mod upgrade;
pub mod verify;
mod wanted;

use std::path::PathBuf;

use crate::Outcome;

/// Where backups are kept, and for how long.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// Their folder.
    pub folder: PathBuf,
    /// The folder that they are made of.
    pub data: PathBuf,
    /// For so many days.
    pub days: u64,
}

/// Why something is not done; each is one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It cannot be opened to anybody.
    #[error(
        "there is no house key sheet yet, so nobody could open a backup: make one with `porchlight keys sheet`"
    )]
    NoSheet,
    /// The words have nothing to open.
    #[error(
        "the sealed secrets (secrets.age) do not lie beside the backup: copy them there, or name them with --secrets"
    )]
    NoSecrets,
    /// They open nothing.
    #[error("these words open none of the sealed secrets: look at the house key sheet again")]
    WrongWords,
    /// The key is another backup's.
    #[error("this key does not open this backup: it was made with another house key sheet")]
    OtherKey,
    /// It is something else.
    #[error("this is no backup, or its beginning is damaged")]
    NoBackup,
    /// It is not whole.
    #[error("the backup is damaged or cut short: nothing was changed, use another one")]
    Damaged,
    /// This program does not know what it holds.
    #[error("the backup was made by a newer Porchlight ({0}): use that one, or a later one")]
    Newer(String),
    /// The ledger of deletions does not reach back to it.
    #[error(
        "the backup is older than the ledger of deletions (13 months): it would bring back what was deleted"
    )]
    TooOld,
    /// Somebody lives here.
    #[error("there are members here already: say --replace to put the backup in their place")]
    LivedIn,
    /// It would be pulled from under a server's feet.
    #[error("a server runs in this folder: stop it first")]
    Running,
    /// It is not the time.
    #[error("everything in this folder is being replaced just now: wait until that has ended")]
    BeingReplaced,
}

/// What reading and filling came to. When both broke off, the one that says what to do is told: the other one only
/// noticed.
fn both<R, F>(read: Outcome<R>, filled: store::Result<F>) -> Outcome<(R, F)> {
    match (read, filled) {
        (Ok(read), Ok(filled)) => Ok((read, filled)),
        (Err(refusal), _) if refusal.is::<Refusal>() => Err(refusal),
        (_, Err(fault)) => Err(fault.into()),
        (Err(fault), Ok(_)) => Err(fault),
    }
}
