//! Leaving for good: the account and its root key go at once, and with them every way from it to a name. What was
//! written goes name by name and text by text, each at an hour of its own (`goings`).
//!
//! The spread week is a week of the calendar and the same for everybody who leaves in the week before. A week
//! that began with each member's own leaving would tell two names of one member by when their texts begin and
//! end to go.

use std::collections::BTreeMap;

use store::{
    AccountId, Chance, CommunityId, Hour, Ids, Mutant, Result, Tag, Tags, ThreadId, Tx,
    ledger::{Kind, Strike},
};

use crate::{
    Going, Journal, Member, Members, Purpose, Refusal, accounts, blocks, goings, journal, offices, sessions,
};

/// How the words of somebody who leaves go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Each at its own hour of the week that begins next Monday.
    Spread,
    /// All now.
    Now,
}

impl std::str::FromStr for Pace {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "spread" => Ok(Self::Spread),
            "now" => Ok(Self::Now),
            other => Err(format!("no pace is called {other}")),
        }
    }
}

const WEEK: i64 = 7 * 24;
/// From the beginning of 1970, a Thursday, to its first Monday.
const FIRST_MONDAY: i64 = 4 * 86_400;

/// The first hour of the week in which the words of those go who leave now.
#[must_use]
pub fn week_after(now: Hour) -> Hour {
    let into = (now.0 - FIRST_MONDAY).rem_euclid(WEEK * 3_600);
    Hour(now.0 - into).plus_hours(WEEK)
}

impl Pace {
    /// When one thing goes.
    #[must_use]
    pub fn drawn(self, now: Hour, chance: &Chance) -> Hour {
        if self == Self::Now || Mutant::LeavesAtOnce.is_on() {
            return now;
        }
        let into = chance.below(usize::try_from(WEEK).unwrap_or(1));
        week_after(now).plus_hours(i64::try_from(into).unwrap_or(0))
    }
}

/// What members look for when they prove twice that they want to leave.
const PROOF_HOURS: [i64; 2] = [0, -1];

impl Members {
    /// The first step: the passphrase. Answers what the second step has to bring within the hour, in the same session.
    ///
    /// # Errors
    /// When the passphrase is wrong.
    pub async fn ask_to_leave(&self, member: &Member, passphrase: &str) -> Result<String, Refusal> {
        self.confirm(member, passphrase).await?;
        Ok(proof(member, self.database().clock().hour()))
    }

    /// Whether the first step was made in this session, within the hour.
    #[must_use]
    pub fn asked_to_leave(&self, member: &Member, brought: &str) -> bool {
        let now = self.database().clock().hour();
        PROOF_HOURS.iter().any(|back| proof(member, now.plus_hours(*back)) == brought)
    }

    /// Ends every session, so that nothing more is written while a member leaves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_every_session(&self, member: &Member) -> Result<()> {
        let mut tx = self.database().write().await?;
        sessions::end_all(&mut tx, member.account()).await?;
        tx.commit().await
    }

    /// Destroys the account: its root key, wrapped or sealed, is nowhere any more. Nothing leads from what it
    /// wrote to it, so nothing of that can be done afterwards.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn destroy(&self, member: &Member) -> Result<()> {
        let mut tx = self.database().write().await?;
        accounts::remove(&mut tx, member.account()).await?;
        tx.strike(Strike::now(Kind::Account, member.account()));
        tx.commit().await
    }
}

/// Only who has the member's key can make it: a thief of an open session cannot, without the passphrase.
fn proof(member: &Member, hour: Hour) -> String {
    let session = member.session_hash();
    let half: [u8; 8] = session[..8].try_into().expect("a hash has 32 bytes");
    let tag = member.tag(Purpose::Leaving, i64::from_be_bytes(half) ^ hour.0);
    tag.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Removes what is found only by this member's key and says nothing of its place to anybody else: at once.
///
/// # Errors
/// When the database fails.
pub async fn forget_keyed(tx: &mut Tx, member: &Member) -> Result<()> {
    // One-time names that are over have their ways dropped here, the others below.
    journal::reseal(tx, member).await?;
    let journal = Journal::of(tx, member).await?;
    blocks::uncover(tx, member, &journal.names(), &journal.blocked).await?;
    let threads: Vec<ThreadId> = journal.one_time.iter().map(|(thread, ..)| ThreadId(*thread)).collect();
    journal::forget_tags(tx, member, &threads).await?;
    for scope in journal.names.iter().map(|(scope, _)| *scope) {
        forget_names(tx, |n| member.keys().persona_tag(scope, n)).await?;
    }
    for thread in journal.one_time.iter().map(|(thread, ..)| *thread) {
        forget_names(tx, |n| member.keys().one_time_tag(thread, n)).await?;
    }
    for organisation in &journal.organisations {
        forget_stay(tx, member, *organisation).await?;
    }
    forget_tag(tx, "DELETE FROM offices WHERE tag = $1", member.tag(Purpose::Office, offices::INSTANCE))
        .await?;
    forget_tag(tx, "DELETE FROM journals WHERE tag = $1", member.keys().journal_tag()).await
}

/// The ways to the names worn in one place.
async fn forget_names(tx: &mut Tx, tag: impl Fn(u32) -> Tag) -> Result<()> {
    for n in 0.. {
        if tx.sql("DELETE FROM persona_tags WHERE tag = $1").bind(tag(n)).execute().await? == 0 {
            break;
        }
    }
    Ok(())
}

/// A stay with its office; invitations that nobody used. Those that were used say nothing of this member any more.
async fn forget_stay(tx: &mut Tx, member: &Member, organisation: i64) -> Result<()> {
    forget_tag(tx, "DELETE FROM stays WHERE tag = $1", member.tag(Purpose::Stay, organisation)).await?;
    forget_tag(tx, "DELETE FROM offices WHERE tag = $1", member.tag(Purpose::Office, organisation)).await?;
    let inviter = member.tag(Purpose::Inviter, organisation);
    forget_tag(tx, "DELETE FROM invitations WHERE inviter_tag = $1 AND NOT used", inviter).await?;
    let used: Vec<i64> =
        tx.sql("SELECT id FROM invitations WHERE inviter_tag = $1").bind(inviter).column().await?;
    for id in used {
        let nobody = Tag(tx.chance().bytes());
        tx.sql("UPDATE invitations SET inviter_tag = $1 WHERE id = $2")
            .bind(nobody)
            .bind(id)
            .execute()
            .await?;
    }
    Ok(())
}

async fn forget_tag(tx: &mut Tx, sql: &'static str, tag: Tag) -> Result<()> {
    tx.sql(sql).bind(tag).execute().await?;
    Ok(())
}

/// Removes how far this member read some threads, and whether they wanted to hear of them.
///
/// # Errors
/// When the database fails.
pub async fn forget_reading(tx: &mut Tx, member: &Member, threads: &[ThreadId]) -> Result<()> {
    for (sql, purpose) in [
        ("DELETE FROM read_marks WHERE tag IN tags($1)", Purpose::ReadMark),
        ("DELETE FROM mutes WHERE tag IN tags($1)", Purpose::Mute),
    ] {
        let tags: Tags = threads.iter().map(|thread| member.tag(purpose, thread.0)).collect();
        tx.sql(sql).bind_tags(tags).execute().await?;
    }
    Ok(())
}

/// Lets the belongings to communities go, at the same pace as the words: a copy shows where each of them was, and
/// all at once would show which of them were one person's.
///
/// # Errors
/// When the database fails.
pub async fn let_belongings_go(tx: &mut Tx, member: &Member, pace: Pace) -> Result<()> {
    for community in Journal::of(tx, member).await?.communities().0 {
        let going = Going::Membership(member.tag(Purpose::Membership, community));
        let due = pace.drawn(tx.clock().hour(), tx.chance());
        goings::hasten(tx, member.secrets(), going, due).await?;
    }
    Ok(())
}

/// Ends a belonging whose member is gone.
///
/// # Errors
/// When the database fails.
pub async fn end_belonging(tx: &mut Tx, tag: Tag) -> Result<()> {
    let sql = "DELETE FROM memberships WHERE tag = $1 RETURNING community_id";
    if let Some(community) = tx.sql(sql).bind(tag).value::<CommunityId>().await? {
        tx.record(store::Event::CommunityLeft { community });
    }
    Ok(())
}

/// Takes away the accounts that the ledger says are gone: an older copy of the database was put in its place.
/// Answers how many.
///
/// # Errors
/// When the database fails.
pub async fn replay(
    tx: &mut Tx,
    gone: &BTreeMap<Tag, Hour>,
    name: impl Fn(Kind, i64) -> Tag,
) -> Result<usize> {
    let accounts: Vec<AccountId> = tx.sql("SELECT id FROM accounts ORDER BY id").column().await?;
    let known = |account: &AccountId| gone.contains_key(&name(Kind::Account, account.0));
    let struck: Ids = accounts.into_iter().filter(known).map(|account| account.0).collect();
    for account in &struck.0 {
        accounts::remove(tx, AccountId(*account)).await?;
    }
    Ok(struck.0.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_who_leaves_in_one_week_has_the_same_week_to_go() {
        let monday = Hour(FIRST_MONDAY + 2_968 * WEEK * 3_600);
        for into in [0, 1, 100, 167] {
            assert_eq!(week_after(monday.plus_hours(into)), monday.plus_hours(WEEK), "{into}");
        }
        assert_eq!(week_after(monday.plus_hours(WEEK)), monday.plus_hours(2 * WEEK));
        let chance = Chance::seeded(4);
        for _ in 0..500 {
            let due = Pace::Spread.drawn(monday.plus_hours(30), &chance);
            assert!(due >= monday.plus_hours(WEEK) && due < monday.plus_hours(2 * WEEK));
        }
        assert_eq!(Pace::Now.drawn(monday, &chance), monday);
    }
}
