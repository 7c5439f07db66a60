//! What a community agreed on, numbered, so that a measure can name it.

use store::{CommunityId, Result, Tx};

use crate::{Moderator, Refusal};

/// One numbered guideline.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Guideline {
    /// Its number, from 1.
    pub number: i64,
    /// What it says.
    pub text: String,
}

/// The guidelines of a community in order.
///
/// # Errors
/// When the database fails.
pub async fn list(_tx: &mut Tx, _community: CommunityId) -> Result<Vec<Guideline>> {
    todo!()
}

/// Replaces the guidelines of the moderator's community.
///
/// # Errors
/// When they are too many, empty or too long, or the moderator does not lead.
pub async fn set(_tx: &mut Tx, _moderator: &Moderator, _texts: Vec<String>) -> Result<(), Refusal> {
    todo!()
}

/// Gives a new (or a remote) community its guidelines.
///
/// # Errors
/// When the database fails.
pub async fn start_with(_tx: &mut Tx, _community: CommunityId, _texts: &[&str]) -> Result<()> {
    todo!()
}
