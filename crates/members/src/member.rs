//! A signed-in person, as the code sees one: keys in memory, no name.

use std::sync::Arc;

use store::{AccountId, CommentId, CommunityId, MeasureId, Mutant, PersonaId, Tag};

use crate::{
    Device, NameLists, ServerSecrets,
    keyed::KeyedHash,
    keys::{Keys, Root},
};

/// A signed-in person. Only a session cookie makes one.
#[derive(Clone)]
pub struct Member(Arc<Inner>);

struct Inner {
    account: AccountId,
    keys: Keys,
    secrets: Arc<ServerSecrets>,
    names: Arc<NameLists>,
    session_hash: [u8; 32],
    device: Device,
}

/// What a tag is for: the same scope under two purposes gives tags that nobody can match.
///
/// The numbers are part of every tag ever stored: never change one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Purpose {
    /// Belonging to a community.
    Membership = 1,
    /// Staying in an organisation.
    Stay = 2,
    /// Managing an organisation; scope 0 is running the instance.
    Office = 3,
    /// Having issued invitations for an organisation.
    Inviter = 4,
    /// How far a thread was read.
    ReadMark = 5,
    /// Not wanting to hear of a thread.
    Mute = 6,
    /// "With you".
    Support = 7,
    /// Having reported something.
    Report = 8,
    /// A form that must not post twice.
    SentForm = 9,
    /// Having typed the passphrase in order to leave.
    Leaving = 20,
    /// A picture that was sent, or that was sent today.
    Picture = 16,
}

impl Member {
    pub(crate) fn new(
        (account, root): (AccountId, &Root),
        (session_hash, device): ([u8; 32], Device),
        secrets: &Arc<ServerSecrets>,
        names: &Arc<NameLists>,
    ) -> Self {
        Self(Arc::new(Inner {
            account,
            keys: Keys::of(root),
            secrets: Arc::clone(secrets),
            names: Arc::clone(names),
            session_hash,
            device,
        }))
    }

    /// Under what something of this member is found again: same member, purpose and scope, same tag.
    #[must_use]
    pub fn tag(&self, purpose: Purpose, scope: i64) -> Tag {
        self.0.keys.tag(purpose, scope)
    }

    /// What bans in `community` are matched against, the same for all names of this member there.
    #[must_use]
    pub fn ban_standing(&self, community: CommunityId) -> BanStanding {
        self.0.secrets.ban_standing(&self.0.keys.ban_seed(community.0))
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

    pub(crate) fn account(&self) -> AccountId {
        self.0.account
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub(crate) fn names(&self) -> &NameLists {
        &self.0.names
    }
}

impl std::fmt::Debug for Member {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Member")
    }
}

/// `ban(c)`: one person in one community, recomputed in their session, never stored in clear.
#[derive(Clone, PartialEq, Eq)]
pub struct BanStanding(pub(crate) [u8; 32]);

impl BanStanding {
    /// What `measure` keeps of this person: two measures on one person look different.
    #[must_use]
    pub fn proof(&self, measure: MeasureId) -> Vec<u8> {
        KeyedHash::new(&self.0).of(&[b"measure", &measure.0.to_be_bytes()]).to_vec()
    }

    /// What the blocker who wears `name` keeps of this person: for each name it looks different.
    pub(crate) fn block(&self, name: PersonaId) -> Tag {
        let name = if Mutant::BlocksLookAlike.is_on() { PersonaId(0) } else { name };
        Tag::cut(&KeyedHash::new(&self.0).of(&[b"block", &name.0.to_be_bytes()]))
    }

    /// Stands beside the blocks for a held comment of somebody blocked, and is nobody's standing.
    pub(crate) fn hush(comment: CommentId) -> Tag {
        Tag::cut(&KeyedHash::new(&[0; 32]).of(&[b"hush", &comment.0.to_be_bytes()]))
    }
}

impl std::fmt::Debug for BanStanding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("BanStanding")
    }
}
