//! Whether somebody may write in a community, under whichever name.

use members::{Member, communities::Community};
use store::{CommunityId, Hour, MeasureId, PersonaId, Result, Tx};

/// How somebody stands in a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May write.
    Free,
    /// May not, because of a ban on one of their names.
    Banned(Ban),
}

/// The ban that keeps somebody from writing, as they may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ban {
    /// The measure.
    pub measure: MeasureId,
    /// The guideline it names.
    pub guideline: Option<i64>,
    /// The moderator's words.
    pub words: String,
    /// Until when.
    pub ends: Option<Hour>,
}

/// How `member` stands in `community`, whatever name they wear.
///
/// # Errors
/// When the database fails.
pub async fn of(_tx: &mut Tx, _member: &Member, _community: &Community) -> Result<Standing> {
    todo!()
}

/// How a name from another server stands in a community.
///
/// # Errors
/// When the database fails.
pub async fn of_remote(_tx: &mut Tx, _persona: PersonaId, _community: CommunityId) -> Result<Standing> {
    todo!()
}
