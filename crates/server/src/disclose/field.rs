//! A stored value as it is printed, whatever its type and engine.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};
use serde_json::Value;
use store::{Day, Hour};
use web::privacy::Mark;

/// A stored value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field(Value);

impl Field {
    /// As a lawyer can read it: flags are yes or no, hours and days are times.
    pub fn told(&self, column: &str, mark: Mark) -> Value {
        match &self.0 {
            Value::Number(number) if mark == Mark::Flag => (number.as_i64() != Some(0)).into(),
            Value::Number(number) if column.ends_with("hour") => {
                time(Hour(number.as_i64().unwrap_or_default()).start().to_rfc3339())
            }
            Value::Number(number) if column.ends_with("_day") => {
                time(Hour(Day(number.as_i64().unwrap_or_default()).0).start().to_rfc3339())
            }
            value => value.clone(),
        }
    }
}

/// Without the minutes and seconds, which nobody knows.
fn time(exact: String) -> Value {
    exact.get(..13).map_or(Value::Null, |hour| format!("{}:00 UTC", hour.replace('T', " ")).into())
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(Any).map(Self)
    }
}

struct Any;

impl Visitor<'_> for Any {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a stored value")
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_flags_are_told_in_words() {
        let field = |value: i64| Field(value.into());
        assert_eq!(field(1_795_442_400).told("edited_hour", Mark::Plain), "2026-11-23 14:00 UTC");
        assert_eq!(field(1_795_392_000).told("expires_day", Mark::Plain), "2026-11-23 00:00 UTC");
        assert_eq!(
            (field(1).told("seen", Mark::Flag), field(0).told("seen", Mark::Flag)),
            (true.into(), false.into())
        );
        assert_eq!(field(3).told("version", Mark::Plain), 3);
    }
}
