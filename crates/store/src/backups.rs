//! The folder of backups, which tells by itself what is in it: the names say the hour, and whether a copy was tried.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use chrono::NaiveDateTime;

use crate::Hour;

/// What every backup's name begins with.
const START: &str = "porchlight-";
/// A backup that was restored in a temporary place, and found whole.
const TRIED: &str = ".age";
/// One that was not found whole. It is kept, for it may be all there is.
const UNTRIED: &str = ".age.untried";
const TIME: &str = "%Y-%m-%d-%H";

/// One backup in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made.
    pub hour: Hour,
    /// How large it is.
    pub bytes: u64,
    /// Whether it was restored in a temporary place, and found whole.
    pub verified: bool,
}

/// The name of a backup that was made in this hour; `why` is empty for the nightly one.
#[must_use]
pub fn name(hour: Hour, why: &str) -> String {
    let why = if why.is_empty() { String::new() } else { format!("-{why}") };
    format!("{START}{}{why}{TRIED}", hour.start().format(TIME))
}

/// The same backup, when it was not found whole.
#[must_use]
pub fn untried(path: &Path) -> PathBuf {
    path.with_extension(&UNTRIED[1..])
}

/// All backups in a folder, oldest first. There are none where there is no folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn all(folder: &Path) -> io::Result<Vec<Backup>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (Some(hour), Ok(about)) = (read(&name), entry.metadata()) else { continue };
        let verified = name.ends_with(TRIED);
        found.push(Backup { path: entry.path(), hour, bytes: about.len(), verified });
    }
    found.sort_by_key(|backup| (backup.hour, backup.verified));
    Ok(found)
}

/// The last backup: when it was made, how large it is, and whether it was tried.
///
/// # Errors
/// When the folder cannot be read.
pub fn last(folder: &Path) -> io::Result<Option<Backup>> {
    Ok(all(folder)?.pop())
}

/// The hour in a backup's name; `None` for what is no backup of ours, such as half a one.
fn read(name: &str) -> Option<Hour> {
    let middle = name.strip_prefix(START)?;
    let middle = middle.strip_suffix(TRIED).or_else(|| middle.strip_suffix(UNTRIED))?;
    let stamp = format!("{}-00", middle.get(..13)?);
    let time = NaiveDateTime::parse_from_str(&stamp, &format!("{TIME}-%M")).ok()?;
    Some(Hour::of(time.and_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_say_when_and_whether_it_was_tried() {
        let folder = std::env::temp_dir().join(format!("backups-{}", crate::Chance::system().code(12)));
        assert_eq!(last(&folder).unwrap(), None, "no folder, no backup");
        fs::create_dir_all(&folder).unwrap();
        let hour = Hour(1_795_442_400);
        let old = folder.join(name(hour, ""));
        fs::write(&old, b"old").unwrap();
        fs::write(folder.join("porchlight-2026-11-30-03.age.half"), b"half").unwrap();
        fs::write(folder.join("secrets.age"), b"sealed").unwrap();
        let found = last(&folder).unwrap().unwrap();
        assert_eq!(found, Backup { path: old, hour, bytes: 3, verified: true });
        let next = folder.join(name(hour.plus_hours(24), "before-upgrade"));
        fs::write(untried(&next), b"newer").unwrap();
        let found = last(&folder).unwrap().unwrap();
        assert_eq!((found.hour, found.verified), (hour.plus_hours(24), false));
        fs::remove_dir_all(folder).unwrap();
    }
}
