//! Every night a backup, tried before it counts; old ones go.

use std::{fs, time::Duration};

use store::{Hour, backups};

use super::{Keeping, make::Source, verify};
use crate::{Outcome, instance::Instance, work::Stop};

/// The hour of the night, in UTC, as no server knows where its members sleep.
const AT: i64 = 3;
/// How often somebody looks whether it is time.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// After one that did not go well.
const LATER: Duration = Duration::from_secs(60 * 60);

/// Makes a backup when a night has come since the last one, until told to stop.
pub async fn run(instance: Instance, mut stop: Stop) {
    let Some(keeping) = instance.backups.clone() else { return };
    if members::sheet::recipient(&keeping.data).is_ok_and(|found| found.is_none()) {
        tracing::warn!("no backups are made before there is a house key sheet: porchlight keys sheet");
    }
    loop {
        let look = async {
            let done = due(&instance, &keeping).await;
            if let Err(fault) = &done {
                tracing::error!(%fault, "the backup will be tried again in an hour");
            }
            tokio::time::sleep(if done.is_ok() { EVERY } else { LATER }).await;
        };
        tokio::select! {
            () = look => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Makes a backup if it is time, and takes away those that are too old.
///
/// # Errors
/// When it cannot be made, or is not found whole.
pub async fn due(instance: &Instance, keeping: &Keeping) -> Outcome {
    let now = instance.database.clock().hour();
    if members::sheet::recipient(&keeping.data)?.is_none() {
        return Ok(());
    }
    let last = backups::all(&keeping.folder)?.into_iter().rfind(|backup| backup.verified);
    if last.is_some_and(|last| last.hour >= night(now)) {
        return Ok(());
    }
    let source =
        Source { database: &instance.database, storage: instance.media.storage(), data: &keeping.data };
    let made = source.back_up(&keeping.folder.join(backups::name(now, ""))).await?;
    tracing::info!(bytes = made.sums.bytes(), "a backup was made and tried");
    verify::clear(&keeping.data);
    forget_old(keeping, now)
}

/// The start of the last night.
fn night(now: Hour) -> Hour {
    let shifted = now.plus_hours(-AT);
    Hour(shifted.0.div_euclid(86_400) * 86_400).plus_hours(AT)
}

/// Takes away what is older than it may be, and halves of an earlier day. The last good one always stays.
fn forget_old(keeping: &Keeping, now: Hour) -> Outcome {
    let all = backups::all(&keeping.folder)?;
    let oldest = now.plus_hours(-i64::try_from(keeping.days)? * 24);
    let last = all.iter().rfind(|backup| backup.verified).map(|backup| backup.path.clone());
    for backup in all.iter().filter(|backup| backup.hour < oldest && Some(&backup.path) != last.as_ref()) {
        fs::remove_file(&backup.path)?;
    }
    for entry in fs::read_dir(&keeping.folder)?.flatten() {
        if entry.path().extension().is_some_and(|end| end == "half") && is_over(&entry) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Whether whoever wrote this has ended long ago.
pub(super) fn is_over(entry: &fs::DirEntry) -> bool {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let changed = entry.metadata().and_then(|about| about.modified());
    changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_begins_at_three() {
        // The 24th of November 2026, 14:00, 03:00 and 02:00.
        let day = Hour(1_795_478_400);
        assert_eq!(night(day.plus_hours(14)), day.plus_hours(3));
        assert_eq!(night(day.plus_hours(3)), day.plus_hours(3));
        assert_eq!(night(day.plus_hours(2)), day.plus_hours(3 - 24));
    }

    #[test]
    fn old_ones_go_but_never_the_last_good_one() {
        let folder = std::env::temp_dir().join(format!("nightly-{}", store::Chance::system().code(12)));
        fs::create_dir_all(&folder).unwrap();
        let keeping = Keeping { folder: folder.clone(), data: folder.clone(), days: 14 };
        let now = Hour(1_795_478_400);
        for days in [1, 14, 15, 40] {
            fs::write(folder.join(backups::name(now.plus_hours(-24 * days), "")), b"x").unwrap();
        }
        forget_old(&keeping, now).unwrap();
        let hours = || {
            backups::all(&folder).unwrap().iter().map(|one| (now.0 - one.hour.0) / 86_400).collect::<Vec<_>>()
        };
        assert_eq!(hours(), [14, 1]);
        forget_old(&keeping, now.plus_hours(24 * 90)).unwrap();
        assert_eq!(hours(), [1]);
        fs::remove_dir_all(folder).unwrap();
    }
}
