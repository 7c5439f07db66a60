//! Names for rows: random numbers below 2^53, each with a type of its own, and keyed tags.

use serde::{Deserialize, Serialize};

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

impl<DB: sqlx::Database> sqlx::Type<DB> for Tag
where
    Vec<u8>: sqlx::Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <Vec<u8> as sqlx::Type<DB>>::type_info()
    }
    fn compatible(ty: &DB::TypeInfo) -> bool {
        <Vec<u8> as sqlx::Type<DB>>::compatible(ty)
    }
}

impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for Tag
where
    Vec<u8>: sqlx::Encode<'q, DB>,
{
    fn encode_by_ref(
        &self,
        buffer: &mut <DB as sqlx::Database>::ArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        self.0.to_vec().encode(buffer)
    }
}

impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for Tag
where
    Vec<u8>: sqlx::Decode<'r, DB>,
{
    fn decode(value: <DB as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(Tag::try_from(<Vec<u8> as sqlx::Decode<DB>>::decode(value)?)?)
    }
}
