//! Says to other processes how far a rebuild is: in a small file beside what is built. It counts as long as somebody holds
//! the lock beside it, so that nobody believes a rebuild which was broken off.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use store::Result;

use crate::{fault, status::Progress};

const TOLD: &str = "progress";
const LOCK: &str = "building";
/// So many texts later it is told again.
const STRIDE: u64 = 2_000;

/// A rebuild that says how far it is until it is dropped.
pub(crate) struct Telling {
    folder: PathBuf,
    /// Locked; the system lets go of it however the process ends.
    _lock: File,
    last: Mutex<Option<u64>>,
}

impl Telling {
    /// Begins to tell of what is built in `folder`.
    pub(crate) fn begin(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(fault::file)?;
        let lock = File::create(folder.join(LOCK)).map_err(fault::file)?;
        // A file system without locks tells nobody: that stops no rebuild.
        let _ = lock.lock();
        let telling = Self { folder: folder.to_owned(), _lock: lock, last: Mutex::default() };
        telling.tell(Progress::default());
        Ok(telling)
    }

    /// Tells it, now and then. A file that cannot be written stops no rebuild.
    pub(crate) fn tell(&self, progress: Progress) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| progress.done < last + STRIDE) && progress.all > 0 {
            return;
        }
        *last = Some(progress.done).filter(|_| progress.all > 0);
        let (new, told) = (self.folder.join("progress.new"), self.folder.join(TOLD));
        let _ = serde_json::to_vec(&progress)
            .map_err(std::io::Error::from)
            .and_then(|text| fs::write(&new, text))
            .and_then(|()| fs::rename(&new, &told));
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        // Mostly the folder is gone, or nothing else is wrong with it.
        for file in [TOLD, LOCK] {
            let _ = fs::remove_file(self.folder.join(file));
        }
    }
}

/// How far the rebuild in `folder` is, when one is under way there.
pub(crate) fn told(folder: &Path) -> Option<Progress> {
    let lock = File::open(folder.join(LOCK)).ok()?;
    if !matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    serde_json::from_slice(&fs::read(folder.join(TOLD)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rebuild_tells_until_it_ends() {
        let folder = std::env::temp_dir().join(format!("porchlight-telling-{}", std::process::id()));
        let progress = |done| Progress { done, all: 9_000 };
        assert_eq!(told(&folder), None);
        let telling = Telling::begin(&folder).unwrap();
        assert_eq!(told(&folder), Some(Progress::default()));
        for (done, said) in [(200, 200), (400, 200), (2_199, 200), (2_200, 2_200), (9_000, 9_000)] {
            telling.tell(progress(done));
            assert_eq!(told(&folder), Some(progress(said)));
        }
        // Whoever dies leaves the files, but not the lock.
        let kept = [TOLD, LOCK].map(|file| (folder.join(file), fs::read(folder.join(file)).unwrap()));
        drop(telling);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        for (file, text) in kept {
            fs::write(file, text).unwrap();
        }
        assert_eq!(told(&folder), None);
        fs::remove_dir_all(folder).unwrap();
    }
}
