//! How the index stands.

/// How far a rebuild is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    /// So many threads and comments were read.
    pub done: u64,
    /// Of so many, about.
    pub all: u64,
}

/// How the index stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// How many texts can be found; `None` when there is no whole index yet.
    pub texts: Option<u64>,
    /// How many events it has not taken in yet.
    pub behind: i64,
    /// How far a rebuild is, if one is under way in this process or another.
    pub filling: Option<Progress>,
    /// How many bytes it takes on the disk.
    pub bytes: u64,
}
