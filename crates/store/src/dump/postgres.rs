//! PostgreSQL's side, through our own connection: no other program is needed on the machine.

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use super::{
    Applied, Column, Counts, Filled, Kind, Loose, Piece, Pieces, Sender, Table,
    lines::{self, Lines, Value},
    loose, quoted, quoted_all,
};
use crate::{Fault, Result, postgres::cell};

/// Sends everything of one moment.
pub(super) async fn send(pool: &PgPool, without: &[&str], to: &Sender) -> Result<()> {
    let mut tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let schema = sqlx::query_as("SELECT name, digest FROM migrations ORDER BY name COLLATE \"C\"");
    let schema: Vec<Applied> = schema.fetch_all(&mut *tx).await?;
    to.put(Ok(Piece::Schema(schema))).await?;
    for name in names(&mut tx, "BASE TABLE").await?.iter().filter(|name| !Table::is_shape(name)) {
        let table = table(&mut tx, name).await?;
        to.put(Ok(Piece::Table(table.clone()))).await?;
        if !without.contains(&name.as_str()) {
            rows(&mut tx, &table, to).await?;
        }
    }
    let end = loose(&mut tx).await?;
    to.put(Ok(Piece::End(end))).await
}

/// The tables or views, by name.
pub(super) async fn names(connection: &mut PgConnection, kind: &str) -> Result<Vec<String>> {
    let sql = "SELECT table_name::text FROM information_schema.tables \
               WHERE table_schema = current_schema() AND table_type = $1 ORDER BY table_name COLLATE \"C\"";
    Ok(sqlx::query_scalar(sql).bind(kind).fetch_all(connection).await?)
}

async fn table(connection: &mut PgConnection, name: &str) -> Result<Table> {
    let found: Vec<(String, String)> = sqlx::query_as(
        "SELECT column_name::text, data_type::text FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
    )
    .bind(name)
    .fetch_all(&mut *connection)
    .await?;
    let columns = found.into_iter().map(|(name, kind)| {
        let kind = match kind.as_str() {
            "bigint" => Kind::Integer,
            "boolean" => Kind::Boolean,
            "text" => Kind::Text,
            "bytea" => Kind::Bytes,
            other => return Err(Fault::Other(format!("a column of the type {other}"))),
        };
        Ok(Column { name, kind })
    });
    let key = sqlx::query_scalar(
        "SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) \
         WHERE indisprimary AND indrelid = $1::regclass ORDER BY array_position(indkey::int2[], attnum)",
    );
    let key = key.bind(quoted(name)).fetch_all(connection).await?;
    Ok(Table { name: name.to_owned(), columns: columns.collect::<Result<_>>()?, key })
}

async fn rows(connection: &mut PgConnection, table: &Table, to: &Sender) -> Result<()> {
    let (columns, name) = (table.column_names(), quoted(&table.name));
    let order = if crate::Mutant::DumpAsWritten.is_on() { String::new() } else { order(table) };
    let sql = format!("SELECT {columns} FROM {name}{order}");
    let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(connection);
    let mut lines = Lines::new();
    while let Some(row) = rows.try_next().await? {
        let full = lines.row(&table.columns, |at| Ok(cell(&row, at)?))?;
        if let Some(full) = full {
            to.put(Ok(full)).await?;
        }
    }
    match lines.take() {
        Some(rest) => to.put(Ok(rest)).await,
        None => Ok(()),
    }
}

/// Words are ordered by their bytes, as SQLite does.
fn order(table: &Table) -> String {
    let text =
        |name: &String| table.columns.iter().any(|column| column.name == *name && column.kind == Kind::Text);
    let by = |name: &String| {
        let collate = if text(name) { " COLLATE \"C\"" } else { "" };
        format!("{}{collate}", quoted(name))
    };
    format!(" ORDER BY {}", table.key.iter().map(by).collect::<Vec<_>>().join(", "))
}

async fn loose(connection: &mut PgConnection) -> Result<Loose> {
    let there = names(connection, "BASE TABLE").await?;
    let mut found = Loose::new();
    for link in loose::among(&there) {
        let count = sqlx::query_scalar(AssertSqlSafe(link.sql())).fetch_one(&mut *connection).await?;
        found.insert(link.name(), count);
    }
    Ok(found)
}

/// Takes away what is there, and puts in what comes.
pub(super) async fn fill(tx: &mut Transaction<'static, Postgres>, mut pieces: Pieces) -> Result<Filled> {
    for (kind, word) in [("VIEW", "VIEW"), ("BASE TABLE", "TABLE")] {
        for name in names(tx, kind).await? {
            run(tx, format!("DROP {word} {} CASCADE", quoted(&name))).await?;
        }
    }
    let Piece::Schema(schema) = pieces.next().await? else { return Err(super::fill::disordered()) };
    for statement in super::fill::shape(&schema, false)? {
        run(tx, statement).await?;
    }
    let mut counts = Counts::new();
    let mut open: Option<Table> = None;
    let end = loop {
        match pieces.next().await? {
            Piece::Table(table) => {
                run(tx, format!("DELETE FROM {}", quoted(&table.name))).await?;
                counts.insert(table.name.clone(), 0);
                open = Some(table);
            }
            Piece::Rows { count, lines } => {
                let table = open.as_ref().ok_or_else(super::fill::disordered)?;
                copy(tx, table, &lines).await?;
                *counts.entry(table.name.clone()).or_default() += count;
            }
            Piece::End(end) => break end,
            Piece::Schema(_) => return Err(super::fill::disordered()),
        }
    };
    let found = loose(tx).await?;
    for name in counts.keys() {
        let sql = format!("SELECT COUNT(*) FROM {}", quoted(name));
        let there = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut **tx).await?;
        super::fill::same(name, counts[name], there)?;
    }
    super::fill::done(counts, &end, &found)
}

async fn run(connection: &mut PgConnection, sql: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}

async fn copy(connection: &mut PgConnection, table: &Table, lines: &[u8]) -> Result<()> {
    let mut text = String::with_capacity(lines.len() + lines.len() / 4);
    for line in lines::each(lines) {
        for (at, value) in lines::read(line, &table.columns)?.iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            write(&mut text, value);
        }
        text.push('\n');
    }
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let sql = format!("COPY {} ({}) FROM STDIN", quoted(&table.name), quoted_all(&names));
    let mut copying = connection.copy_in_raw(&sql).await?;
    copying.send(text.as_bytes()).await?;
    copying.finish().await?;
    Ok(())
}

/// A value as `COPY` reads it.
fn write(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("\\N"),
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Boolean(flag) => text.push(if *flag { 't' } else { 'f' }),
        Value::Bytes(bytes) => {
            text.push_str("\\\\x");
            bytes.iter().for_each(|byte| text.push_str(&format!("{byte:02x}")));
        }
        Value::Text(words) => words.chars().for_each(|letter| match letter {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            // The one letter that PostgreSQL cannot keep.
            '\0' => text.push('\u{fffd}'),
            letter => text.push(letter),
        }),
    }
}
