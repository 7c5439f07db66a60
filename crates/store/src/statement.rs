//! One statement, written once, for either engine.

use sqlx::{Arguments, AssertSqlSafe, Encode, FromRow, Postgres, Sqlite, Type};

use crate::{
    Ids, Result, Tags, dialect,
    transaction::{Connection, Tx},
};

/// A value that both engines can take.
pub trait Value:
    for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres>
{
}
impl<T> Value for T where
    T: for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres>
{
}

/// A row that both engines can give: derive `sqlx::FromRow` on a struct, or use a tuple.
pub trait Row:
    for<'r> FromRow<'r, sqlx::sqlite::SqliteRow> + for<'r> FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin
{
}
impl<T> Row for T where
    T: for<'r> FromRow<'r, sqlx::sqlite::SqliteRow>
        + for<'r> FromRow<'r, sqlx::postgres::PgRow>
        + Send
        + Unpin
{
}

enum Bound {
    Sqlite(sqlx::sqlite::SqliteArguments),
    Postgres(sqlx::postgres::PgArguments),
}

/// A statement being filled with values; run it with `all`, `one`, `optional` or `execute`.
#[must_use]
pub struct Statement<'t> {
    tx: &'t mut Tx,
    sql: &'static str,
    bound: Bound,
    lists: bool,
    refused: Option<sqlx::Error>,
}

/// Runs a query on whichever engine the transaction has.
macro_rules! run {
    ($self:ident, $make:expr, $method:ident) => {{
        let lists = $self.lists;
        if let Some(refused) = $self.refused {
            return Err(refused.into());
        }
        match (&mut $self.tx.connection, $self.bound) {
            (Connection::Sqlite(tx), Bound::Sqlite(arguments)) if lists => {
                let sql = AssertSqlSafe(dialect::lists($self.sql, true));
                $make(sql, arguments).$method(&mut **tx).await?
            }
            (Connection::Postgres(tx), Bound::Postgres(arguments)) if lists => {
                let sql = AssertSqlSafe(dialect::lists($self.sql, false));
                $make(sql, arguments).$method(&mut **tx).await?
            }
            (Connection::Sqlite(tx), Bound::Sqlite(arguments)) => {
                $make($self.sql, arguments).$method(&mut **tx).await?
            }
            (Connection::Postgres(tx), Bound::Postgres(arguments)) => {
                $make($self.sql, arguments).$method(&mut **tx).await?
            }
            _ => unreachable!("arguments are made for the engine of the transaction"),
        }
    }};
}

impl<'t> Statement<'t> {
    pub(crate) fn new(tx: &'t mut Tx, sql: &'static str) -> Self {
        let bound = match &tx.connection {
            Connection::Sqlite(_) => Bound::Sqlite(Default::default()),
            Connection::Postgres(_) => Bound::Postgres(Default::default()),
        };
        Self { tx, sql, bound, lists: false, refused: None }
    }

    /// Binds the next placeholder.
    pub fn bind(mut self, value: impl Value) -> Self {
        let added = match &mut self.bound {
            Bound::Sqlite(arguments) => arguments.add(value),
            Bound::Postgres(arguments) => arguments.add(value),
        };
        self.refused = self.refused.or(added.err().map(sqlx::Error::Encode));
        self
    }

    /// Binds the next placeholder, which stands in `IN list(…)`.
    pub fn bind_list(mut self, ids: Ids) -> Self {
        self.lists = true;
        match &self.bound {
            Bound::Sqlite(_) => self.bind(ids.json()),
            Bound::Postgres(_) => self.bind_array(ids.0),
        }
    }

    /// Binds the next placeholder, which stands in `IN tags(…)`.
    pub fn bind_tags(mut self, tags: Tags) -> Self {
        self.lists = true;
        match &self.bound {
            Bound::Sqlite(_) => self.bind(tags.json()),
            Bound::Postgres(_) => {
                self.bind_array(tags.0.iter().map(|tag| tag.0.to_vec()).collect::<Vec<_>>())
            }
        }
    }

    fn bind_array<T>(mut self, values: T) -> Self
    where
        T: for<'q> Encode<'q, Postgres> + Type<Postgres>,
    {
        if let Bound::Postgres(arguments) = &mut self.bound {
            self.refused = self.refused.or(arguments.add(values).err().map(sqlx::Error::Encode));
        }
        self
    }

    /// Every row.
    ///
    /// # Errors
    /// When the database refuses the statement or a row does not fit `T`.
    pub async fn all<T: Row>(self) -> Result<Vec<T>> {
        Ok(run!(self, sqlx::query_as_with, fetch_all))
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// As [`Statement::all`], and when there is no row.
    pub async fn one<T: Row>(self) -> Result<T> {
        Ok(run!(self, sqlx::query_as_with, fetch_one))
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Statement::all`].
    pub async fn optional<T: Row>(self) -> Result<Option<T>> {
        Ok(run!(self, sqlx::query_as_with, fetch_optional))
    }

    /// The first column of every row.
    ///
    /// # Errors
    /// As [`Statement::all`].
    pub async fn column<T>(self) -> Result<Vec<T>>
    where
        (T,): Row,
    {
        Ok(self.all::<(T,)>().await?.into_iter().map(|(value,)| value).collect())
    }

    /// The first column of the first row, if any.
    ///
    /// # Errors
    /// As [`Statement::all`].
    pub async fn value<T>(self) -> Result<Option<T>>
    where
        (T,): Row,
    {
        Ok(self.optional::<(T,)>().await?.map(|(value,)| value))
    }

    /// Runs it; answers how many rows it touched.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub async fn execute(self) -> Result<u64> {
        if let Some(refused) = self.refused {
            return Err(refused.into());
        }
        let sql = |sqlite| {
            AssertSqlSafe(if self.lists { dialect::lists(self.sql, sqlite) } else { self.sql.to_owned() })
        };
        Ok(match (&mut self.tx.connection, self.bound) {
            (Connection::Sqlite(tx), Bound::Sqlite(arguments)) => {
                sqlx::query_with(sql(true), arguments).execute(&mut **tx).await?.rows_affected()
            }
            (Connection::Postgres(tx), Bound::Postgres(arguments)) => {
                sqlx::query_with(sql(false), arguments).execute(&mut **tx).await?.rows_affected()
            }
            _ => unreachable!("arguments are made for the engine of the transaction"),
        })
    }
}
