//! Sessions: the cookie holds an id and a key, the row holds neither, so a stolen database opens none.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use store::{AccountId, Clock, Day, Mutant, Result, Tx};
use zeroize::Zeroizing;

use crate::{
    Member, Members,
    keyed::{self, Secret, Size},
    keys::Root,
};

/// Whose device somebody signs in on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Device {
    /// Their own: signed in for 14 days.
    Own,
    /// Shared: until the browser closes, 12 hours at most.
    Shared,
}

impl Device {
    fn seconds(self) -> i64 {
        match self {
            Self::Own => 14 * 86_400,
            Self::Shared => 12 * 3_600,
        }
    }

    /// As it is stored, and as a form field says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
        }
    }
}

impl std::str::FromStr for Device {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "own" => Ok(Self::Own),
            "shared" => Ok(Self::Shared),
            other => Err(format!("no device is called {other}")),
        }
    }
}

impl TryFrom<String> for Device {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// What the browser keeps.
#[derive(Clone)]
pub struct SessionCookie {
    /// Opaque text, safe in a cookie.
    pub value: String,
    /// `None`: until the browser closes.
    pub max_age_seconds: Option<i64>,
}

impl std::fmt::Debug for SessionCookie {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionCookie")
    }
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// For [`Members::end_session`].
    pub id: String,
    /// Whose device it was said to be.
    pub device: Device,
    /// After this day it ends by itself.
    pub expires: Day,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// What a cookie says.
struct Opened {
    id_hash: [u8; 32],
    key: Secret,
}

const ID: usize = 16;

/// Begins a session: a new row and the cookie that opens it.
pub(crate) async fn begin(
    tx: &mut Tx,
    account: AccountId,
    root: &Root,
    device: Device,
) -> Result<SessionCookie> {
    let (id, key): ([u8; ID], Secret) = (tx.chance().bytes(), Zeroizing::new(tx.chance().bytes()));
    let id_hash: [u8; 32] = Sha256::digest(id).into();
    let key = if Mutant::SessionKeyStored.is_on() { Zeroizing::new(id_hash) } else { key };
    let ends = tx.clock().now().timestamp() + device.seconds();
    let plain = Zeroizing::new([root.bytes().as_slice(), &ends.to_be_bytes()].concat());
    let sealed = keyed::seal(&key, &plain, Size::Secret, &id_hash, tx.chance());
    tx.sql(
        "INSERT INTO sessions (id_hash, account_id, sealed_root, device, expires_day) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id_hash.to_vec())
    .bind(account)
    .bind(sealed)
    .bind(device.as_str())
    .bind(day(ends))
    .execute()
    .await?;
    let value = BASE64_URL_SAFE_NO_PAD.encode(Zeroizing::new([id.as_slice(), &*key].concat()));
    Ok(SessionCookie { value, max_age_seconds: (device == Device::Own).then_some(device.seconds()) })
}

fn day(seconds: i64) -> Day {
    Day(seconds.div_euclid(86_400) * 86_400)
}

fn read_cookie(value: &str) -> Option<Opened> {
    let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(value).ok()?);
    let (id, key) = bytes.split_first_chunk::<ID>()?;
    Some(Opened { id_hash: Sha256::digest(id).into(), key: Zeroizing::new(key.try_into().ok()?) })
}

/// The root that a session's row holds for its cookie, unless its time has passed. The exact end lies
/// inside the seal; the row tells only the day.
fn unseal(opened: &Opened, sealed: &[u8], clock: &Clock) -> Option<Root> {
    let plain = keyed::open(&opened.key, sealed, &opened.id_hash)?;
    let (root, ends) = plain.split_at_checked(32)?;
    let ends = i64::from_be_bytes(ends.try_into().ok()?);
    (clock.now().timestamp() < ends).then(|| Root::from_bytes(root)).flatten()
}

#[derive(serde::Deserialize)]
struct Row {
    account_id: AccountId,
    sealed_root: Vec<u8>,
    device: Device,
}

impl Members {
    /// Whose cookie this is; `None` when it opens no living session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn member(&self, cookie: &str) -> Result<Option<Member>> {
        let mut tx = self.database().read().await?;
        self.member_in(&mut tx, cookie).await
    }

    /// As [`Members::member`], in a transaction that is open already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn member_in(&self, tx: &mut Tx, cookie: &str) -> Result<Option<Member>> {
        let Some(opened) = read_cookie(cookie) else { return Ok(None) };
        let row: Option<Row> = tx
            .sql("SELECT account_id, sealed_root, device FROM sessions WHERE id_hash = $1")
            .bind(opened.id_hash.to_vec())
            .optional()
            .await?;
        let Some(row) = row else { return Ok(None) };
        let root = unseal(&opened, &row.sealed_root, tx.clock());
        Ok(root.map(|root| self.member_of((row.account_id, &root), (opened.id_hash, row.device))))
    }

    /// Ends this session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, member: &Member) -> Result<()> {
        self.end(member, member.session_hash().to_vec()).await
    }

    /// The living sessions of this member, this one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, member: &Member) -> Result<Vec<SessionLine>> {
        let mut tx = self.database().read().await?;
        let today = tx.clock().day();
        let rows: Vec<(Vec<u8>, String, Day)> = tx
            .sql(
                "SELECT id_hash, device, expires_day FROM sessions \
                 WHERE account_id = $1 AND expires_day >= $2 ORDER BY expires_day DESC, id_hash",
            )
            .bind(member.account())
            .bind(today)
            .all()
            .await?;
        let mut lines: Vec<SessionLine> = rows
            .into_iter()
            .map(|(id_hash, device, expires)| SessionLine {
                id: BASE64_URL_SAFE_NO_PAD.encode(&id_hash),
                device: device.parse().unwrap_or(Device::Own),
                expires,
                current: id_hash == member.session_hash(),
            })
            .collect();
        lines.sort_by_key(|line| !line.current);
        Ok(lines)
    }

    /// Ends one of this member's sessions; an unknown id changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, member: &Member, id: &str) -> Result<()> {
        self.end(member, BASE64_URL_SAFE_NO_PAD.decode(id).unwrap_or_default()).await
    }

    /// Ends every session of this member but this one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, member: &Member) -> Result<()> {
        let mut tx = self.database().write().await?;
        end_others(&mut tx, member).await?;
        tx.commit().await
    }

    async fn end(&self, member: &Member, id_hash: Vec<u8>) -> Result<()> {
        let mut tx = self.database().write().await?;
        tx.sql("DELETE FROM sessions WHERE id_hash = $1 AND account_id = $2")
            .bind(id_hash)
            .bind(member.account())
            .execute()
            .await?;
        tx.commit().await
    }
}

pub(crate) async fn end_others(tx: &mut Tx, member: &Member) -> Result<()> {
    tx.sql("DELETE FROM sessions WHERE account_id = $1 AND id_hash <> $2")
        .bind(member.account())
        .bind(member.session_hash().to_vec())
        .execute()
        .await?;
    Ok(())
}

pub(crate) async fn end_all(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.sql("DELETE FROM sessions WHERE account_id = $1").bind(account).execute().await?;
    Ok(())
}

pub(crate) async fn forget_expired(tx: &mut Tx) -> Result<()> {
    let today = tx.clock().day();
    tx.sql("DELETE FROM sessions WHERE expires_day < $1").bind(today).execute().await?;
    Ok(())
}
