//! What goes by itself, and when: a queue that the server works off without anybody's session.
//!
//! A row is found by a tag and sealed, both with a key that does not lie in the database: whoever compares two copies
//! sees that something was put in, and not whose words, names or belongings it is about.

use std::collections::{HashMap, HashSet};

use store::{CommentId, Hour, PersonaId, Result, Tag, Tags, ThreadId, Tx};

use crate::ServerSecrets;

/// Something that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Going {
    /// A thread's words.
    Thread(ThreadId),
    /// A comment's words.
    Comment(CommentId),
    /// A name, with whatever is left under it.
    Persona(PersonaId),
    /// Somebody's belonging to a community.
    Membership(Tag),
    /// Somebody's support.
    Support(Tag),
    /// That somebody made a report; the report stays.
    Reporter(Tag),
}

impl Going {
    /// As it is sealed. The numbers are part of every row: never change one.
    fn plain(self) -> Vec<u8> {
        let (kind, rest): (u8, Vec<u8>) = match self {
            Self::Thread(id) => (1, id.0.to_be_bytes().into()),
            Self::Comment(id) => (2, id.0.to_be_bytes().into()),
            Self::Persona(id) => (3, id.0.to_be_bytes().into()),
            Self::Membership(tag) => (4, tag.0.into()),
            Self::Support(tag) => (5, tag.0.into()),
            Self::Reporter(tag) => (6, tag.0.into()),
        };
        [&[kind], rest.as_slice()].concat()
    }

    fn read(plain: &[u8]) -> Option<Self> {
        let (kind, rest) = plain.split_first()?;
        let id = || Some(i64::from_be_bytes(rest.try_into().ok()?));
        let tag = || Some(Tag(rest.try_into().ok()?));
        Some(match kind {
            1 => Self::Thread(ThreadId(id()?)),
            2 => Self::Comment(CommentId(id()?)),
            3 => Self::Persona(PersonaId(id()?)),
            4 => Self::Membership(tag()?),
            5 => Self::Support(tag()?),
            6 => Self::Reporter(tag()?),
            _ => return None,
        })
    }
}

/// It goes at `due`, or earlier if that was settled before.
///
/// # Errors
/// When the database fails.
pub async fn hasten(tx: &mut Tx, secrets: &ServerSecrets, going: Going, due: Hour) -> Result<()> {
    let (tag, sealed) = row(tx, secrets, going);
    tx.sql(
        "INSERT INTO goings (tag, due_hour, sealed) VALUES ($1, $2, $3) \
         ON CONFLICT (tag) DO UPDATE SET due_hour = \
         CASE WHEN goings.due_hour < excluded.due_hour THEN goings.due_hour ELSE excluded.due_hour END",
    )
    .bind(tag)
    .bind(due)
    .bind(sealed)
    .execute()
    .await?;
    Ok(())
}

/// It goes at `due`, whatever was settled before; `None`: it stays.
///
/// # Errors
/// When the database fails.
pub async fn settle(tx: &mut Tx, secrets: &ServerSecrets, going: Going, due: Option<Hour>) -> Result<()> {
    let (tag, sealed) = row(tx, secrets, going);
    tx.sql("DELETE FROM goings WHERE tag = $1").bind(tag).execute().await?;
    let Some(due) = due else { return Ok(()) };
    tx.sql("INSERT INTO goings (tag, due_hour, sealed) VALUES ($1, $2, $3)")
        .bind(tag)
        .bind(due)
        .bind(sealed)
        .execute()
        .await?;
    Ok(())
}

fn row(tx: &Tx, secrets: &ServerSecrets, going: Going) -> (Tag, Vec<u8>) {
    let plain = going.plain();
    let tag = secrets.going_tag(&plain);
    (tag, secrets.seal_going(tag, &plain, tx.chance()))
}

/// Those that will go by themselves.
///
/// # Errors
/// When the database fails.
pub async fn settled(
    tx: &mut Tx,
    secrets: &ServerSecrets,
    goings: impl IntoIterator<Item = Going>,
) -> Result<HashSet<Going>> {
    let tags: HashMap<Tag, Going> =
        goings.into_iter().map(|going| (secrets.going_tag(&going.plain()), going)).collect();
    let found: Vec<Tag> = tx
        .sql("SELECT tag FROM goings WHERE tag IN tags($1)")
        .bind_tags(tags.keys().copied().collect::<Tags>())
        .column()
        .await?;
    Ok(found.into_iter().filter_map(|tag| tags.get(&tag).copied()).collect())
}

/// Takes out what is due, at most `most`, in no order but chance's.
///
/// # Errors
/// When the database fails.
pub async fn due(tx: &mut Tx, secrets: &ServerSecrets, most: i64) -> Result<Vec<Going>> {
    let hour = tx.clock().hour();
    let rows: Vec<(Tag, Vec<u8>)> = tx
        .sql("SELECT tag, sealed FROM goings WHERE due_hour <= $1 ORDER BY due_hour, tag LIMIT $2")
        .bind(hour)
        .bind(most)
        .all()
        .await?;
    let mut goings = Vec::new();
    for (tag, sealed) in rows {
        tx.sql("DELETE FROM goings WHERE tag = $1").bind(tag).execute().await?;
        let going = secrets.open_going(tag, &sealed).and_then(|plain| Going::read(&plain));
        if going.is_none() {
            tracing::error!("a going was sealed with another key, and is passed over");
        }
        goings.extend(going);
    }
    Ok(goings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_going_is_read_as_it_was_sealed() {
        for going in [
            Going::Thread(ThreadId(7)),
            Going::Comment(CommentId(7)),
            Going::Persona(PersonaId(7)),
            Going::Membership(Tag([7; 16])),
            Going::Support(Tag([7; 16])),
            Going::Reporter(Tag([7; 16])),
        ] {
            assert_eq!(Going::read(&going.plain()), Some(going));
        }
        assert_eq!(Going::read(&[9, 1]), None);
        assert_eq!(Going::read(&[1, 1]), None);
    }
}
