//! A picture that a member sent with a form, kept until the form is posted, for a day at most.

use members::{Member, Purpose};
use sha2::{Digest, Sha256};
use store::{Result, Tag, Tx};

use super::{Clean, HEAVIEST, Media, removal};
use crate::Refusal;

/// Longer than any name can be guessed.
const NAME: usize = 26;

/// A picture that waits for its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its random name.
    pub name: String,
    /// What shows that this member sent it. It is kept nowhere but in their form.
    pub proof: Tag,
}

impl Media {
    /// Takes in what a member sent. The bytes lie in the storage before the row says so: a crash between the two leaves
    /// bytes that nobody knows, which are swept away.
    ///
    /// # Errors
    /// When it is no picture that we take, they sent enough today, or there is no room.
    pub async fn accept(&self, member: &Member, sent: &[u8]) -> Result<Pending, Refusal> {
        if sent.len() > HEAVIEST {
            return Err(Refusal::PictureHeavy);
        }
        if !self.0.today.count(member, self.0.database.clock().day()) {
            return Err(Refusal::PicturesToday);
        }
        let clean = self.develop(sent).await?;
        let name = self.0.database.chance().code(NAME);
        let hour = self.0.database.clock().hour();
        self.0.storage.put(&name, clean.bytes.clone(), hour).await?;
        let mut tx = self.0.database.write().await?;
        tx.sql(
            "INSERT INTO pictures (name, kind, width, height, bytes, alt, pending_hour) \
             VALUES ($1, $2, $3, $4, $5, '', $6)",
        )
        .bind(name.clone())
        .bind(clean.kind.word())
        .bind(i64::from(clean.width))
        .bind(i64::from(clean.height))
        .bind(clean.bytes.len() as i64)
        .bind(hour)
        .execute()
        .await?;
        tx.commit().await?;
        let proof = proof(member, &name);
        Ok(Pending { name, proof })
    }

    /// Makes it clean, if there is room for it.
    pub(super) async fn develop(&self, sent: &[u8]) -> Result<Clean, Refusal> {
        let clean = self.0.darkroom.develop(sent).await?;
        let mut tx = self.0.database.read().await?;
        let taken: Option<i64> =
            tx.sql("SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM pictures").value().await?;
        let taken = u64::try_from(taken.unwrap_or(0)).unwrap_or(0);
        if taken + clean.bytes.len() as u64 > self.0.room { Err(Refusal::PicturesFull) } else { Ok(clean) }
    }

    pub(super) fn new_name(&self) -> String {
        self.0.database.chance().code(NAME)
    }
}

/// What shows that `member` sent the picture called `name`: nobody else can make it, and it says of two pictures nothing.
pub(super) fn proof(member: &Member, name: &str) -> Tag {
    let hash = Sha256::digest(name);
    let scope: [u8; 8] = hash[..8].try_into().expect("a hash has more than eight bytes");
    member.tag(Purpose::Picture, i64::from_be_bytes(scope))
}

/// Forgets what nobody posted within a day.
pub(super) async fn forget_old(tx: &mut Tx) -> Result<()> {
    let before = tx.clock().hour().plus_hours(-24);
    let names =
        tx.sql("DELETE FROM pictures WHERE pending_hour < $1 RETURNING name").bind(before).column().await?;
    removal::ask(tx, names);
    Ok(())
}
