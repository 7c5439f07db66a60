//! A page of a thread: a stretch of its comments, oldest first.

use members::Viewer;
use moderation::Moderator;
use store::{PersonaId, Result, Tx};

use crate::{Comment, Thread};

/// How many ordinals a page holds.
pub const PAGE: i64 = 200;

/// A stretch of a thread's comments.
#[derive(Clone, Debug)]
pub struct CommentPage {
    /// The comments; what is held is left out until it is revealed.
    pub items: Vec<Comment>,
    /// Which page, from 1.
    pub page: i64,
    /// How many there are, at least 1.
    pub pages: i64,
}

impl CommentPage {
    /// Puts in what is held, with its words, for its author (`persona`) and for moderators. Costs a query
    /// only when something on this page is held.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reveal(
        &mut self,
        _tx: &mut Tx,
        _persona: Option<PersonaId>,
        _moderator: Option<&Moderator>,
    ) -> Result<()> {
        todo!()
    }

    /// On which page a comment stands.
    #[must_use]
    pub fn of(ordinal: i64) -> i64 {
        (ordinal - 1).div_euclid(PAGE) + 1
    }
}

/// The comments of one page of a thread.
///
/// # Errors
/// When the database fails.
pub async fn page(_tx: &mut Tx, _viewer: &Viewer, _thread: &Thread, _page: i64) -> Result<CommentPage> {
    todo!()
}
