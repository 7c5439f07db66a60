//! Signing in, and changing what one signs in with.

use store::{AccountId, Mutant, Result, Tag};

use crate::{
    Device, Member, Members, Refusal, SessionCookie,
    accounts::{self, Account},
    keyed::Secret,
    keys::Root,
    passphrases, sessions, sign_in_names,
};

impl Members {
    /// Signs in. An unknown name and a wrong passphrase cost and answer the same.
    ///
    /// # Errors
    /// [`Refusal::WrongSignIn`], whatever was wrong.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        device: Device,
    ) -> Result<SessionCookie, Refusal> {
        let name = sign_in_names::normalised(name).unwrap_or_default();
        let mut tx = self.database().read().await?;
        let account = accounts::by_login_tag(&mut tx, self.secrets().login_tag(&name)).await?;
        drop(tx);
        if account.is_none() && Mutant::UnknownNamesAreCheap.is_on() {
            return Err(Refusal::WrongSignIn);
        }
        if account.is_none() && Mutant::UnknownNamesAreTold.is_on() {
            self.hashing()
                .key(self.shared_secrets(), passphrase, &self.secrets().salt_of_nobody(&name))
                .await?;
            return Err(Refusal::SignInNameBad);
        }
        let nobody = Account {
            id: AccountId(0),
            salt: self.secrets().salt_of_nobody(&name),
            wrapped_root: vec![0; 24 + 64 + 16],
        };
        let account = account.unwrap_or(nobody);
        let root = self.open(&account, passphrase).await?.ok_or(Refusal::WrongSignIn)?;
        let mut tx = self.database().write().await?;
        let cookie = sessions::begin(&mut tx, account.id, &root, device).await?;
        tx.commit().await?;
        Ok(cookie)
    }

    /// Changes the passphrase; other sessions end.
    ///
    /// # Errors
    /// When the current passphrase is wrong or the new one too weak.
    pub async fn change_passphrase(&self, member: &Member, current: &str, new: &str) -> Result<(), Refusal> {
        passphrases::judge(new)?;
        let root = self.confirm(member, current).await?;
        let salt = accounts::fresh_salt(self.database().chance());
        let key: Secret = self.hashing().key(self.shared_secrets(), new, &salt).await?;
        let mut tx = self.database().write().await?;
        accounts::rewrap(&mut tx, member.account(), &salt, &key, &root).await?;
        sessions::end_others(&mut tx, member).await?;
        Ok(tx.commit().await?)
    }

    /// Changes the sign-in name.
    ///
    /// # Errors
    /// When the passphrase is wrong, or the name taken or bad.
    pub async fn change_sign_in_name(
        &self,
        member: &Member,
        passphrase: &str,
        name: &str,
    ) -> Result<(), Refusal> {
        let name = sign_in_names::normalised(name)?;
        self.confirm(member, passphrase).await?;
        let login = self.secrets().login_tag(&name);
        self.refuse_taken_to(member.account(), login, &name).await?;
        let mut tx = self.database().write().await?;
        if !accounts::rename(&mut tx, member.account(), login).await? {
            return Err(Refusal::SignInNameTaken { suggestions: Vec::new() });
        }
        Ok(tx.commit().await?)
    }

    /// Whether somebody who is signed in knows the passphrase.
    ///
    /// # Errors
    /// When it is wrong.
    pub async fn knows_passphrase(&self, member: &Member, passphrase: &str) -> Result<(), Refusal> {
        self.confirm(member, passphrase).await.map(drop)
    }

    /// Two new recovery codes; the old ones no longer work.
    ///
    /// # Errors
    /// When the passphrase is wrong.
    pub async fn new_recovery_codes(
        &self,
        member: &Member,
        passphrase: &str,
    ) -> Result<[String; 2], Refusal> {
        let root = self.confirm(member, passphrase).await?;
        let mut tx = self.database().write().await?;
        let codes = accounts::renew_recovery_codes(&mut tx, member.account(), &root).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Refuses a name that another account signs in with; a member may learn of five such names a day.
    pub(crate) async fn refuse_taken_to(
        &self,
        account: AccountId,
        login: Tag,
        name: &str,
    ) -> Result<(), Refusal> {
        let today = self.database().clock().day();
        if !self.tries().left(account, today) {
            return Err(Refusal::TooManyTries);
        }
        let mut tx = self.database().read().await?;
        let holder = accounts::by_login_tag(&mut tx, login).await?;
        drop(tx);
        if holder.is_none_or(|holder| holder.id == account) {
            return Ok(());
        }
        self.tries().count(account, today);
        Err(self.taken(name).await?)
    }

    /// The root of a signed-in member who proves to know the passphrase.
    pub(crate) async fn confirm(&self, member: &Member, passphrase: &str) -> Result<Root, Refusal> {
        let mut tx = self.database().read().await?;
        let account = accounts::get(&mut tx, member.account()).await?;
        drop(tx);
        self.open(&account, passphrase).await?.ok_or(Refusal::WrongPassphrase)
    }

    async fn open(&self, account: &Account, passphrase: &str) -> Result<Option<Root>> {
        let key = self.hashing().key(self.shared_secrets(), passphrase, &account.salt).await?;
        Ok(account.open(&key))
    }
}
