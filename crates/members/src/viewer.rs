//! Who is looking: the one rule about which communities somebody, or some server, may read.

use store::{CommunityId, Ids, OrganisationId, Result, Tx};

use crate::{Audience, Community, Journal, Member, stays};

/// Who is looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Stranger,
    Member { organisations: Vec<OrganisationId> },
    Peer { host: String, listed: bool },
    Blocked,
}

/// The kinds of communities of which somebody reads every one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Those of this server that are open to anyone.
    pub open: bool,
    /// Those of the circle, here and elsewhere, as members of this server read them.
    pub members: bool,
    /// Those of the houses of these organisations.
    pub houses: Vec<OrganisationId>,
}

/// What the rule looks at.
#[derive(serde::Deserialize)]
struct Facts {
    id: CommunityId,
    host: String,
    audience: Audience,
    organisation_id: Option<OrganisationId>,
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
        let journal = Journal::of(tx, member).await?;
        Self::remembered(tx, member, &journal).await
    }

    /// As [`Viewer::of`], for who has read the journal already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remembered(tx: &mut Tx, member: &Member, journal: &Journal) -> Result<Self> {
        Ok(Self(Kind::Member { organisations: stays::organisations(tx, member, journal).await? }))
    }

    /// Another server whose signature was verified; `listed` when it is in our circle.
    #[must_use]
    pub fn peer(host: &str, listed: bool) -> Self {
        Self(Kind::Peer { host: host.to_owned(), listed })
    }

    /// Another server that we blocked: it reads nothing.
    #[must_use]
    pub fn blocked() -> Self {
        Self(Kind::Blocked)
    }

    /// The host of another server.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match &self.0 {
            Kind::Peer { host, .. } => Some(host),
            _ => None,
        }
    }

    /// Whether this viewer may read that community.
    #[must_use]
    pub fn may_read(&self, community: &Community) -> bool {
        self.judges(community.is_local(), community.audience, community.organisation_id)
    }

    /// The rule. What is remote is never given on to strangers or to other servers.
    fn judges(&self, local: bool, audience: Audience, organisation: Option<OrganisationId>) -> bool {
        match (&self.0, audience) {
            (Kind::Member { organisations }, Audience::House) => {
                local && organisation.is_some_and(|organisation| organisations.contains(&organisation))
            }
            (Kind::Member { .. }, Audience::Circle | Audience::Open) => true,
            (Kind::Stranger | Kind::Peer { .. }, Audience::Open) => local,
            (Kind::Peer { listed, .. }, Audience::Circle) => local && *listed,
            (Kind::Stranger, Audience::House | Audience::Circle)
            | (Kind::Peer { .. }, Audience::House)
            | (Kind::Blocked, _) => false,
        }
    }

    /// Of which kinds of communities this viewer reads every one, by the same rule.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let members = matches!(self.0, Kind::Member { .. });
        let houses = match &self.0 {
            Kind::Member { organisations } => organisations.clone(),
            Kind::Stranger | Kind::Peer { .. } | Kind::Blocked => Vec::new(),
        };
        Reach { open: self.judges(true, Audience::Open, None), members, houses }
    }

    /// The ids of every community this viewer may read, for `IN list(…)`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn readable(&self, tx: &mut Tx) -> Result<Ids> {
        let all: Vec<Facts> =
            tx.sql("SELECT id, host, audience, organisation_id FROM communities").all().await?;
        Ok(all
            .into_iter()
            .filter(|facts| self.judges(facts.host.is_empty(), facts.audience, facts.organisation_id))
            .map(|facts| facts.id)
            .collect())
    }
}
