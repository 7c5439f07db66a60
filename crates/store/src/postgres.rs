//! PostgreSQL through its own pool; its rows are read as SQLite's are.

use std::time::Duration;

use serde::de::{Error as _, value::Error as Unfit};
use sqlx::{
    AssertSqlSafe, Column, Decode, PgPool, Postgres, Row as _, Transaction, TypeInfo, ValueRef,
    postgres::{PgArguments, PgPoolOptions, PgRow, PgValueRef},
};

use crate::{
    Result,
    row::{self, Cell, Row},
};

const CONNECTIONS: u32 = 12;

pub(crate) async fn open(url: &str) -> Result<PgPool> {
    let options = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(10));
    Ok(options.connect(url).await?)
}

/// Every row that a statement gives.
pub(crate) async fn rows<T: Row>(
    transaction: &mut Transaction<'static, Postgres>,
    sql: String,
    arguments: PgArguments,
) -> Result<Vec<T>> {
    let rows = sqlx::query_with(AssertSqlSafe(sql), arguments).fetch_all(&mut **transaction).await?;
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let columns: Vec<String> = first.columns().iter().map(|column| column.name().to_owned()).collect();
    rows.iter().map(|row| Ok(row::read(&columns, |at| cell(row, at))?)).collect()
}

/// Runs a statement; answers how many rows it touched.
pub(crate) async fn execute(
    transaction: &mut Transaction<'static, Postgres>,
    sql: String,
    arguments: PgArguments,
) -> Result<u64> {
    let done = sqlx::query_with(AssertSqlSafe(sql), arguments).execute(&mut **transaction).await?;
    Ok(done.rows_affected())
}

pub(crate) fn cell(row: &PgRow, at: usize) -> Result<Cell<'_>, Unfit> {
    let value = row.try_get_raw(at).map_err(Unfit::custom)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info().into_owned();
    match kind.name() {
        "INT8" => decoded(value).map(Cell::Integer),
        "INT4" => decoded::<i32>(value).map(|number| Cell::Integer(number.into())),
        "BOOL" => decoded(value).map(Cell::Boolean),
        "FLOAT8" => decoded(value).map(Cell::Real),
        "TEXT" | "VARCHAR" | "NAME" => decoded(value).map(Cell::Text),
        "BYTEA" => decoded(value).map(Cell::Bytes),
        other => {
            Err(Unfit::custom(format!("a column of the type {other}, which the common tongue does not have")))
        }
    }
}

fn decoded<'r, T: Decode<'r, Postgres>>(value: PgValueRef<'r>) -> Result<T, Unfit> {
    T::decode(value).map_err(Unfit::custom)
}
