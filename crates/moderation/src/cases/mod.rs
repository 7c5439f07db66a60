//! What waits for a moderator: one case for a subject in a community, in the lane of what is gravest about it.
//!
//! Reports of members, what other servers flag, what a rule keeps back, and words of somebody who may need help all come
//! together here. A case is open until somebody decides; undoing the decision opens it again.

mod close;
mod history;
mod look;
mod open;
mod queue;
mod reopen;

use store::{CaseId, CommunityId, Hour, MeasureId, PersonaId, Result};

use crate::{Subject, screening::Lane};

pub use close::{answer, keep, told};
pub(crate) use close::{mended, settle};
pub use history::{History, history, texts};
pub use look::{hand_on, look};
pub(crate) use open::of_report;
pub use open::of_verdict;
pub use queue::{Shelf, find, get, guideline_before, is_sealed, known, list, on, waiting};
pub use reopen::{reopen, untold};

/// Something that waits for a moderator, or waited.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// Where it belongs.
    pub community: CommunityId,
    /// What it is about.
    pub subject: Subject,
    /// How urgent it is.
    pub lane: Lane,
    /// Which screening rule spoke, the gravest.
    pub rule: Option<String>,
    /// Since when.
    pub hour: Hour,
    /// The moderator who has it in hand.
    pub looks: Option<PersonaId>,
    /// The moderator who wants another to look.
    pub asked_by: Option<PersonaId>,
    /// When it was decided.
    pub closed_hour: Option<Hour>,
    /// The measure it led to; `None` when everything stayed as it was.
    pub measure: Option<MeasureId>,
    /// What kept the subject back until it was decided.
    pub(crate) hold: Option<MeasureId>,
}

/// A row of the table.
#[derive(serde::Deserialize)]
struct Row {
    id: CaseId,
    community_id: CommunityId,
    subject_kind: String,
    subject_id: i64,
    lane: Lane,
    rule: Option<String>,
    hour: Hour,
    looks: Option<PersonaId>,
    asked_by: Option<PersonaId>,
    closed_hour: Option<Hour>,
    measure_id: Option<MeasureId>,
    hold_id: Option<MeasureId>,
}

impl Row {
    fn case(self) -> Result<Case> {
        Ok(Case {
            id: self.id,
            community: self.community_id,
            subject: Subject::read(&self.subject_kind, self.subject_id)?,
            lane: self.lane,
            rule: self.rule,
            hour: self.hour,
            looks: self.looks,
            asked_by: self.asked_by,
            closed_hour: self.closed_hour,
            measure: self.measure_id,
            hold: self.hold_id,
        })
    }
}
