//! What is kept of an account: a tag, a salt, and its root wrapped by a passphrase and by recovery codes.

use store::{AccountId, Chance, Fault, Result, Tag, Tx};

use crate::{
    keyed::{self, Secret},
    keys::Root,
};

/// An account's row.
#[derive(serde::Deserialize)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) salt: Vec<u8>,
    pub(crate) wrapped_root: Vec<u8>,
}

impl Account {
    /// The root, if `key` is what its passphrase and salt give.
    pub(crate) fn open(&self, key: &Secret) -> Option<Root> {
        Root::unwrap(key, &self.wrapped_root, &context(self.id))
    }
}

/// Binds a wrapped root to its account.
fn context(account: AccountId) -> [u8; 8] {
    account.0.to_be_bytes()
}

pub(crate) fn fresh_salt(chance: &Chance) -> Vec<u8> {
    chance.bytes::<16>().to_vec()
}

pub(crate) async fn by_login_tag(tx: &mut Tx, tag: Tag) -> Result<Option<Account>> {
    tx.sql("SELECT id, salt, wrapped_root FROM accounts WHERE login_tag = $1").bind(tag).optional().await
}

pub(crate) async fn get(tx: &mut Tx, id: AccountId) -> Result<Account> {
    tx.sql("SELECT id, salt, wrapped_root FROM accounts WHERE id = $1").bind(id).one().await
}

/// Adds an account; `None` when its sign-in name is taken.
pub(crate) async fn add(
    tx: &mut Tx,
    login: Tag,
    salt: &[u8],
    key: &Secret,
    root: &Root,
) -> Result<Option<AccountId>> {
    let id = AccountId(tx.chance().id());
    let wrapped = root.wrap(key, &context(id), tx.chance());
    let added = tx
        .sql(
            "INSERT INTO accounts (id, login_tag, salt, wrapped_root) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(login)
        .bind(salt.to_vec())
        .bind(wrapped)
        .execute()
        .await?;
    Ok((added == 1).then_some(id))
}

/// Wraps the root anew, by another passphrase.
pub(crate) async fn rewrap(tx: &mut Tx, id: AccountId, salt: &[u8], key: &Secret, root: &Root) -> Result<()> {
    let wrapped = root.wrap(key, &context(id), tx.chance());
    tx.sql("UPDATE accounts SET salt = $1, wrapped_root = $2 WHERE id = $3")
        .bind(salt.to_vec())
        .bind(wrapped)
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

/// Lets the account be found by another sign-in name. Answers whether that one was free.
pub(crate) async fn rename(tx: &mut Tx, id: AccountId, login: Tag) -> Result<bool> {
    let renamed =
        tx.sql("UPDATE accounts SET login_tag = $1 WHERE id = $2").bind(login).bind(id).execute().await;
    match renamed {
        Ok(_) => Ok(true),
        Err(fault) if fault.is_unique_violation() => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Takes back an account that never got to belong anywhere.
pub(crate) async fn remove(tx: &mut Tx, id: AccountId) -> Result<()> {
    for sql in [
        "DELETE FROM sessions WHERE account_id = $1",
        "DELETE FROM recovery_codes WHERE account_id = $1",
        "DELETE FROM accounts WHERE id = $1",
    ] {
        tx.sql(sql).bind(id).execute().await?;
    }
    Ok(())
}

/// How long a recovery code is: about 99 bits, so that it needs no slow hashing.
const RECOVERY_CODE: usize = 20;

/// Two new recovery codes in the place of all earlier ones.
pub(crate) async fn renew_recovery_codes(tx: &mut Tx, id: AccountId, root: &Root) -> Result<[String; 2]> {
    tx.sql("DELETE FROM recovery_codes WHERE account_id = $1").bind(id).execute().await?;
    let codes = [0; 2].map(|_| tx.chance().code(RECOVERY_CODE));
    for code in &codes {
        let wrapped = root.wrap(&keyed::derive(code.as_bytes(), "recovery wrap"), &context(id), tx.chance());
        tx.sql("INSERT INTO recovery_codes (tag, account_id, wrapped_root) VALUES ($1, $2, $3)")
            .bind(recovery_tag(code))
            .bind(id)
            .bind(wrapped)
            .execute()
            .await?;
    }
    Ok(codes.map(|code| crate::codes::grouped(&code)))
}

/// Whose recovery code this is, and the root it opens.
pub(crate) async fn by_recovery_code(tx: &mut Tx, typed: &str) -> Result<Option<(AccountId, Root)>> {
    let code = crate::codes::typed(typed);
    let found: Option<(AccountId, Vec<u8>)> = tx
        .sql("SELECT account_id, wrapped_root FROM recovery_codes WHERE tag = $1")
        .bind(recovery_tag(&code))
        .optional()
        .await?;
    let Some((id, wrapped)) = found else { return Ok(None) };
    let root = Root::unwrap(&keyed::derive(code.as_bytes(), "recovery wrap"), &wrapped, &context(id))
        .ok_or_else(|| Fault::Other("a recovery code found a root that it cannot open".to_owned()))?;
    Ok(Some((id, root)))
}

/// Uses a recovery code up. Answers whether it was still there.
pub(crate) async fn use_recovery_code(tx: &mut Tx, typed: &str) -> Result<bool> {
    let tag = recovery_tag(&crate::codes::typed(typed));
    Ok(tx.sql("DELETE FROM recovery_codes WHERE tag = $1").bind(tag).execute().await? == 1)
}

/// Derived from the code alone: it must work even when the pepper is lost.
fn recovery_tag(code: &str) -> Tag {
    Tag::cut(&*keyed::derive(code.as_bytes(), "recovery lookup"))
}
