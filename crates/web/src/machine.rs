//! What pages may know of the machine beneath, and ask of it: handed over by the program, for pages see no files.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use store::backups::Backup;
use url::Url;

/// An answer that takes a while.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The machine beneath the pages.
pub trait Machine: Send + Sync {
    /// Writes the public address into the settings file; it counts from the next start on.
    ///
    /// # Errors
    /// When the file cannot be written, or something else has the last word.
    fn keep_address(&self, base: &Url) -> Result<(), NotKept>;

    /// Whether a house key sheet counts already.
    fn has_sheet(&self) -> bool;

    /// From now on the sheet with these words counts. It takes a moment.
    ///
    /// # Errors
    /// When the files beside the database cannot be read or written.
    fn keep_sheet(&self, words: &str) -> store::Result<()>;

    /// The newest backup, if there is one.
    fn last_backup(&self) -> Option<Backup>;

    /// Whether another version of the program waits to be started.
    fn newer_program_waits(&self) -> bool;

    /// Looks after everything, as `porchlight doctor` does.
    fn examine(&self) -> Soon<'_, Vec<Finding>>;
}

/// Why an address is not in the settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The file cannot be written from here.
    CannotWrite,
    /// A variable of the environment has the last word.
    Environment,
}

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As it should be.
    Fine,
    /// Cannot be looked at, or does not matter here.
    Unknown,
    /// Works, but wants a look soon.
    Soon,
    /// Broken, or about to break.
    Broken,
}

impl State {
    /// As pages and scripts say it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Unknown => "unknown",
            Self::Soon => "soon",
            Self::Broken => "broken",
        }
    }
}

/// One line of the doctor's: what was looked at, what was found, why it matters, and the one thing to do.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// What was found, in one word: what a report says without telling anything of anybody.
    pub code: &'static str,
    /// How it is.
    pub state: State,
    /// What it is called.
    pub title: String,
    /// What was found.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// The one thing to do; empty when nothing is.
    pub remedy: String,
}

/// The machine, where there is one.
#[derive(Clone, Default)]
pub struct Beneath(pub Option<Arc<dyn Machine>>);

impl fmt::Debug for Beneath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "a machine" } else { "nothing" })
    }
}

impl Beneath {
    /// Whether a house key sheet counts already.
    #[must_use]
    pub fn has_sheet(&self) -> bool {
        self.0.as_ref().is_some_and(|machine| machine.has_sheet())
    }

    /// From now on the sheet with these words counts.
    ///
    /// # Errors
    /// As [`Machine::keep_sheet`].
    pub async fn keep_sheet(&self, words: String) -> store::Result<()> {
        let Some(machine) = self.0.clone() else { return Ok(()) };
        let kept = tokio::task::spawn_blocking(move || machine.keep_sheet(&words)).await;
        kept.map_err(|_| store::Fault::Other("making the key sheet broke off".to_owned()))?
    }

    /// The newest backup, if there is one.
    #[must_use]
    pub fn last_backup(&self) -> Option<Backup> {
        self.0.as_ref().and_then(|machine| machine.last_backup())
    }

    /// What the doctor says, the worst first; nothing where there is no machine.
    pub async fn examine(&self) -> Vec<Finding> {
        let Some(machine) = &self.0 else { return Vec::new() };
        let mut findings = machine.examine().await;
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.state));
        findings
    }
}
