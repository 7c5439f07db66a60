//! The keys of one account: a random root, and what follows from it.

use store::{Chance, Mutant, Tag};
use zeroize::Zeroizing;

use crate::{
    Purpose,
    keyed::{self, Derivation, KeyedHash, Secret, Size},
};

/// 32 random bytes, an account's whole identity. Kept only wrapped.
pub(crate) struct Root(Secret);

impl Root {
    pub(crate) fn fresh(chance: &Chance) -> Self {
        Self(Zeroizing::new(chance.bytes()))
    }

    /// Wrapped by a key and bound to the account, so that a row cannot be put in another's place.
    pub(crate) fn wrap(&self, key: &[u8; 32], context: &[u8], chance: &Chance) -> Vec<u8> {
        keyed::seal(key, &*self.0, Size::Secret, context, chance)
    }

    pub(crate) fn unwrap(key: &[u8; 32], wrapped: &[u8], context: &[u8]) -> Option<Self> {
        Self::from_bytes(&keyed::open(key, wrapped, context)?)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What follows from a root. Each key opens one kind of belonging and none of the others.
pub(crate) struct Keys {
    member: KeyedHash,
    support: KeyedHash,
    persona: KeyedHash,
    persona_seal: Secret,
    ban: KeyedHash,
    journal: Secret,
}

impl Keys {
    pub(crate) fn of(root: &Root) -> Self {
        let derivation = Derivation::of(root.bytes());
        let key = |purpose| KeyedHash::new(&derivation.key(purpose));
        Self {
            member: key("member"),
            support: key("support"),
            persona: key("persona"),
            persona_seal: derivation.key("persona seal"),
            ban: key("ban"),
            journal: derivation.key("journal"),
        }
    }

    pub(crate) fn tag(&self, purpose: Purpose, scope: i64) -> Tag {
        let key = if purpose == Purpose::Support { &self.support } else { &self.member };
        Tag::cut(&key.of(&[&[purpose as u8], &scope.to_be_bytes()]))
    }

    /// Under what the `n`th persona in a community is found.
    pub(crate) fn persona_tag(&self, community: i64, n: u32) -> Tag {
        Tag::cut(&self.persona.of(&[b"tag", &community.to_be_bytes(), &n.to_be_bytes()]))
    }

    /// From what the `attempt`th proposal of a name in a community is drawn.
    pub(crate) fn name_seed(&self, community: i64, attempt: u32) -> [u8; 32] {
        let community = if Mutant::OneNameEverywhere.is_on() { 0 } else { community };
        self.persona.of(&[b"name", &community.to_be_bytes(), &attempt.to_be_bytes()])
    }

    /// Under what the `n`th one-time name in a thread is found: nothing of the community's own tag is in it.
    pub(crate) fn one_time_tag(&self, thread: i64, n: u32) -> Tag {
        Tag::cut(&self.persona.of(&[b"once", &thread.to_be_bytes(), &n.to_be_bytes()]))
    }

    /// From what the `attempt`th proposal of a one-time name is drawn.
    pub(crate) fn one_time_seed(&self, scope: i64, attempt: u32) -> [u8; 32] {
        self.persona.of(&[b"seed", &scope.to_be_bytes(), &attempt.to_be_bytes()])
    }

    pub(crate) fn seal_persona(&self, tag: Tag, persona: i64, chance: &Chance) -> Vec<u8> {
        keyed::seal(&self.persona_seal, &persona.to_be_bytes(), Size::Secret, &tag.0, chance)
    }

    pub(crate) fn open_persona(&self, tag: Tag, sealed: &[u8]) -> Option<i64> {
        let bytes = keyed::open(&self.persona_seal, sealed, &tag.0)?;
        Some(i64::from_be_bytes(bytes.as_slice().try_into().ok()?))
    }

    /// Under what the journal is found.
    pub(crate) fn journal_tag(&self) -> Tag {
        Tag::cut(&self.persona.of(&[b"journal"]))
    }

    pub(crate) fn seal_journal(&self, plain: &[u8], chance: &Chance) -> Vec<u8> {
        keyed::seal(&self.journal, plain, Size::Journal, &self.journal_tag().0, chance)
    }

    pub(crate) fn open_journal(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        keyed::open(&self.journal, sealed, &self.journal_tag().0)
    }

    /// What the moderation key turns into the ban standing in a community.
    pub(crate) fn ban_seed(&self, community: i64) -> [u8; 32] {
        self.ban.of(&[&community.to_be_bytes()])
    }
}
