//! How a row is bound to the one before.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use crate::{CommunityId, Hour, Mutant};

use super::SERVER;

/// One row of the audit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Row {
    /// Its chain: a community's id, or 0 for the server.
    pub community_id: i64,
    /// Its place in the chain, from 1.
    pub ordinal: i64,
    /// What was done.
    pub act: String,
    /// Of which kind.
    pub what: String,
    /// The number of the measure, proposal or organisation.
    pub about: Option<i64>,
    /// By which guideline.
    pub guideline: Option<i64>,
    /// By which rule of the screening.
    pub rule: Option<String>,
    /// By a moderator of which server, or about which server.
    pub host: String,
    /// In which month.
    pub month: Hour,
    /// What it is bound by.
    pub hash: Vec<u8>,
}

impl Row {
    /// The community it is about; `None` for the server as a whole.
    #[must_use]
    pub fn community(&self) -> Option<CommunityId> {
        (self.community_id != SERVER).then_some(CommunityId(self.community_id))
    }

    /// What binds it to the row before: everything it says, each part with its length, so that no two rows read alike.
    #[must_use]
    pub fn hash_after(&self, before: &[u8]) -> [u8; 32] {
        let before = if Mutant::AuditUnchained.is_on() { &[] } else { before };
        let number = |value: i64| value.to_string();
        let guideline = self.guideline.filter(|_| !Mutant::AuditLeavesOut.is_on());
        let parts = [
            Some(number(self.community_id)),
            Some(number(self.ordinal)),
            Some(self.act.clone()),
            Some(self.what.clone()),
            self.about.map(number),
            guideline.map(number),
            self.rule.clone(),
            Some(self.host.clone()),
            Some(number(self.month.0)),
        ];
        let mut hash = Sha256::new();
        hash.update(before);
        for part in parts {
            // What is not there has another length than what is empty.
            hash.update(part.as_ref().map_or(u64::MAX, |part| part.len() as u64).to_be_bytes());
            hash.update(part.unwrap_or_default());
        }
        hash.finalize().into()
    }
}

/// What the first row of a chain is bound to.
pub(super) fn beginning(chain: i64) -> [u8; 32] {
    Sha256::digest(format!("porchlight audit {chain}")).into()
}

/// A place in a chain as it can be printed: how many rows there were, and what bound the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How many.
    pub rows: i64,
    /// What bound the last one.
    pub hash: Vec<u8>,
}

impl Mark {
    /// What is printed for several chains: one word.
    #[must_use]
    pub fn print(marks: &[Self]) -> String {
        marks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-", self.rows)?;
        self.hash.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl FromStr for Mark {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (rows, hash) = text.trim().split_once('-')?;
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            let hash: Option<Vec<u8>> = hash.as_bytes().chunks(2).map(byte).collect();
            Some(Self { rows: rows.parse().ok()?, hash: hash.filter(|hash| hash.len() == 32)? })
        };
        read().ok_or_else(|| "a head looks like 12-ab34…, as it was printed".to_owned())
    }
}
