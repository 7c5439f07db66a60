//! The machine beneath the pages: the settings file, the key sheet, the backups, the program itself.

use std::{fs, path::PathBuf, sync::Arc, time::SystemTime};

use federation::wire::Reach;
use members::sheet;
use store::{
    Database,
    backups::{self, Backup},
};
use url::Url;
use web::machine::{Finding, NotKept, Soon};

use crate::{config::Config, doctor};

/// What one server stands on.
pub struct Machine {
    config: Config,
    reach: Reach,
    database: Arc<Database>,
    program: Option<(PathBuf, SystemTime)>,
}

impl Machine {
    /// Of a server with these settings, whose program was started just now.
    #[must_use]
    pub fn new(config: Config, reach: Reach, database: Arc<Database>) -> Self {
        let program = std::env::current_exe().ok().and_then(|path| Some((path.clone(), changed(&path)?)));
        Self { config, reach, database, program }
    }
}

fn changed(path: &PathBuf) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

impl web::machine::Machine for Machine {
    fn keep_address(&self, base: &Url) -> Result<(), NotKept> {
        if std::env::var_os("PORCHLIGHT_ADDRESS").is_some() {
            return Err(NotKept::Environment);
        }
        if self.config.file.as_os_str().is_empty() {
            return Err(NotKept::CannotWrite);
        }
        let address = base.as_str().trim_end_matches('/');
        Config::write(&self.config.file, "address", address).map_err(|_| NotKept::CannotWrite)
    }

    fn has_sheet(&self) -> bool {
        sheet::is_kept(&self.config.data)
    }

    fn keep_sheet(&self, words: &str) -> store::Result<()> {
        sheet::keep(&self.config.data, words)
    }

    fn last_backup(&self) -> Option<Backup> {
        backups::last(&self.config.backups()).ok().flatten()
    }

    fn newer_program_waits(&self) -> bool {
        self.program.as_ref().is_some_and(|(path, then)| changed(path).is_some_and(|now| now != *then))
    }

    fn examine(&self) -> Soon<'_, Vec<Finding>> {
        Box::pin(async move {
            let patient = doctor::Patient::alive(&self.config, self.reach, self.database.clone());
            doctor::examine(&patient).await
        })
    }
}
