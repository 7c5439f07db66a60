//! One statement, written once, for either engine.

use std::borrow::Cow;

use sqlx::{Arguments, Encode, Postgres, Type, postgres::PgArguments};

use crate::{
    Fault, Ids, Result, Tags, dialect, labour, postgres,
    row::Row,
    sqlite::{self, Argument},
    transaction::{Connection, Tx},
};

/// A value that both engines can take.
pub trait Value: rusqlite::ToSql + for<'q> Encode<'q, Postgres> + Type<Postgres> {}
impl<T> Value for T where T: rusqlite::ToSql + for<'q> Encode<'q, Postgres> + Type<Postgres> {}

enum Bound {
    Sqlite(Vec<Argument>),
    Postgres(PgArguments),
}

/// A statement being filled with values; run it with `all`, `one`, `optional` or `execute`.
#[must_use]
pub struct Statement<'t> {
    tx: &'t mut Tx,
    sql: &'static str,
    bound: Bound,
    lists: bool,
    refused: Option<Fault>,
}

impl<'t> Statement<'t> {
    pub(crate) fn new(tx: &'t mut Tx, sql: &'static str) -> Self {
        let bound = match &tx.connection {
            Connection::Sqlite(_) => Bound::Sqlite(Vec::new()),
            Connection::Postgres(_) => Bound::Postgres(PgArguments::default()),
        };
        Self { tx, sql, bound, lists: false, refused: None }
    }

    /// Binds the next placeholder.
    pub fn bind(mut self, value: impl Value) -> Self {
        let added = match &mut self.bound {
            Bound::Sqlite(arguments) => {
                sqlite::value(&value).map(|value| arguments.push(Argument::One(value)))
            }
            Bound::Postgres(arguments) => add(arguments, value),
        };
        self.refused = self.refused.or(added.err());
        self
    }

    /// Binds the next placeholder, which stands in `IN list(…)`.
    pub fn bind_list(self, ids: Ids) -> Self {
        self.bind_several(ids.0)
    }

    /// Binds the next placeholder, which stands in `IN tags(…)`.
    pub fn bind_tags(self, tags: Tags) -> Self {
        self.bind_several(tags.0.into_iter().map(|tag| tag.0.to_vec()).collect())
    }

    fn bind_several<T>(mut self, values: Vec<T>) -> Self
    where
        T: Into<rusqlite::types::Value>,
        Vec<T>: for<'q> Encode<'q, Postgres> + Type<Postgres>,
    {
        self.lists = true;
        let added = match &mut self.bound {
            Bound::Sqlite(arguments) => {
                arguments.push(Argument::Several(values.into_iter().map(Into::into).collect()));
                Ok(())
            }
            Bound::Postgres(arguments) => add(arguments, values),
        };
        self.refused = self.refused.or(added.err());
        self
    }

    /// Every row.
    ///
    /// # Errors
    /// When the database refuses the statement or a row does not fit `T`.
    pub async fn all<T: Row>(self) -> Result<Vec<T>> {
        self.rows(usize::MAX).await
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// As [`Statement::all`], and when there is no row.
    pub async fn one<T: Row>(self) -> Result<T> {
        Ok(self.optional().await?.ok_or(sqlx::Error::RowNotFound)?)
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Statement::all`].
    pub async fn optional<T: Row>(self) -> Result<Option<T>> {
        Ok(self.rows(1).await?.into_iter().next())
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
        let (connection, sql, bound) = self.ready()?;
        match (connection, bound) {
            (Connection::Sqlite(lent), Bound::Sqlite(arguments)) => sqlite::execute(lent, &sql, arguments),
            (Connection::Postgres(lent), Bound::Postgres(arguments)) => {
                postgres::execute(&mut lent.transaction, sql.into_owned(), arguments).await
            }
            _ => unreachable!("arguments are made for the engine of the transaction"),
        }
    }

    async fn rows<T: Row>(self, most: usize) -> Result<Vec<T>> {
        let (connection, sql, bound) = self.ready()?;
        match (connection, bound) {
            (Connection::Sqlite(lent), Bound::Sqlite(arguments)) => sqlite::rows(lent, &sql, arguments, most),
            (Connection::Postgres(lent), Bound::Postgres(arguments)) => {
                postgres::rows(&mut lent.transaction, sql.into_owned(), arguments).await
            }
            _ => unreachable!("arguments are made for the engine of the transaction"),
        }
    }

    /// What is needed to run it, with the lists written as the engine understands them.
    fn ready(self) -> Result<(&'t mut Connection, Cow<'static, str>, Bound)> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        labour::note(self.sql);
        labour::stumble()?;
        let sqlite = matches!(self.bound, Bound::Sqlite(_));
        let sql = if self.lists { dialect::lists(self.sql, sqlite).into() } else { self.sql.into() };
        Ok((&mut self.tx.connection, sql, self.bound))
    }
}

fn add(arguments: &mut PgArguments, value: impl for<'q> Encode<'q, Postgres> + Type<Postgres>) -> Result<()> {
    Ok(arguments.add(value).map_err(sqlx::Error::Encode)?)
}
