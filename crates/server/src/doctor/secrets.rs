//! Whether the server's secrets are there, whole, and readable by their owner only.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "secrets",
    codes: &[
        ("kept", State::Fine),
        ("new", State::Unknown),
        ("missing", State::Broken),
        ("cut", State::Broken),
        ("open", State::Soon),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: Some(mend),
};

/// The files and, where it is fixed, how long they are.
const FILES: [(&str, Option<u64>); 3] =
    [("pepper", Some(32)), ("moderation.key", Some(32)), ("signing.pem", None)];

fn folder(patient: &Patient) -> PathBuf {
    patient.config.data.join("secrets")
}

/// Whether anybody but the owner may do anything with it.
fn is_open(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

async fn look(patient: &Patient) -> Vec<Found> {
    let folder = folder(patient);
    if !folder.exists() && patient.database.is_err() {
        return Found::plain("new");
    }
    let mut found = Vec::new();
    for (name, length) in FILES {
        let path = folder.join(name);
        let there = fs::metadata(&path);
        let code = match &there {
            Err(_) => "missing",
            Ok(about) if length.is_some_and(|length| about.len() != length) => "cut",
            Ok(_) if is_open(&path) => "open",
            Ok(_) => continue,
        };
        found.extend(Found::with(code, "file", path.display()));
    }
    if found.is_empty() { Found::plain("kept") } else { found }
}

fn mend(patient: &Patient) -> std::io::Result<()> {
    for (name, _) in FILES {
        let path = folder(patient).join(name);
        if is_open(&path) {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o400))?;
        }
    }
    Ok(())
}
