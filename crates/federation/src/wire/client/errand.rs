//! In whose name something is fetched, and how much may be fetched for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::refusal::FetchRefusal;
use crate::wire::host::{BlockList, Host};
use crate::wire::signer::DatedSigner;

/// How many requests one inbound activity may cause, redirects included.
const USUAL_BUDGET: u32 = 20;

/// A number of requests that may be made. Clones share it, so that what one step spends the next one misses.
#[derive(Debug, Clone)]
pub struct FetchBudget {
    left: Arc<AtomicU32>,
}

impl FetchBudget {
    /// A budget of this many requests.
    pub fn of(requests: u32) -> Self {
        Self { left: Arc::new(AtomicU32::new(requests)) }
    }

    /// How many requests are left.
    pub fn left(&self) -> u32 {
        self.left.load(Ordering::Relaxed)
    }

    /// Takes one request from the budget.
    pub fn spend(&self) -> Result<(), FetchRefusal> {
        let spend = |left: u32| left.checked_sub(1);
        let spent = self.left.try_update(Ordering::Relaxed, Ordering::Relaxed, spend);
        spent.map(drop).map_err(|_| FetchRefusal::BudgetSpent)
    }
}

impl Default for FetchBudget {
    fn default() -> Self {
        Self::of(USUAL_BUDGET)
    }
}

/// One piece of work that needs to ask other servers: an inbound activity, a lookup, a nightly comparison.
///
/// Make one for each piece of work and pass it along: `Errand::new().signed_by(signer.at(now)).sparing(blocks)`.
#[derive(Debug, Clone, Default)]
pub struct Errand {
    signer: Option<DatedSigner>,
    budget: FetchBudget,
    blocks: BlockList,
}

impl Errand {
    /// Unsigned, with the usual budget, nobody blocked.
    pub fn new() -> Self {
        Self::default()
    }

    /// Signs each request of this errand; many peers answer nothing unsigned.
    #[must_use]
    pub fn signed_by(mut self, signer: DatedSigner) -> Self {
        self.signer = Some(signer);
        self
    }

    /// Gives it another budget.
    #[must_use]
    pub fn with_budget(mut self, budget: FetchBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Names the servers that are not to be asked, not even by way of a redirect.
    #[must_use]
    pub fn sparing(mut self, blocks: BlockList) -> Self {
        self.blocks = blocks;
        self
    }

    /// What is left to spend.
    pub fn budget(&self) -> &FetchBudget {
        &self.budget
    }

    pub(crate) fn signer(&self) -> Option<&DatedSigner> {
        self.signer.as_ref()
    }

    pub(crate) fn check_host(&self, host: &Host) -> Result<(), FetchRefusal> {
        if self.blocks.blocks(host) { Err(FetchRefusal::Blocked) } else { Ok(()) }
    }
}
