//! Coming in: with an invitation, or back with a recovery code.

use store::{AccountId, Result, Tag};

use crate::{
    Device, Member, Members, Refusal, SessionCookie, accounts,
    invitations::{self, Invited},
    keyed::Secret,
    keys::Root,
    passphrases, sessions, sign_in_names, stays,
};

/// What somebody will sign in with.
#[derive(Clone)]
pub struct Joining {
    /// Typed or taken from the offer.
    pub sign_in_name: String,
    /// Typed or taken from the offer.
    pub passphrase: String,
    /// Whose device this is.
    pub device: Device,
}

/// Somebody new, or somebody back.
#[derive(Clone)]
pub struct Joined {
    /// They are signed in.
    pub session: SessionCookie,
    /// To write down; each works alone, once.
    pub recovery_codes: [String; 2],
}

/// What was checked of a [`Joining`].
struct Checked {
    name: String,
    login: Tag,
    passphrase: String,
    device: Device,
}

/// What hashing made of it.
struct Hashed {
    login: Tag,
    salt: Vec<u8>,
    key: Secret,
    device: Device,
}

impl Members {
    /// Joins with an invitation.
    ///
    /// # Errors
    /// When the invitation does not work, the sign-in name is taken or bad, the passphrase too weak.
    pub async fn join(&self, code: &str, joining: Joining) -> Result<Joined, Refusal> {
        let checked = self.check(joining)?;
        let invited = self.invited(code, &checked).await;
        // Hashed before any refusal, so that every answer costs the same.
        let (hashed, invited) = (self.hash(checked).await?, invited?);
        let root = Root::fresh(self.database().chance());
        let (account, joined) = self.add_account(&hashed, &root).await?;
        // A transaction of its own: what one belongs to is never written together with the account.
        let member = self.member_of((account, &root), ([0; 32], hashed.device));
        let belongs = self.begin_stay(&member, &invited).await;
        if belongs.is_err() {
            self.take_back(account).await?;
        }
        belongs.map(|()| joined)
    }

    /// Accepts a further invitation while signed in.
    ///
    /// # Errors
    /// When the invitation does not work.
    pub async fn accept(&self, member: &Member, code: &str) -> Result<(), Refusal> {
        let mut tx = self.database().read().await?;
        let invited = invitations::find(&mut tx, code).await?;
        drop(tx);
        self.begin_stay(member, &invited).await
    }

    /// Comes back with a recovery code alone: new sign-in name, passphrase, codes; every session ends.
    ///
    /// # Errors
    /// As [`Members::join`].
    pub async fn recover(&self, code: &str, joining: Joining) -> Result<Joined, Refusal> {
        let checked = self.check(joining)?;
        let mut tx = self.database().read().await?;
        let found = accounts::by_recovery_code(&mut tx, code).await?;
        drop(tx);
        let Some((account, root)) = found else {
            // As much work as for a code that works.
            self.hash(checked).await?;
            return Err(Refusal::RecoveryCodeUnknown);
        };
        self.refuse_taken_to(account, checked.login, &checked.name).await?;
        let hashed = self.hash(checked).await?;
        self.renew_account(account, code, &hashed, &root).await
    }

    fn check(&self, joining: Joining) -> Result<Checked, Refusal> {
        let name = sign_in_names::normalised(&joining.sign_in_name)?;
        passphrases::judge(&joining.passphrase)?;
        let login = self.secrets().login_tag(&name);
        Ok(Checked { name, login, passphrase: joining.passphrase, device: joining.device })
    }

    async fn hash(&self, checked: Checked) -> Result<Hashed> {
        let salt = accounts::fresh_salt(self.database().chance());
        let key = self.hashing().key(self.shared_secrets(), &checked.passphrase, &salt).await?;
        Ok(Hashed { login: checked.login, salt, key, device: checked.device })
    }

    /// The invitation, if it works and the sign-in name is free. Only its holder hears of a taken name,
    /// and only five times.
    async fn invited(&self, code: &str, checked: &Checked) -> Result<Invited, Refusal> {
        let mut tx = self.database().read().await?;
        let invited = invitations::find(&mut tx, code).await?;
        if accounts::by_login_tag(&mut tx, checked.login).await?.is_none() {
            return Ok(invited);
        }
        drop(tx);
        let mut tx = self.database().write().await?;
        invitations::count_try(&mut tx, &invited).await?;
        tx.commit().await?;
        Err(self.taken(&checked.name).await?)
    }

    /// Free names like the taken one.
    pub(crate) async fn taken(&self, name: &str) -> Result<Refusal> {
        let mut tx = self.database().read().await?;
        let mut suggestions = Vec::new();
        for like in sign_in_names::like(name, self.database().chance()) {
            let taken = accounts::by_login_tag(&mut tx, self.secrets().login_tag(&like)).await?.is_some();
            if !taken && suggestions.len() < 3 {
                suggestions.push(like);
            }
        }
        Ok(Refusal::SignInNameTaken { suggestions })
    }

    async fn add_account(&self, hashed: &Hashed, root: &Root) -> Result<(AccountId, Joined), Refusal> {
        let mut tx = self.database().write().await?;
        let added = accounts::add(&mut tx, hashed.login, &hashed.salt, &hashed.key, root).await?;
        // Somebody was quicker by a moment.
        let Some(account) = added else { return Err(Refusal::SignInNameTaken { suggestions: Vec::new() }) };
        let recovery_codes = accounts::renew_recovery_codes(&mut tx, account, root).await?;
        let session = sessions::begin(&mut tx, account, root, hashed.device).await?;
        tx.commit().await?;
        Ok((account, Joined { session, recovery_codes }))
    }

    async fn begin_stay(&self, member: &Member, invited: &Invited) -> Result<(), Refusal> {
        let mut tx = self.database().write().await?;
        invitations::use_up(&mut tx, invited).await?;
        stays::begin(&mut tx, member, invited).await?;
        Ok(tx.commit().await?)
    }

    async fn take_back(&self, account: AccountId) -> Result<()> {
        let mut tx = self.database().write().await?;
        accounts::remove(&mut tx, account).await?;
        tx.commit().await
    }

    async fn renew_account(
        &self,
        account: AccountId,
        code: &str,
        hashed: &Hashed,
        root: &Root,
    ) -> Result<Joined, Refusal> {
        let mut tx = self.database().write().await?;
        if !accounts::use_recovery_code(&mut tx, code).await? {
            return Err(Refusal::RecoveryCodeUnknown);
        }
        if !accounts::rename(&mut tx, account, hashed.login).await? {
            return Err(Refusal::SignInNameTaken { suggestions: Vec::new() });
        }
        accounts::rewrap(&mut tx, account, &hashed.salt, &hashed.key, root).await?;
        let recovery_codes = accounts::renew_recovery_codes(&mut tx, account, root).await?;
        sessions::end_all(&mut tx, account).await?;
        let session = sessions::begin(&mut tx, account, root, hashed.device).await?;
        tx.commit().await?;
        Ok(Joined { session, recovery_codes })
    }
}
