//! Refusing JSON that two readers could read as two things, or that is made to hurt.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use thiserror::Error;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
/// The deepest nesting that is read. Real documents stay under 10.
const MAX_DEPTH: usize = 64;

/// Why a text is not read as a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum JsonRefusal {
    /// Over 1 MB.
    #[error("the document is too large")]
    TooLarge,
    /// Not JSON: broken, not UTF-8, a number no computer holds, half a character.
    #[error("the document is not valid JSON")]
    Malformed,
    /// Nested more than 64 deep.
    #[error("the document is nested too deeply")]
    TooDeep,
    /// One name twice in one object, such as two actors.
    #[error("a name is there twice")]
    DuplicateKey,
    /// A NUL character, which databases do not take.
    #[error("the document holds a NUL character")]
    Nul,
    /// JSON, but not an object.
    #[error("the document is not an object")]
    NotAnObject,
}

/// Reads a document from another server.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(JsonRefusal::TooLarge);
    }
    let refusal = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0, refusal: &refusal }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|_| refusal.get().unwrap_or(JsonRefusal::Malformed))?;
    if value.is_object() { Ok(value) } else { Err(JsonRefusal::NotAnObject) }
}

/// Builds a value, and notes why it stopped.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    refusal: &'a Cell<Option<JsonRefusal>>,
}

impl Strict<'_> {
    fn refuse<E: serde::de::Error>(&self, refusal: JsonRefusal) -> E {
        self.refusal.set(Some(refusal));
        E::custom(refusal)
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH { Err(self.refuse(JsonRefusal::TooDeep)) } else { Ok(Self { depth, ..self }) }
    }

    fn check_text<E: serde::de::Error>(&self, text: &str) -> Result<(), E> {
        if text.contains('\0') { Err(self.refuse(JsonRefusal::Nul)) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| self.refuse(JsonRefusal::Malformed))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.check_text(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.check_text(&key)?;
            let value = entries.next_value_seed(inner)?;
            if object.insert(key, value).is_some() {
                return Err(self.refuse(JsonRefusal::DuplicateKey));
            }
        }
        Ok(Value::Object(object))
    }
}
