//! Whether something can be read, and if not, why.

/// How a thread or a comment stands, as the views say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum State {
    /// Can be read.
    Shown,
    /// Waits for a moderator; its author and moderators may look with [`crate::words`].
    Held,
    /// Hidden by a moderator.
    Removed,
    /// Taken away by its author.
    Deleted,
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        match word.as_str() {
            "shown" => Ok(Self::Shown),
            "held" => Ok(Self::Held),
            "removed" => Ok(Self::Removed),
            "deleted" => Ok(Self::Deleted),
            _ => Err("a state that this version does not know".to_owned()),
        }
    }
}
