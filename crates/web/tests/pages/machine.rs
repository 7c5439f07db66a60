//! A machine for stories: a sheet that can be kept, a backup of tonight, a doctor who finds two things.

use std::{
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use store::{Hour, backups::Backup};
use url::Url;
use web::machine::{Finding, Machine, NotKept, Soon, State};

/// What it was told is remembered.
#[derive(Default)]
pub struct Stand {
    pub address: Mutex<Option<Url>>,
    pub sheet: AtomicBool,
}

impl Machine for Stand {
    fn keep_address(&self, base: &Url) -> Result<(), NotKept> {
        *self.address.lock().unwrap() = Some(base.clone());
        Ok(())
    }

    fn has_sheet(&self) -> bool {
        self.sheet.load(Ordering::SeqCst)
    }

    fn keep_sheet(&self, _: &str) -> store::Result<()> {
        self.sheet.store(true, Ordering::SeqCst);
        Ok(())
    }

    fn last_backup(&self) -> Option<Backup> {
        Some(Backup { path: PathBuf::new(), hour: Hour(1_795_442_400), bytes: 5, verified: true })
    }

    fn newer_program_waits(&self) -> bool {
        false
    }

    fn examine(&self) -> Soon<'_, Vec<Finding>> {
        let finding = |check, code, state, what: &str, remedy: &str| Finding {
            check,
            code,
            state,
            title: format!("The {check}"),
            what: what.into(),
            why: "It matters.".into(),
            remedy: remedy.into(),
        };
        Box::pin(async move {
            vec![
                finding("database", "answers", State::Fine, "It answers.", ""),
                finding("peers", "silent", State::Soon, "harbor.example is silent.", "Ask them."),
                finding("disk", "full", State::Broken, "It is full.", "Make room now."),
            ]
        })
    }
}
