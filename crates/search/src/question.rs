//! What somebody asks the search.

use store::Cursor;

/// What somebody asks.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// As it was typed.
    pub words: String,
    /// Which hits come first.
    pub order: Order,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

/// Which hits come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best.
    #[default]
    Relevance,
    /// What was written last.
    Newest,
}
