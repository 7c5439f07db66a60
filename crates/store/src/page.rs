//! Lists in pages: a cursor says where to go on, whatever was added meanwhile.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

/// A place in an ordered list: up to three numbers, as an opaque text in links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub i64, pub i64, pub i64);

impl Cursor {
    /// Before everything when walking from the greatest down.
    pub const START: Cursor = Cursor(i64::MAX, i64::MAX, i64::MAX);
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [self.0.to_be_bytes(), self.1.to_be_bytes(), self.2.to_be_bytes()].concat();
        formatter.write_str(&BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let bytes: [u8; 24] =
            BASE64_URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(())?;
        let number = |at: usize| i64::from_be_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        Ok(Cursor(number(0), number(8), number(16)))
    }
}

/// A stretch of a list, and where the next one starts, if there is one.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What is on this page, in order.
    pub items: Vec<T>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes a page from `size + 1` fetched rows: the one too many says that there is more.
    pub fn cut(mut items: Vec<T>, size: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > size;
        items.truncate(size);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text_and_nonsense_is_refused() {
        let cursor = Cursor(3, -1, i64::MAX);
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert!("nonsense".parse::<Cursor>().is_err());
    }
}
