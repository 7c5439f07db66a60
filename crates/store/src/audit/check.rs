//! Looking through the chains: what was changed, dropped or moved.

use std::collections::BTreeMap;

use super::{Mark, Row, SERVER, chain::beginning};
use crate::CommunityId;

/// What is wrong at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is no such row.
    Missing,
    /// The row says something else than when it was written, or stands elsewhere.
    Changed,
    /// The chain does not end where it is noted that it does.
    End,
    /// A head that was printed leads nowhere.
    Head,
}

impl Wrong {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::End => "cut-off",
            Self::Head => "head-not-found",
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In the chain of which community; `None` for the server's, or for a printed head.
    pub community: Option<CommunityId>,
    /// At which place.
    pub ordinal: i64,
    /// What.
    pub wrong: Wrong,
}

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many rows there are.
    pub rows: usize,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Where each chain ends now, to be printed: `None` is the server's.
    pub heads: Vec<(Option<CommunityId>, Mark)>,
}

/// Looks at one row after the other, chain by chain.
#[derive(Clone)]
pub struct Checker {
    heads: BTreeMap<i64, Mark>,
    printed: Vec<Mark>,
    ends: BTreeMap<i64, Mark>,
    report: Report,
}

impl Checker {
    /// Knows where each chain is noted to end, and what was printed earlier.
    #[must_use]
    pub fn new(heads: BTreeMap<i64, Mark>, printed: Vec<Mark>) -> Self {
        Self { heads, printed, ends: BTreeMap::new(), report: Report::default() }
    }

    /// The next row, in the order of chains and ordinals.
    pub fn look(&mut self, row: &Row) {
        self.report.rows += 1;
        let chain = row.community_id;
        let end = self.ends.remove(&chain);
        let end = end.unwrap_or_else(|| Mark { rows: 0, hash: beginning(chain).to_vec() });
        let mark = Mark { rows: row.ordinal, hash: row.hash.clone() };
        if row.ordinal > end.rows + 1 {
            self.find(chain, end.rows + 1, Wrong::Missing);
        } else if row.ordinal <= end.rows || row.hash != row.hash_after(&end.hash) {
            self.find(chain, row.ordinal, Wrong::Changed);
        }
        self.printed.retain(|printed| *printed != mark);
        self.ends.insert(chain, mark);
    }

    fn find(&mut self, chain: i64, ordinal: i64, wrong: Wrong) {
        let community = (chain != SERVER).then_some(CommunityId(chain));
        self.report.findings.push(Finding { community, ordinal, wrong });
    }

    /// What was found so far.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.report.findings
    }

    /// That was all.
    #[must_use]
    pub fn end(mut self) -> Report {
        let chains: Vec<i64> = self.heads.keys().chain(self.ends.keys()).copied().collect();
        for chain in chains.into_iter().collect::<std::collections::BTreeSet<_>>() {
            let (noted, found) = (self.heads.get(&chain), self.ends.get(&chain));
            let place = noted.or(found).map_or(0, |mark| mark.rows);
            if noted != found {
                self.find(chain, place, Wrong::End);
            }
        }
        for printed in std::mem::take(&mut self.printed) {
            self.find(SERVER, printed.rows, Wrong::Head);
        }
        let named = |(chain, mark)| ((chain != SERVER).then_some(CommunityId(chain)), mark);
        self.report.heads = self.ends.into_iter().map(named).collect();
        self.report
    }
}
