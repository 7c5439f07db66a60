//! To whom something is addressed, in all spellings of "everybody".

use serde_json::Value;

use super::reading::ids;

/// How "everybody" is written by us.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Whether an id means everybody. Nothing but the three known spellings does.
pub fn is_public(id: &str) -> bool {
    matches!(id, PUBLIC | "as:Public" | "Public")
}

/// Whom an object or activity names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Addressing<'a> {
    /// Whether everybody is in `to` or `cc`. If not, it is private and must never become a public post.
    pub public: bool,
    /// Everybody else in `audience`, `to` and `cc`, each once, in this order: the community is usually among them.
    pub named: Vec<&'a str>,
}

impl<'a> Addressing<'a> {
    /// Reads `audience`, `to` and `cc`, any of which may be absent.
    pub fn of(object: &'a Value) -> Self {
        let mut addressing = Self::default();
        for field in ["audience", "to", "cc"] {
            for id in ids(&object[field]) {
                if is_public(id) {
                    addressing.public |= field != "audience";
                } else if !addressing.named.contains(&id) {
                    addressing.named.push(id);
                }
            }
        }
        addressing
    }

    /// Whether this id is named.
    pub fn names(&self, id: &str) -> bool {
        self.named.contains(&id)
    }
}
