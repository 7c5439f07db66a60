//! Refusals of the forum and of moderation, where there is no form to show them on.

use crate::Error;

impl From<forum::Refusal> for Error {
    fn from(refusal: forum::Refusal) -> Self {
        match refusal {
            forum::Refusal::Fault(fault) => Self::Fault(fault),
            forum::Refusal::Gone => Self::NotFound,
            told => Self::Refused(told.key()),
        }
    }
}

impl From<moderation::Refusal> for Error {
    fn from(refusal: moderation::Refusal) -> Self {
        match refusal {
            moderation::Refusal::Fault(fault) => Self::Fault(fault),
            moderation::Refusal::NotHere => Self::NotFound,
            told => Self::Refused(told.key()),
        }
    }
}
