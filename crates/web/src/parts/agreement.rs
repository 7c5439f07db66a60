//! Guidelines that changed: whoever writes next in the community reads them first, with one tap, and nothing that they
//! wrote is lost.

use forum::Refusal;
use members::{Member, guidelines_read};
use moderation::guidelines::{self, Guideline};
use store::CommunityId;

use crate::{
    Error,
    forms::Errors,
    parts::composer::Written,
    viewer::{Frame, Visit},
};

/// What is to be read.
pub struct Agreement {
    /// Which guidelines these are: what the button sends.
    pub version: i64,
    /// The guidelines.
    pub guidelines: Vec<Guideline>,
}

impl Agreement {
    /// The guidelines of a community, where the form came back because of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asked(
        visit: &mut Visit,
        community: CommunityId,
        errors: &Errors,
    ) -> Result<Option<Self>, Error> {
        if !errors.at("agreement") {
            return Ok(None);
        }
        let version = guidelines_read::version(&mut visit.tx, community).await?;
        let guidelines = guidelines::list(&mut visit.tx, community).await?;
        Ok(Some(Self { version, guidelines }))
    }
}

/// Notes that a writer has read the guidelines they were shown, if that is why their words came back. It is kept in
/// their sealed journal, in a transaction of its own: nothing beside it is of the name that writes.
///
/// # Errors
/// When the database fails.
pub async fn read_now(
    frame: &Frame,
    member: &Member,
    community: CommunityId,
    written: &Written,
    refusal: &Refusal,
) -> Result<bool, Error> {
    let (Refusal::GuidelinesChanged, Ok(version)) = (refusal, written.guidelines.parse::<i64>()) else {
        return Ok(false);
    };
    let mut tx = frame.site.database().write().await?;
    guidelines_read::read(&mut tx, member, community, version).await?;
    tx.commit().await?;
    Ok(true)
}
