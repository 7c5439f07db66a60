//! Making a backup: while the server runs, without anybody's waiting.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use age::x25519;
use forum::media::Storage;
use members::sheet;
use store::{
    Database, Hour, backups,
    dump::{Piece, Pieces, Table},
};

use super::{
    Refusal,
    file::{self, Writer},
    manifest::{Adding, FORMAT, Manifest, Sums},
    verify,
    wanted::{Waiting, Wanted},
};
use crate::Outcome;

/// What is never in a backup: an open session is not worth an old one.
pub(super) const LEFT_OUT: &[&str] = &["sessions"];

/// What a backup is made of, and for whom.
pub struct Source<'a> {
    /// The database.
    pub database: &'a Database,
    /// The pictures.
    pub storage: &'a Storage,
    /// The folder with the house key sheet and the ledger of deletions.
    pub data: &'a Path,
}

/// A backup that was made and tried.
#[derive(Debug)]
pub struct Made {
    /// Where it lies.
    pub path: PathBuf,
    /// What is in it.
    pub sums: Sums,
    /// How long it took to write, without trying it.
    pub took: Duration,
}

impl Source<'_> {
    /// Makes a backup at `path`, tries it in a temporary place, and puts the sealed secrets beside it.
    ///
    /// # Errors
    /// When there is no house key sheet, or it cannot be made. One that is not found whole is kept under another name.
    pub async fn back_up(&self, path: &Path) -> Outcome<Made> {
        let started = Instant::now();
        let recipient = sheet::recipient(self.data)?.ok_or(Refusal::NoSheet)?;
        let sealed = sheet::sealed(self.data)?.ok_or(Refusal::NoSheet)?;
        if let Some(folder) = path.parent() {
            make_folder(folder)?;
        }
        beside(path, &sealed)?;
        // A second key that only this process knows, so that it can try what it could not open later.
        let own = x25519::Identity::generate();
        let hour = self.database.clock().hour();
        let (waiting, wanted) = Waiting::begin();
        let writing = Writing::begin(path, &[recipient, own.to_public()], hour, wanted)?;
        let (pieces, storage) = (self.database.dump(LEFT_OUT), self.storage.clone());
        let ledger = self.data.join("ledger");
        let runtime = tokio::runtime::Handle::current();
        let write =
            move || writing.everything(pieces, &ledger, |name| Ok(runtime.block_on(storage.get(name))?));
        let (half, sums) = tokio::task::spawn_blocking(write).await??;
        waiting.end();
        let took = started.elapsed();
        self.database.fold().await?;
        if let Err(fault) = verify::try_out(&half, own, self.data).await {
            let kept = backups::untried(path);
            file::rename(&half, &kept)?;
            return Err(format!("{} was made, and is not whole: {fault}", kept.display()).into());
        }
        file::rename(&half, path)?;
        Ok(Made { path: path.to_owned(), sums, took })
    }
}

/// A folder that only its owner looks into.
fn make_folder(folder: &Path) -> Outcome {
    let mut builder = fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.recursive(true).create(folder);
    Ok(made.map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?)
}

/// Puts the sealed secrets beside a backup. Those of an earlier sheet stay, for the backups that want them.
fn beside(path: &Path, sealed: &[u8]) -> Outcome {
    let secrets = path.with_file_name("secrets.age");
    match fs::read(&secrets) {
        Ok(there) if there == sealed => return Ok(()),
        Ok(_) => {
            let older = (1..).map(|number| path.with_file_name(format!("secrets-{number}.age")));
            let free = older.into_iter().find(|path| !path.exists());
            fs::rename(&secrets, free.unwrap_or_default())?;
        }
        Err(_) => {}
    }
    let half = path.with_file_name("secrets.age.half");
    fs::write(&half, sealed)?;
    fs::File::open(&half)?.sync_all()?;
    Ok(fs::rename(half, secrets)?)
}

/// A backup under way.
struct Writing {
    file: Writer,
    hour: Hour,
    tables: BTreeMap<String, Adding>,
    /// The names of the pictures that the rows tell of.
    pictures: Vec<String>,
    wanted: Wanted,
}

impl Writing {
    fn begin(path: &Path, recipients: &[x25519::Recipient], hour: Hour, wanted: Wanted) -> Outcome<Self> {
        let file = Writer::begin(path, recipients, u64::try_from(hour.0).unwrap_or_default())?;
        Ok(Self { file, hour, tables: BTreeMap::new(), pictures: Vec::new(), wanted })
    }

    fn everything(
        mut self,
        mut pieces: Pieces,
        ledger: &Path,
        picture: impl Fn(&str) -> Outcome<Option<Vec<u8>>>,
    ) -> Outcome<(PathBuf, Sums)> {
        let mut sums = Sums::default();
        let mut open: Option<(Table, u32)> = None;
        loop {
            self.wanted.go_on()?;
            match pieces.next_here()? {
                Piece::Schema(schema) => {
                    let program = env!("CARGO_PKG_VERSION").to_owned();
                    let manifest = Manifest { format: FORMAT, program, hour: self.hour.0, schema };
                    self.file.add("manifest.json", &serde_json::to_vec_pretty(&manifest)?)?;
                }
                Piece::Table(table) => {
                    let name = format!("tables/{}/columns.json", table.name);
                    self.file.add(&name, &serde_json::to_vec_pretty(&table)?)?;
                    self.tables.insert(table.name.clone(), Adding::default());
                    open = Some((table, 0));
                }
                Piece::Rows { count, lines } => {
                    let (table, number) = open.as_mut().ok_or(Refusal::Damaged)?;
                    *number += 1;
                    self.file.add(&format!("tables/{}/{number:06}.jsonl", table.name), &lines)?;
                    self.tables.entry(table.name.clone()).or_default().add(count, &lines);
                    if table.name == "pictures" {
                        self.pictures.extend(kept_pictures(table, &lines)?);
                    }
                }
                Piece::End(loose) => {
                    sums.loose = loose;
                    break;
                }
            }
        }
        (sums.pictures, sums.pictures_gone) = self.pictures(picture)?;
        sums.ledger = self.ledger(ledger)?;
        sums.tables = self.tables.into_iter().map(|(name, adding)| (name, adding.done())).collect();
        self.file.add("sums.json", &serde_json::to_vec_pretty(&sums)?)?;
        Ok((self.file.finish()?, sums))
    }

    /// The pictures' bytes. One that was taken away since the rows were read is left out and counted.
    fn pictures(
        &mut self,
        picture: impl Fn(&str) -> Outcome<Option<Vec<u8>>>,
    ) -> Outcome<(super::manifest::Sum, u64)> {
        let (mut adding, mut gone) = (Adding::default(), 0);
        for name in std::mem::take(&mut self.pictures) {
            self.wanted.go_on()?;
            match picture(&name)? {
                Some(bytes) => {
                    self.file.add(&format!("media/{name}"), &bytes)?;
                    adding.add(1, &bytes);
                }
                None => gone += 1,
            }
        }
        Ok((adding.done(), gone))
    }

    /// The ledger of deletions: whoever restores an older backup learns from a newer one what is gone.
    fn ledger(&mut self, folder: &Path) -> Outcome<super::manifest::Sum> {
        let mut adding = Adding::default();
        let mut files: Vec<PathBuf> = match fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(_) => Vec::new(),
        };
        files.retain(|path| path.is_file() && path.extension().is_none_or(|end| end != "half"));
        if store::Mutant::SecretsInBackup.is_on() {
            files.push(folder.with_file_name("secrets").join("pepper"));
        }
        files.sort();
        for path in files {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let bytes = fs::read(&path)?;
            self.file.add(&format!("ledger/{name}"), &bytes)?;
            adding.add(1, &bytes);
        }
        Ok(adding.done())
    }
}

/// The names of the pictures in these rows that are kept here: what was not fetched yet has no kind.
fn kept_pictures(table: &Table, lines: &[u8]) -> Outcome<Vec<String>> {
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    let (Some(name), Some(kind)) = (place("name"), place("kind")) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let row: Vec<serde_json::Value> = serde_json::from_slice(line)?;
        if row.get(kind).and_then(|kind| kind.as_str()).is_some_and(|kind| !kind.is_empty()) {
            names.extend(row.get(name).and_then(|name| name.as_str()).map(str::to_owned));
        }
    }
    Ok(names)
}
