//! How we stand with other servers, in the few facts that pages show.

use store::{CommunityId, Fault, Result, Tx};

/// How our request to take part in another server's community stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Following {
    /// It has not answered yet.
    Pending,
    /// It agreed.
    Accepted,
    /// It refused.
    Refused,
}

impl TryFrom<String> for Following {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        match word.as_str() {
            "pending" => Ok(Self::Pending),
            "accepted" => Ok(Self::Accepted),
            "refused" => Ok(Self::Refused),
            _ => Err(format!("no request stands as {word}")),
        }
    }
}

/// How many servers our circle has, this one included.
///
/// # Errors
/// When the database fails.
pub async fn servers(tx: &mut Tx) -> Result<i64> {
    let others: Option<i64> =
        tx.sql("SELECT COUNT(*) FROM instances WHERE standing = 'listed'").value().await?;
    Ok(1 + others.unwrap_or(0))
}

/// How our request to take part in `community` stands; `None` when nobody here asked.
///
/// # Errors
/// When the database fails.
pub async fn following(tx: &mut Tx, community: CommunityId) -> Result<Option<Following>> {
    let state: Option<String> =
        tx.sql("SELECT state FROM subscriptions WHERE community_id = $1").bind(community).value().await?;
    state.map(|word| Following::try_from(word).map_err(Fault::Other)).transpose()
}
