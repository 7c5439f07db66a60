//! Comments as branches: nested four deep, then flat with "in reply to".

use crate::Comment;

/// How deep replies are nested on a page.
pub const DEEPEST: usize = 4;

/// A comment and what answers it on this page.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The comment.
    pub comment: Comment,
    /// 1 to [`DEEPEST`].
    pub depth: usize,
    /// Whether the answered comment does not stand right above it, so that the page says "in reply to".
    pub in_reply_to: bool,
    /// The answers, oldest first.
    pub replies: Vec<Branch>,
}

/// Nests the comments of one page.
#[must_use]
pub fn nest(_items: Vec<Comment>) -> Vec<Branch> {
    todo!()
}
