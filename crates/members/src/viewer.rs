//! Who is looking: the one rule about which communities somebody, or some server, may read.

use store::{Ids, OrganisationId, Result, Tx};

use crate::{Community, Member};

/// Who is looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Stranger,
    Member { organisations: Vec<OrganisationId> },
    Peer { listed: bool },
    Blocked,
}

impl Viewer {
    /// Somebody who is not signed in, or a server that did not sign.
    #[must_use]
    pub fn stranger() -> Self {
        Self(Kind::Stranger)
    }

    /// A member, with the organisations they stay in now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(tx: &mut Tx, member: &Member) -> Result<Self> {
        let _ = (tx, member);
        Ok(Self(Kind::Member { organisations: Vec::new() }))
    }

    /// Another server whose signature was verified; `listed` when it is in our circle.
    #[must_use]
    pub fn peer(host: &str, listed: bool) -> Self {
        let _ = host;
        Self(Kind::Peer { listed })
    }

    /// Another server that we blocked: it reads nothing.
    #[must_use]
    pub fn blocked() -> Self {
        Self(Kind::Blocked)
    }

    /// Whether this viewer may read that community.
    #[must_use]
    pub fn may_read(&self, community: &Community) -> bool {
        let _ = community;
        todo!()
    }

    /// The ids of every community this viewer may read, for `IN list(…)`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn readable(&self, tx: &mut Tx) -> Result<Ids> {
        let _ = tx;
        todo!()
    }
}
