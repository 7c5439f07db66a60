//! A signed-in person, as the code sees one: keys in memory, no name.

use std::sync::Arc;

use store::{CommunityId, MeasureId, Tag};

use crate::{Device, ServerSecrets};

/// A signed-in person. Only a session cookie makes one.
#[derive(Clone)]
pub struct Member(Arc<Inner>);

struct Inner {
    secrets: Arc<ServerSecrets>,
    session_hash: [u8; 32],
    device: Device,
}

/// What a tag is for: the same scope under two purposes gives tags that nobody can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Belonging to a community.
    Membership,
    /// Staying in an organisation.
    Stay,
    /// Being an operator or a manager.
    Office,
    /// Having issued invitations for an organisation.
    Inviter,
    /// How far a thread was read.
    ReadMark,
    /// Not wanting to hear of a thread.
    Mute,
    /// "With you".
    Support,
    /// Having reported something.
    Report,
    /// A form that must not post twice.
    SentForm,
}

impl Member {
    /// Under what something of this member is found again: same member, purpose and scope, same tag.
    #[must_use]
    pub fn tag(&self, purpose: Purpose, scope: i64) -> Tag {
        let _ = (purpose, scope);
        todo!()
    }

    /// What bans in `community` are matched against, the same for all names of this member there.
    #[must_use]
    pub fn ban_standing(&self, community: CommunityId) -> BanStanding {
        let _ = community;
        todo!()
    }

    /// The secrets of this server.
    #[must_use]
    pub fn secrets(&self) -> &ServerSecrets {
        &self.0.secrets
    }

    /// A hash that is this session's alone, for instance to bind a form to it.
    #[must_use]
    pub fn session_hash(&self) -> [u8; 32] {
        self.0.session_hash
    }

    /// What they said the device is.
    #[must_use]
    pub fn device(&self) -> Device {
        self.0.device
    }
}

/// `ban(c)`: one person in one community, recomputed in their session, never stored in clear.
#[derive(Clone, PartialEq, Eq)]
pub struct BanStanding(pub(crate) [u8; 32]);

impl BanStanding {
    /// What `measure` keeps of this person: two measures on one person look different.
    #[must_use]
    pub fn proof(&self, measure: MeasureId) -> Vec<u8> {
        let _ = measure;
        todo!()
    }
}
