//! Rows of either engine as Rust values: a struct by the names of its columns, a tuple by their order.

use serde::{
    de::{
        DeserializeOwned, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{Error, SeqDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

/// What a row can be read into: derive `serde::Deserialize` on a struct, or use a tuple.
pub trait Row: DeserializeOwned + Send {}
impl<T: DeserializeOwned + Send> Row for T {}

/// One value of a row, borrowed from the engine.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell<'de> {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Text(&'de str),
    Bytes(&'de [u8]),
}

/// Reads a row: `cell` gives the value of the column with that index.
pub(crate) fn read<'de, T: Row>(
    columns: &'de [String],
    cell: impl Fn(usize) -> Result<Cell<'de>, Error>,
) -> Result<T, Error> {
    T::deserialize(Cells { columns, cell, next: 0 })
}

/// A flag inside a struct that is flattened into another: SQLite has no booleans, so a number may stand for it.
///
/// # Errors
/// When it is neither.
pub fn flag<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    struct Flag;
    impl Visitor<'_> for Flag {
        type Value = bool;
        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a flag")
        }
        fn visit_bool<E>(self, flag: bool) -> Result<bool, E> {
            Ok(flag)
        }
        fn visit_i64<E>(self, flag: i64) -> Result<bool, E> {
            Ok(flag != 0)
        }
    }
    value.deserialize_any(Flag)
}

/// The cells of one row, one after the other.
struct Cells<'de, C> {
    columns: &'de [String],
    cell: C,
    next: usize,
}

impl<'de, C: Fn(usize) -> Result<Cell<'de>, Error>> Cells<'de, C> {
    fn take(&mut self) -> Result<Cell<'de>, Error> {
        self.next += 1;
        (self.cell)(self.next - 1)
    }
}

impl<'de, C: Fn(usize) -> Result<Cell<'de>, Error>> Deserializer<'de> for Cells<'de, C> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, C: Fn(usize) -> Result<Cell<'de>, Error>> MapAccess<'de> for Cells<'de, C> {
    type Error = Error;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(column) = self.columns.get(self.next) else { return Ok(None) };
        seed.deserialize(serde::de::value::BorrowedStrDeserializer::new(column)).map(Some)
    }

    fn next_value_seed<S: serde::de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let column = &self.columns[self.next];
        seed.deserialize(self.take()?).map_err(|error| Error::custom(format!("column {column}: {error}")))
    }
}

impl<'de, C: Fn(usize) -> Result<Cell<'de>, Error>> SeqAccess<'de> for Cells<'de, C> {
    type Error = Error;

    fn next_element_seed<S: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.next == self.columns.len() {
            return Ok(None);
        }
        seed.deserialize(self.take()?).map(Some)
    }
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Cell::Null => visitor.visit_none(),
            Cell::Boolean(flag) => visitor.visit_bool(flag),
            Cell::Integer(number) => visitor.visit_i64(number),
            Cell::Real(number) => visitor.visit_f64(number),
            Cell::Text(text) => visitor.visit_borrowed_str(text),
            Cell::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Cell::Integer(number) => visitor.visit_bool(number != 0),
            cell => cell.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Cell::Null => visitor.visit_none(),
            cell => visitor.visit_some(cell),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// `Vec<u8>` asks for a sequence.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Cell::Bytes(bytes) => visitor.visit_seq(SeqDeserializer::new(bytes.iter().copied())),
            cell => cell.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Cell::Text(text) => {
                let word: StrDeserializer<'_, Error> = text.into_deserializer();
                visitor.visit_enum(word)
            }
            cell => cell.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map struct identifier ignored_any
    }
}
