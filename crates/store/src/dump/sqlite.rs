//! SQLite's side, in a thread that may wait.

use rusqlite::{Connection, Statement};

use super::{
    Applied, Column, Counts, Filled, Kind, Loose, Piece, Pieces, Sender, Table,
    lines::{self, Lines, Value},
    loose, quoted, quoted_all,
};
use crate::{Fault, Result, sqlite::cell};

/// Sends everything that this connection sees now.
pub(super) fn send(connection: &Connection, without: &[&str], to: &Sender) -> Result<()> {
    connection.execute_batch("BEGIN")?;
    to.put_here(Ok(Piece::Schema(applied(connection)?)))?;
    for name in names(connection, "table")?.iter().filter(|name| !Table::is_shape(name)) {
        let table = table(connection, name)?;
        to.put_here(Ok(Piece::Table(table.clone())))?;
        if !without.contains(&name.as_str()) {
            rows(connection, &table, to)?;
        }
    }
    to.put_here(Ok(Piece::End(loose(connection)?)))
}

fn applied(connection: &Connection) -> Result<Vec<Applied>> {
    let mut statement = connection.prepare("SELECT name, digest FROM migrations ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tables or views, by name.
pub(super) fn names(connection: &Connection, kind: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_master WHERE type = ?1 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let rows = statement.query_map([kind], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn table(connection: &Connection, name: &str) -> Result<Table> {
    let mut statement =
        connection.prepare("SELECT name, UPPER(type), pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let found = statement.query_map([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let found: Vec<(String, String, i64)> = found.collect::<Result<_, _>>()?;
    let mut key: Vec<(i64, String)> = found
        .iter()
        .filter(|(_, _, place)| *place > 0)
        .map(|(name, _, place)| (*place, name.clone()))
        .collect();
    key.sort_unstable();
    let columns = found.into_iter().map(|(name, kind, _)| {
        let kind = match kind.as_str() {
            "BIGINT" => Kind::Integer,
            "BOOLEAN" => Kind::Boolean,
            "TEXT" => Kind::Text,
            "BYTEA" => Kind::Bytes,
            other => return Err(Fault::Other(format!("a column of the type {other}"))),
        };
        Ok(Column { name, kind })
    });
    Ok(Table {
        name: name.to_owned(),
        columns: columns.collect::<Result<_>>()?,
        key: key.into_iter().map(|(_, name)| name).collect(),
    })
}

fn rows(connection: &Connection, table: &Table, to: &Sender) -> Result<()> {
    let (columns, name, key) = (table.column_names(), quoted(&table.name), quoted_all(&table.key));
    let mut statement = connection.prepare(&format!("SELECT {columns} FROM {name} ORDER BY {key}"))?;
    let mut rows = statement.query([])?;
    let mut lines = Lines::new();
    while let Some(row) = rows.next()? {
        let full = lines.row(&table.columns, |at| Ok(cell(row.get_ref(at)?)?))?;
        if let Some(full) = full {
            to.put_here(Ok(full))?;
        }
    }
    lines.take().map_or(Ok(()), |rest| to.put_here(Ok(rest)))
}

fn loose(connection: &Connection) -> Result<Loose> {
    let there = names(connection, "table")?;
    let mut found = Loose::new();
    for link in loose::among(&there) {
        found.insert(link.name(), connection.query_row(&link.sql(), [], |row| row.get(0))?);
    }
    Ok(found)
}

/// Takes away what is there, and puts in what comes, within the transaction that this connection is in.
pub(super) fn fill(connection: &Connection, mut pieces: Pieces) -> Result<Filled> {
    for (kind, word) in [("view", "VIEW"), ("table", "TABLE")] {
        for name in names(connection, kind)? {
            connection.execute_batch(&format!("DROP {word} {}", quoted(&name)))?;
        }
    }
    let Piece::Schema(schema) = pieces.next_here()? else { return Err(super::fill::disordered()) };
    for statement in super::fill::shape(&schema, true)? {
        connection.execute_batch(&statement)?;
    }
    let mut counts = Counts::new();
    let mut open: Option<(Table, Statement<'_>)> = None;
    let end = loop {
        match pieces.next_here()? {
            Piece::Table(table) => {
                connection.execute_batch(&format!("DELETE FROM {}", quoted(&table.name)))?;
                counts.insert(table.name.clone(), 0);
                open = Some((table.clone(), insertion(connection, &table)?));
            }
            Piece::Rows { count, lines } => {
                let (table, statement) = open.as_mut().ok_or_else(super::fill::disordered)?;
                insert(table, statement, &lines)?;
                *counts.entry(table.name.clone()).or_default() += count;
            }
            Piece::End(end) => break end,
            Piece::Schema(_) => return Err(super::fill::disordered()),
        }
    };
    drop(open);
    let found = loose(connection)?;
    for name in counts.keys() {
        let there: i64 =
            connection.query_row(&format!("SELECT COUNT(*) FROM {}", quoted(name)), [], |row| row.get(0))?;
        super::fill::same(name, counts[name], there)?;
    }
    super::fill::done(counts, &end, &found)
}

fn insertion<'c>(connection: &'c Connection, table: &Table) -> Result<Statement<'c>> {
    let places: Vec<String> = (1..=table.columns.len()).map(|at| format!("?{at}")).collect();
    let (name, columns) = (quoted(&table.name), table.column_names());
    Ok(connection.prepare(&format!("INSERT INTO {name} ({columns}) VALUES ({})", places.join(", ")))?)
}

fn insert(table: &Table, statement: &mut Statement<'_>, lines: &[u8]) -> Result<()> {
    for line in lines::each(lines) {
        let values = lines::read(line, &table.columns)?;
        statement.execute(rusqlite::params_from_iter(values.iter().map(bound)))?;
    }
    Ok(())
}

fn bound(value: &Value) -> rusqlite::types::ToSqlOutput<'_> {
    use rusqlite::types::{ToSqlOutput, ValueRef};
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Integer(number) => ValueRef::Integer(*number),
        Value::Boolean(flag) => ValueRef::Integer((*flag).into()),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Bytes(bytes) => ValueRef::Blob(bytes),
    })
}
