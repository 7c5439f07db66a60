//! The threads of a community.

use members::{Viewer, communities::Community};
use store::{Cursor, Page, Result, Tx};

use crate::ThreadLine;

/// In which order threads are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Where something was written last.
    Active,
    /// What was started last.
    Newest,
}

/// The threads of a community; pinned ones first, on the first page.
///
/// # Errors
/// When the database fails.
pub async fn list(
    _tx: &mut Tx,
    _viewer: &Viewer,
    _community: &Community,
    _order: Order,
    _from: Option<Cursor>,
) -> Result<Page<ThreadLine>> {
    todo!()
}
