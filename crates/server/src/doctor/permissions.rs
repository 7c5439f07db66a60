//! Whether the folder with everything is ours, and closed to others.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use store::Engine;
use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "permissions",
    codes: &[
        ("closed", State::Fine),
        ("missing", State::Broken),
        ("foreign", State::Broken),
        ("open", State::Soon),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: Some(mend),
};

/// What everybody on the machine may do.
const OTHERS: u32 = 0o007;

/// The folder, and the database where it is a file.
fn kept(patient: &Patient) -> Vec<PathBuf> {
    let mut kept = vec![patient.config.data.clone()];
    if let Engine::Sqlite(file) = patient.config.engine() {
        kept.push(file);
    }
    kept.into_iter().filter(|path| path.exists()).collect()
}

async fn look(patient: &Patient) -> Vec<Found> {
    let folder = &patient.config.data;
    if !folder.is_dir() {
        return Found::with("missing", "path", folder.display());
    }
    let ours = nix::unistd::geteuid();
    for path in kept(patient) {
        let owner = fs::metadata(&path).map(|about| about.uid()).unwrap_or_default();
        // The administrator may look after what another user runs.
        if owner != ours.as_raw() && !ours.is_root() {
            return Found::with("foreign", "path", path.display());
        }
    }
    // What lies in a closed folder is closed.
    match mode(folder) & OTHERS {
        0 => Found::plain("closed"),
        _ => Found::with("open", "path", folder.display()),
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).map(|about| about.permissions().mode()).unwrap_or_default()
}

fn mend(patient: &Patient) -> std::io::Result<()> {
    for path in kept(patient).iter().filter(|path| mode(path) & OTHERS != 0) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode(path) & 0o7770))?;
    }
    Ok(())
}
