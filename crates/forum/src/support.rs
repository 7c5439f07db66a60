//! "With you": the one reaction. Who gave it is kept for nobody; how many, for the author only.

use std::collections::HashSet;

use members::Member;
use moderation::Subject;
use store::{Result, Tx};

use crate::Refusal;

/// Gives support, once; giving it again changes nothing.
///
/// # Errors
/// When the thing cannot be read, or is one's own.
pub async fn give(_tx: &mut Tx, _member: &Member, _subject: Subject) -> Result<(), Refusal> {
    todo!()
}

/// Takes it back.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(_tx: &mut Tx, _member: &Member, _subject: Subject) -> Result<()> {
    todo!()
}

/// How many gave support: `None` for anybody but the author.
///
/// # Errors
/// When the database fails.
pub async fn count(_tx: &mut Tx, _member: &Member, _subject: Subject) -> Result<Option<i64>> {
    todo!()
}

/// To which of these `member` gave support: one look-up for a page.
///
/// # Errors
/// When the database fails.
pub async fn given(_tx: &mut Tx, _member: &Member, _subjects: &[Subject]) -> Result<HashSet<Subject>> {
    todo!()
}

/// How many gave support to each of the things on a page that `member` wrote under the name worn there.
///
/// # Errors
/// When the database fails.
pub async fn counts(
    _tx: &mut Tx,
    _member: &Member,
    _subjects: &[Subject],
) -> Result<std::collections::HashMap<Subject, i64>> {
    todo!()
}

/// Support by somebody on another server.
///
/// # Errors
/// When the thing cannot be read.
pub async fn receive(_tx: &mut Tx, _actor: &str, _subject: Subject) -> Result<(), Refusal> {
    todo!()
}

/// Somebody on another server takes it back.
///
/// # Errors
/// When the database fails.
pub async fn receive_withdrawal(_tx: &mut Tx, _actor: &str, _subject: Subject) -> Result<()> {
    todo!()
}
