//! Whether there is room for what is written.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "disk",
    codes: &[
        ("room", State::Fine),
        ("unseen", State::Unknown),
        ("little", State::Soon),
        ("full", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

/// Under this, some evening of pictures fills the disk.
const LITTLE: u64 = 1_000_000_000;
/// Under this, the database itself stops soon.
const FULL: u64 = 50_000_000;
/// What is written for a try: more than a post.
const TRY: usize = 256 * 1_024;

/// How many bytes are free.
#[derive(Clone, Copy, Debug)]
pub struct Room(pub u64);

/// What the system says of a folder.
pub(super) fn room(folder: &Path) -> Option<Room> {
    let about = nix::sys::statvfs::statvfs(folder).ok()?;
    Some(Room(about.blocks_available() * about.fragment_size()))
}

async fn look(patient: &Patient) -> Vec<Found> {
    let folder = &patient.config.data;
    let Some(Room(free)) = (patient.room)(folder) else { return Found::plain("unseen") };
    let megabytes = free / 1_000_000;
    match tried(folder) {
        Tried::Full => Found::with("full", "megabytes", megabytes),
        _ if free < FULL => Found::with("full", "megabytes", megabytes),
        _ if free < LITTLE => Found::with("little", "megabytes", megabytes),
        Tried::Fits | Tried::Refused => Found::with("room", "megabytes", megabytes),
    }
}

/// Whether something can be written: a quota does not show in what is free.
enum Tried {
    Fits,
    Full,
    /// Not for want of room; the check of permissions says why.
    Refused,
}

/// A file that goes again, whatever happens.
struct Trial(PathBuf);

impl Drop for Trial {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn tried(folder: &Path) -> Tried {
    let trial = Trial(folder.join(format!(".doctor-{}", std::process::id())));
    let written = fs::File::create(&trial.0).and_then(|mut file| {
        file.write_all(&vec![0; TRY])?;
        file.sync_all()
    });
    match written {
        Ok(()) => Tried::Fits,
        Err(error) => match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Tried::Full,
            _ => Tried::Refused,
        },
    }
}
