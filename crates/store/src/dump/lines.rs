//! Rows as lines of JSON: an array each, in the order of the columns.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{Column, Kind, Piece};
use crate::{Fault, Result, row::Cell};

/// A piece's size: small enough to wait in memory, large enough to be worth the way.
const FULL: usize = 256 * 1024;

/// Rows being written.
pub(super) struct Lines {
    bytes: Vec<u8>,
    count: u64,
}

/// A value as a line tells it.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Boolean(bool),
    Text(String),
    Bytes(Vec<u8>),
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::with_capacity(FULL + FULL / 4), count: 0 }
    }

    /// Adds a row; answers a piece when there is enough for one.
    pub(super) fn row<'c>(
        &mut self,
        columns: &[Column],
        mut cell: impl FnMut(usize) -> Result<Cell<'c>>,
    ) -> Result<Option<Piece>> {
        for (at, column) in columns.iter().enumerate() {
            self.bytes.push(if at == 0 { b'[' } else { b',' });
            write(&mut self.bytes, column, cell(at)?)?;
        }
        self.bytes.extend_from_slice(b"]\n");
        self.count += 1;
        Ok((self.bytes.len() >= FULL).then(|| self.take()).flatten())
    }

    /// What is left.
    pub(super) fn take(&mut self) -> Option<Piece> {
        let Self { bytes, count } = std::mem::replace(self, Self::new());
        (count > 0).then_some(Piece::Rows { count, lines: bytes })
    }
}

fn write(bytes: &mut Vec<u8>, column: &Column, cell: Cell<'_>) -> Result<()> {
    match (column.kind, cell) {
        (_, Cell::Null) => bytes.extend_from_slice(b"null"),
        (Kind::Integer, Cell::Integer(number)) => serde_json::to_writer(bytes, &number)?,
        (Kind::Boolean, Cell::Integer(number)) => serde_json::to_writer(bytes, &(number != 0))?,
        (Kind::Boolean, Cell::Boolean(flag)) => serde_json::to_writer(bytes, &flag)?,
        (Kind::Text, Cell::Text(text)) => serde_json::to_writer(bytes, text)?,
        (Kind::Bytes, Cell::Bytes(blob)) => {
            bytes.push(b'"');
            let start = bytes.len();
            bytes.resize(start + blob.len().div_ceil(3) * 4, b'=');
            let written = BASE64_STANDARD.encode_slice(blob, &mut bytes[start..]).unwrap_or_default();
            bytes.truncate(start + written);
            bytes.push(b'"');
        }
        _ => {
            return Err(Fault::Other(format!(
                "the column {} holds something else than it says",
                column.name
            )));
        }
    }
    Ok(())
}

/// Reads one line.
pub(super) fn read(line: &[u8], columns: &[Column]) -> Result<Vec<Value>> {
    let cells: Vec<serde_json::Value> = serde_json::from_slice(line)?;
    if cells.len() != columns.len() {
        return Err(Fault::Other("a row has not as many values as its table has columns".to_owned()));
    }
    cells.into_iter().zip(columns).map(|(cell, column)| value(cell, column)).collect()
}

fn value(cell: serde_json::Value, column: &Column) -> Result<Value> {
    let unfit = || Fault::Other(format!("a value that does not fit the column {}", column.name));
    Ok(match (column.kind, cell) {
        (_, serde_json::Value::Null) => Value::Null,
        (Kind::Integer, serde_json::Value::Number(number)) => {
            Value::Integer(number.as_i64().ok_or_else(unfit)?)
        }
        (Kind::Boolean, serde_json::Value::Bool(flag)) => Value::Boolean(flag),
        (Kind::Text, serde_json::Value::String(text)) => Value::Text(text),
        (Kind::Bytes, serde_json::Value::String(text)) => {
            Value::Bytes(BASE64_STANDARD.decode(text).map_err(|_| unfit())?)
        }
        _ => return Err(unfit()),
    })
}

/// The lines of a piece.
pub(super) fn each(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: Kind) -> Column {
        Column { name: name.into(), kind }
    }

    #[test]
    fn every_kind_of_value_survives() {
        let columns = [
            column("id", Kind::Integer),
            column("yes", Kind::Boolean),
            column("words", Kind::Text),
            column("tag", Kind::Bytes),
            column("nothing", Kind::Text),
        ];
        let cells = [
            Cell::Integer(-9_007_199_254_740_991),
            Cell::Integer(1),
            Cell::Text("a \"line\"\nand\t\u{1F4A1}\u{0}"),
            Cell::Bytes(&[0, 255, 7]),
            Cell::Null,
        ];
        let mut lines = Lines::new();
        assert!(lines.row(&columns, |at| Ok(cells[at])).unwrap().is_none());
        let Some(Piece::Rows { count: 1, lines }) = lines.take() else { panic!("a row") };
        let line = each(&lines).next().unwrap();
        assert_eq!(
            read(line, &columns).unwrap(),
            [
                Value::Integer(-9_007_199_254_740_991),
                Value::Boolean(true),
                Value::Text("a \"line\"\nand\t\u{1F4A1}\u{0}".into()),
                Value::Bytes(vec![0, 255, 7]),
                Value::Null,
            ]
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let columns = [column("id", Kind::Integer)];
        for line in ["[]", "[1,2]", "[\"one\"]", "[1.5]", "{}", "[1"] {
            assert!(read(line.as_bytes(), &columns).is_err(), "{line}");
        }
        assert!(Lines::new().row(&columns, |_| Ok(Cell::Text("one"))).is_err());
    }
}
