//! The ledger of deletions: files beside the database that say what is gone, so that an older copy of the database,
//! put in its place, does not bring it back.
//!
//! A line names a thing by a keyed tag, so that a stolen ledger names nothing, and the hour from which it is gone.
//! One file for each month. Lines stand in the order of their tags, which is no order: what left together does not
//! stand together for longer than it takes to write it in.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::Datelike;

use crate::{Event, Fault, Hour, Result, Tag};

/// How many months are kept. No copy of the database may be restored that is older.
pub const MONTHS: i32 = 13;

/// What can be gone. The numbers are part of every tag ever written: never change one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Kind {
    Thread = 1,
    Comment = 2,
    Persona = 3,
    Account = 4,
}

/// One thing that is gone from `due` on, or that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strike {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: i64,
    /// From when on; `None`: from now on.
    pub due: Option<Hour>,
    /// Its server brought it back.
    pub restored: bool,
}

impl Strike {
    /// Gone from now on.
    #[must_use]
    pub fn now(kind: Kind, id: impl Into<i64>) -> Self {
        Self { kind, id: id.into(), due: None, restored: false }
    }

    /// Gone from an hour on.
    #[must_use]
    pub fn at(kind: Kind, id: impl Into<i64>, due: Hour) -> Self {
        Self { due: Some(due), ..Self::now(kind, id) }
    }
}

/// What an event says of deletions.
pub(crate) fn strike(event: &Event) -> Option<Strike> {
    let restored = |strike: Strike| Strike { restored: true, ..strike };
    match event {
        Event::ThreadDeleted { thread, .. } => Some(Strike::now(Kind::Thread, *thread)),
        Event::CommentDeleted { comment, .. } => Some(Strike::now(Kind::Comment, *comment)),
        Event::PersonaDeleted { persona } => Some(Strike::now(Kind::Persona, *persona)),
        Event::ThreadRestored { thread, .. } => Some(restored(Strike::now(Kind::Thread, *thread))),
        Event::CommentRestored { comment, .. } => Some(restored(Strike::now(Kind::Comment, *comment))),
        _ => None,
    }
}

/// How a thing is named: with a key that does not lie in the database.
pub type Naming = Box<dyn Fn(Kind, i64) -> Tag + Send + Sync>;

/// The ledger of one server, or of one node of it.
pub struct Ledger {
    folder: PathBuf,
    naming: Naming,
    writing: Arc<Mutex<()>>,
}

/// From which hour on each thing is gone, by tag.
type Lines = BTreeMap<Tag, i64>;

impl Ledger {
    /// Opens the ledger in `folder`, which is made if need be.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path, naming: Naming) -> Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), naming, writing: Arc::new(Mutex::new(())) })
    }

    /// Under what a thing stands here.
    #[must_use]
    pub fn name(&self, kind: Kind, id: i64) -> Tag {
        (self.naming)(kind, id)
    }

    /// Adds lines and waits until they are on the disk.
    pub(crate) async fn write(&self, now: Hour, strikes: &[Strike]) -> Result<()> {
        if strikes.is_empty() {
            return Ok(());
        }
        let line = |strike: &Strike| {
            let sign = if strike.restored { '+' } else { '-' };
            let tag = hex(self.name(strike.kind, strike.id));
            format!("{sign}{tag} {}\n", strike.due.unwrap_or(now).0)
        };
        let lines: String = strikes.iter().map(line).collect();
        let (path, writing) = (self.file(now), Arc::clone(&self.writing));
        let written = tokio::task::spawn_blocking(move || append(&path, &lines, &writing)).await;
        written.map_err(|_| Fault::Other("the ledger's thread broke off".to_owned()))?.map_err(failed)
    }

    /// Everything that is gone or will be, by tag.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(&self) -> Result<BTreeMap<Tag, Hour>> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Lines::new();
        for path in self.files()? {
            read_into(&mut all, &path).map_err(failed)?;
        }
        Ok(all.into_iter().map(|(tag, due)| (tag, Hour(due))).collect())
    }

    /// Brings the lines of each file into the order of their tags, and forgets the months that no copy reaches back
    /// to.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn settle(&self, now: Hour) -> Result<()> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        for path in self.files()? {
            if age(&path, now).is_none_or(|months| months > MONTHS) {
                fs::remove_file(&path).map_err(failed)?;
            } else {
                sort(&path).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn file(&self, hour: Hour) -> PathBuf {
        let start = hour.start();
        self.folder.join(format!("{:04}-{:02}", start.year(), start.month()))
    }

    /// The files, oldest first.
    fn files(&self) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(&self.folder).map_err(failed)?;
        let mut files: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
        files.sort();
        Ok(files)
    }
}

/// How many months ago a file was written; `None` for what is no file of ours, such as half a one.
fn age(path: &Path, now: Hour) -> Option<i32> {
    let (year, month) = path.file_name()?.to_str()?.split_once('-')?;
    let now = now.start();
    Some((now.year() - year.parse::<i32>().ok()?) * 12 + now.month() as i32 - month.parse::<i32>().ok()?)
}

fn append(path: &Path, lines: &str, writing: &Mutex<()>) -> io::Result<()> {
    let _turn = writing.lock().unwrap_or_else(PoisonError::into_inner);
    let mut file = fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    // The last write may have ended in the middle of a line.
    file.write_all(format!("\n{lines}").as_bytes())?;
    file.sync_data()
}

fn read_into(all: &mut Lines, path: &Path) -> io::Result<()> {
    for line in fs::read_to_string(path)?.lines() {
        // The machine may have stopped in the middle of a line.
        let Some((tag, due)) = line.split_once(' ') else { continue };
        let Some(sign) = tag.chars().next() else { continue };
        let (Some(tag), Ok(due)) = (unhex(&tag[sign.len_utf8()..]), due.parse::<i64>()) else { continue };
        if sign == '+' {
            all.remove(&tag);
        } else {
            let first = all.entry(tag).or_insert(due);
            *first = due.min(*first);
        }
    }
    Ok(())
}

fn sort(path: &Path) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    // What came back may stand in an older file: such a line stays, behind all others.
    if lines.iter().any(|line| line.starts_with('+')) || (lines.is_sorted() && !text.contains("\n\n")) {
        return Ok(());
    }
    lines.sort_unstable();
    let half = path.with_extension("half");
    let mut file = fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&half)?;
    file.write_all((lines.join("\n") + "\n").as_bytes())?;
    file.sync_data()?;
    fs::rename(half, path)
}

fn failed(error: io::Error) -> Fault {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return Fault::Full;
    }
    Fault::Other(format!("the ledger of deletions: {error}"))
}

fn hex(tag: Tag) -> String {
    tag.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Tag> {
    let bytes =
        text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    Tag::try_from(bytes.collect::<Option<Vec<u8>>>()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that goes with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            Self(std::env::temp_dir().join(format!("ledger-{}", crate::Chance::system().code(12))))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn ledger(folder: &Folder) -> Ledger {
        let naming = |kind, id: i64| {
            let mut tag = [kind as u8; 16];
            tag[8..].copy_from_slice(&id.wrapping_mul(0x5851_f42d_4c95_7f2d).to_be_bytes());
            Tag(tag)
        };
        Ledger::open(&folder.0, Box::new(naming)).unwrap()
    }

    const NOW: Hour = Hour(1_795_442_400);

    #[tokio::test]
    async fn what_is_written_is_read_again_and_stands_in_no_order_of_time() {
        let folder = Folder::new();
        let ledger = ledger(&folder);
        let later = NOW.plus_hours(50);
        for id in 1..9_i64 {
            ledger.write(NOW, &[Strike::at(Kind::Comment, id, later)]).await.unwrap();
        }
        ledger.write(NOW, &[Strike::now(Kind::Comment, 3_i64)]).await.unwrap();
        ledger.settle(NOW).unwrap();
        let read = ledger.read().unwrap();
        assert_eq!(read.len(), 8);
        assert_eq!(read[&ledger.name(Kind::Comment, 3)], NOW, "the earlier hour counts");
        assert_eq!(read[&ledger.name(Kind::Comment, 4)], later);
        assert!(!read.contains_key(&ledger.name(Kind::Thread, 3)));
        let text = fs::read_to_string(&ledger.files().unwrap()[0]).unwrap();
        assert!(text.lines().is_sorted());
    }

    #[tokio::test]
    async fn what_came_back_is_not_gone() {
        let folder = Folder::new();
        let ledger = ledger(&folder);
        let gone = Strike::now(Kind::Comment, 1_i64);
        let back = Strike { restored: true, ..gone };
        ledger.write(NOW, &[gone]).await.unwrap();
        ledger.write(NOW.plus_hours(24 * 31), &[back]).await.unwrap();
        ledger.settle(NOW).unwrap();
        assert!(ledger.read().unwrap().is_empty());
    }

    #[tokio::test]
    async fn half_a_line_and_old_months_are_passed_over() {
        let folder = Folder::new();
        let ledger = ledger(&folder);
        ledger.write(NOW, &[Strike::now(Kind::Thread, 1_i64)]).await.unwrap();
        append(&ledger.file(NOW), "-00ab", &ledger.writing).unwrap();
        assert_eq!(ledger.read().unwrap().len(), 1);
        ledger.settle(NOW.plus_hours(24 * 31 * 13)).unwrap();
        assert_eq!(ledger.read().unwrap().len(), 1);
        ledger.settle(NOW.plus_hours(24 * 31 * 14)).unwrap();
        assert!(ledger.read().unwrap().is_empty());
    }
}
