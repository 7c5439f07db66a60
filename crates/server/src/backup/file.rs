//! The file itself: a tar archive, encrypted in the format of `age` while it is written. Both open without us.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use age::{Decryptor, Encryptor, Recipient, stream::StreamWriter, x25519};

use super::Refusal;
use crate::Outcome;

/// How much is written to the disk at once.
const BUFFER: usize = 1024 * 1024;
/// Larger than any single file that we put in: a picture, or a piece of a table with one very long row.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Half a file: nothing until it is whole.
pub(super) struct Writer {
    tar: tar::Builder<StreamWriter<BufWriter<File>>>,
    half: PathBuf,
    hour: u64,
}

impl Writer {
    /// Begins a file that these recipients can open. Every file in it bears the same coarse time.
    pub(super) fn begin(path: &Path, recipients: &[x25519::Recipient], hour: u64) -> Outcome<Self> {
        let half = half(path);
        let mut options = File::options();
        let out = options.create(true).truncate(true).write(true).mode(0o600).open(&half);
        let out = out.map_err(|error| format!("cannot write {}: {error}", half.display()))?;
        let encryptor = Encryptor::with_recipients(recipients.iter().map(|one| one as &dyn Recipient))?;
        let encrypted = encryptor.wrap_output(BufWriter::with_capacity(BUFFER, out))?;
        Ok(Self { tar: tar::Builder::new(encrypted), half, hour })
    }

    /// Adds a file.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Outcome {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(self.hour);
        Ok(self.tar.append_data(&mut header, name, bytes)?)
    }

    /// Ends it, and waits until it is on the disk; answers where it lies until it was tried.
    pub(super) fn finish(self) -> Outcome<PathBuf> {
        let out = self.tar.into_inner()?.finish()?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        Ok(self.half)
    }
}

/// Where a file lies while it is written.
fn half(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.half", path.display()))
}

/// Gives a finished file its name, for good.
pub(super) fn rename(half: &Path, path: &Path) -> Outcome {
    std::fs::rename(half, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

/// Opens a file, and hands over each file in it by name, in order, until the last.
pub(super) fn read(
    path: &Path,
    key: &x25519::Identity,
    mut each: impl FnMut(&str, Vec<u8>) -> Outcome,
) -> Outcome {
    let file = File::open(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let decryptor =
        Decryptor::new_buffered(BufReader::with_capacity(BUFFER, file)).map_err(|_| Refusal::NoBackup)?;
    let plain = match decryptor.decrypt(std::iter::once(key as &dyn age::Identity)) {
        Ok(plain) => plain,
        Err(age::DecryptError::NoMatchingKeys) => return Err(Refusal::OtherKey.into()),
        Err(_) => return Err(Refusal::Damaged.into()),
    };
    let mut archive = tar::Archive::new(plain);
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(LARGEST))?);
        entry.by_ref().take(LARGEST).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 != entry.size() {
            return Err(Refusal::Damaged.into());
        }
        each(&name, bytes)?;
    }
    // Behind the archive's end nothing may follow; only the true end of the file proves that nothing was cut off.
    let rest = std::io::copy(&mut archive.into_inner(), &mut Blank).map_err(damaged)?;
    if rest > LARGEST { Err(Refusal::Damaged.into()) } else { Ok(()) }
}

/// What takes the zeros behind an archive, and nothing else.
struct Blank;

impl Write for Blank {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes.iter().all(|byte| *byte == 0) {
            Ok(bytes.len())
        } else {
            Err(std::io::ErrorKind::InvalidData.into())
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn damaged(_: std::io::Error) -> Refusal {
    Refusal::Damaged
}
