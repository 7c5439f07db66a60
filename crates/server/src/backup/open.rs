//! Reading a backup: each part in its order, compared with what its end says, handed on only as far as it is right.

use std::{collections::BTreeMap, path::Path};

use age::x25519;
use store::dump::{Piece, Sender, Table};

use super::{
    Refusal, file,
    manifest::{Adding, FORMAT, Manifest, Sums},
    wanted::Wanted,
};
use crate::Outcome;

/// What becomes of the parts that are no rows. By itself nothing does: they are only compared.
pub(super) trait Beside {
    /// It begins, in this hour.
    fn manifest(&mut self, _: &Manifest) -> Outcome {
        Ok(())
    }

    /// A picture, by its random name.
    fn picture(&mut self, _: &str, _: Vec<u8>) -> Outcome {
        Ok(())
    }

    /// A month of the ledger of deletions.
    fn ledger(&mut self, _: &str, _: &[u8]) -> Outcome {
        Ok(())
    }
}

/// Nothing is kept.
pub(super) struct Nothing;

impl Beside for Nothing {}

/// Reads a backup to its end; the rows go to `rows`, the last piece only when everything is right.
pub(super) fn read(
    path: &Path,
    key: &x25519::Identity,
    rows: &Sender,
    beside: &mut impl Beside,
    wanted: &Wanted,
) -> Outcome<Sums> {
    let mut reading = Reading {
        rows,
        beside,
        begun: false,
        tables: BTreeMap::new(),
        open: String::new(),
        pictures: Adding::default(),
        ledger: Adding::default(),
        end: None,
    };
    file::read(path, key, |name, bytes| {
        wanted.go_on()?;
        reading.part(name, bytes)
    })?;
    let sums = reading.compared()?;
    rows.put_here(Ok(Piece::End(sums.loose.clone())))?;
    Ok(sums)
}

/// A backup under way.
struct Reading<'a, B> {
    rows: &'a Sender,
    beside: &'a mut B,
    begun: bool,
    tables: BTreeMap<String, Adding>,
    open: String,
    pictures: Adding,
    ledger: Adding,
    end: Option<Sums>,
}

impl<B: Beside> Reading<'_, B> {
    fn part(&mut self, name: &str, bytes: Vec<u8>) -> Outcome {
        if self.end.is_some() || self.begun == (name == "manifest.json") {
            return Err(Refusal::Damaged.into());
        }
        match name.split('/').collect::<Vec<_>>()[..] {
            ["manifest.json"] => self.begin(&bytes),
            ["tables", table, "columns.json"] => self.table(table, &bytes),
            ["tables", table, _] if table == self.open => self.rows_of(table, bytes),
            ["media", name] if is_plain(name) => {
                self.pictures.add(1, &bytes);
                self.beside.picture(name, bytes)
            }
            ["ledger", name] if is_plain(name) => {
                self.ledger.add(1, &bytes);
                self.beside.ledger(name, &bytes)
            }
            ["sums.json"] => {
                self.end = Some(serde_json::from_slice(&bytes).map_err(|_| Refusal::Damaged)?);
                Ok(())
            }
            _ => Err(Refusal::Damaged.into()),
        }
    }

    fn begin(&mut self, bytes: &[u8]) -> Outcome {
        let format: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| Refusal::Damaged)?;
        if format["format"].as_u64().is_none_or(|format| format > FORMAT.into()) {
            let program = format["program"].as_str().unwrap_or("a later one").to_owned();
            return Err(Refusal::Newer(program).into());
        }
        let manifest: Manifest = serde_json::from_value(format).map_err(|_| Refusal::Damaged)?;
        let unknown = |name: &String| store::migrations::FILES.iter().all(|(known, _)| known != name);
        if manifest.schema.iter().any(|(name, _)| unknown(name)) {
            return Err(Refusal::Newer(manifest.program).into());
        }
        self.begun = true;
        self.beside.manifest(&manifest)?;
        Ok(self.rows.put_here(Ok(Piece::Schema(manifest.schema)))?)
    }

    fn table(&mut self, name: &str, bytes: &[u8]) -> Outcome {
        let table: Table = serde_json::from_slice(bytes).map_err(|_| Refusal::Damaged)?;
        if table.name != name || self.tables.insert(name.to_owned(), Adding::default()).is_some() {
            return Err(Refusal::Damaged.into());
        }
        name.clone_into(&mut self.open);
        Ok(self.rows.put_here(Ok(Piece::Table(table)))?)
    }

    fn rows_of(&mut self, table: &str, lines: Vec<u8>) -> Outcome {
        let count = lines.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.tables.entry(table.to_owned()).or_default().add(count, &lines);
        Ok(self.rows.put_here(Ok(Piece::Rows { count, lines }))?)
    }

    fn compared(self) -> Outcome<Sums> {
        let end = self.end.ok_or(Refusal::Damaged)?;
        let found = Sums {
            tables: self.tables.into_iter().map(|(name, adding)| (name, adding.done())).collect(),
            pictures: self.pictures.done(),
            ledger: self.ledger.done(),
            ..end.clone()
        };
        if found == end { Ok(end) } else { Err(Refusal::Damaged.into()) }
    }
}

/// Names that we write ourselves: none leads out of its folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
}
