//! A copy of a database, read table by table, in the order of the keys.

use std::{collections::BTreeMap, path::Path};

use rusqlite::types::ValueRef;
use sqlx::{Column, Connection, Row, TypeInfo};

/// One stored value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, or yes (1) and no (0).
    Number(i64),
    /// Words.
    Text(String),
    /// Bytes: a tag, a hash, something sealed.
    Bytes(Vec<u8>),
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The bytes, if it holds some.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }
}

/// A table: the names of its columns, and its rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows, a value a column.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// The values of one column, row by row; empty when there is no such column.
    pub fn column<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t Value> {
        let at = self.columns.iter().position(|column| column == name);
        self.rows.iter().filter_map(move |row| row.get(at?))
    }
}

/// Everything that a copy of the database holds.
#[derive(Clone, Debug, Default)]
pub struct Dump {
    /// The tables by name.
    pub tables: BTreeMap<String, Table>,
}

impl Dump {
    /// One table; an empty one when there is none of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> &Table {
        static NONE: Table = Table { columns: Vec::new(), rows: Vec::new() };
        self.tables.get(name).unwrap_or(&NONE)
    }

    /// The ids of all names that live here, in the order of the table.
    #[must_use]
    pub fn personas(&self) -> Vec<i64> {
        let table = self.table("personas");
        let local = table.column("host").map(|host| *host == Value::Text(String::new()));
        table.column("id").zip(local).filter(|(_, local)| *local).filter_map(|(id, _)| id.number()).collect()
    }

    /// In which community each name is worn.
    #[must_use]
    pub fn communities(&self) -> BTreeMap<i64, Value> {
        let table = self.table("personas");
        let ids = table.column("id").filter_map(Value::number);
        ids.zip(table.column("community_id").cloned()).collect()
    }

    /// Reads an SQLite file.
    ///
    /// # Errors
    /// When it is none.
    pub fn of_sqlite(file: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let connection =
            rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut names = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
        let names = names.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut tables = BTreeMap::new();
        for name in names {
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
            let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let width = columns.len();
            let rows =
                statement.query_map([], |row| (0..width).map(|at| Ok(of(row.get_ref(at)?))).collect())?;
            tables.insert(name, Table { columns, rows: rows.collect::<Result<_, _>>()? });
        }
        Ok(Self { tables })
    }

    /// Reads a PostgreSQL database, as a logical dump would: in the order of the keys.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn of_postgres(url: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut connection = sqlx::PgConnection::connect(url).await?;
        let names: Vec<(String,)> = sqlx::query_as(
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
        )
        .fetch_all(&mut connection)
        .await?;
        let mut tables = BTreeMap::new();
        for (name,) in names {
            let sql = format!("SELECT * FROM \"{name}\" ORDER BY 1");
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut connection).await?;
            let columns =
                rows.first().map(|row| row.columns().iter().map(|column| column.name().to_owned()).collect());
            let rows = rows.iter().map(|row| (0..row.len()).map(|at| cell(row, at)).collect()).collect();
            tables.insert(name, Table { columns: columns.unwrap_or_default(), rows });
        }
        Ok(Self { tables })
    }
}

fn of(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
        ValueRef::Integer(number) => Value::Number(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

fn cell(row: &sqlx::postgres::PgRow, at: usize) -> Value {
    let found = match row.columns()[at].type_info().name() {
        "INT8" => row.get::<Option<i64>, _>(at).map(Value::Number),
        "BOOL" => row.get::<Option<bool>, _>(at).map(|yes| Value::Number(yes.into())),
        "BYTEA" => row.get::<Option<Vec<u8>>, _>(at).map(Value::Bytes),
        _ => row.get::<Option<String>, _>(at).map(Value::Text),
    };
    found.unwrap_or(Value::Null)
}
