//! Names for rows: random numbers below 2^53, each with a type of its own, and keyed tags.

use serde::{Deserialize, Deserializer, Serialize, de::Visitor};

use crate::{Day, Hour};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }
    )*};
}

ids! {
    /// What a person signs in with.
    AccountId,
    /// A made-up name, local or remote.
    PersonaId,
    /// A home, alumni group or programme.
    OrganisationId,
    /// A place for threads.
    CommunityId,
    /// A conversation.
    ThreadId,
    /// A reply in a conversation.
    CommentId,
    /// One act of moderation.
    MeasureId,
    /// A member's call for help.
    ReportId,
    /// Something that concerns one of my names.
    NoticeId,
    /// A single-use way in.
    InvitationId,
    /// What waits for a second moderator.
    ProposalId,
    /// Where a team is woken.
    BellId,
    /// Why it is woken.
    AlertId,
    /// One alert at one bell.
    RingId,
    /// Somebody at the door without an invitation.
    AskId,
    /// What waits for a moderator.
    CaseId,
}

/// A keyed hash, cut to 16 bytes, under which something is found again without saying whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub [u8; 16]);

impl Tag {
    /// The first 16 bytes of a longer hash.
    ///
    /// # Panics
    /// When `hash` is shorter than 16 bytes, which no hash we use is.
    #[must_use]
    pub fn cut(hash: &[u8]) -> Self {
        Self(hash[..16].try_into().expect("a hash has at least 16 bytes"))
    }
}

impl TryFrom<Vec<u8>> for Tag {
    type Error = String;
    fn try_from(bytes: Vec<u8>) -> Result<Self, String> {
        bytes.try_into().map(Self).map_err(|_| "a tag has 16 bytes".to_owned())
    }
}

/// Implements for a number with a name what both engines want of a bound value.
macro_rules! bound_as_number {
    ($($name:ty),* $(,)?) => {$(
        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }
    )*};
}

bound_as_number! {
    AccountId, PersonaId, OrganisationId, CommunityId, ThreadId, CommentId, MeasureId, ReportId, NoticeId,
    InvitationId, ProposalId, CaseId, BellId, AlertId, RingId, AskId, Hour, Day,
}

impl rusqlite::ToSql for Tag {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.0.as_slice().into())
    }
}

impl sqlx::Type<sqlx::Postgres> for Tag {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        <Vec<u8> as sqlx::Type<sqlx::Postgres>>::type_info()
    }
}

impl sqlx::Encode<'_, sqlx::Postgres> for Tag {
    fn encode_by_ref(
        &self,
        buffer: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <&[u8] as sqlx::Encode<sqlx::Postgres>>::encode(self.0.as_slice(), buffer)
    }
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(bytes: D) -> Result<Self, D::Error> {
        bytes.deserialize_bytes(Bytes)
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Tag;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("16 bytes")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Tag, E> {
        bytes.try_into().map(Tag).map_err(|_| E::invalid_length(bytes.len(), &self))
    }
}
