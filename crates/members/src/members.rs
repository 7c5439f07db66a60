//! The door: joining, signing in and out, recovering, changing what one signs in with.

use std::sync::Arc;

use store::{Database, Day, Result};

use crate::{HashingCost, Member, NameLists, Refusal, ServerSecrets};

/// Everything about who people are. Cloning is cheap.
#[derive(Clone)]
pub struct Members(Arc<Inner>);

struct Inner {
    database: Arc<Database>,
    secrets: Arc<ServerSecrets>,
}

/// Whose device somebody signs in on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// Their own: signed in for 14 days.
    Own,
    /// Shared: until the browser closes, 12 hours at most.
    Shared,
}

/// What the browser keeps.
#[derive(Clone, Debug)]
pub struct SessionCookie {
    /// Opaque text, safe in a cookie.
    pub value: String,
    /// `None`: until the browser closes.
    pub max_age_seconds: Option<i64>,
}

/// What somebody will sign in with.
#[derive(Clone, Debug)]
pub struct Joining {
    /// Typed or taken from the offer.
    pub sign_in_name: String,
    /// Typed or taken from the offer.
    pub passphrase: String,
    /// Whose device this is.
    pub device: Device,
}

/// Somebody new, or somebody back.
#[derive(Clone, Debug)]
pub struct Joined {
    /// They are signed in.
    pub session: SessionCookie,
    /// To write down; each works alone, once.
    pub recovery_codes: [String; 2],
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

/// What the first start asks.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The first organisation.
    pub organisation_name: String,
    /// Whether its people live together.
    pub house: bool,
}

impl Members {
    /// Opens the door.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        secrets: Arc<ServerSecrets>,
        cost: HashingCost,
        names: Arc<NameLists>,
    ) -> Self {
        let _ = (cost, names);
        Self(Arc::new(Inner { database, secrets }))
    }

    /// The database behind it.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The secrets of this server.
    #[must_use]
    pub fn secrets(&self) -> &ServerSecrets {
        &self.0.secrets
    }

    /// Lists of words from which names are made.
    #[must_use]
    pub fn names(&self) -> &NameLists {
        todo!()
    }

    /// Joins with an invitation.
    ///
    /// # Errors
    /// When the invitation does not work, the sign-in name is taken or bad, the passphrase too weak.
    pub async fn join(&self, code: &str, joining: Joining) -> Result<Joined, Refusal> {
        let _ = (code, joining);
        todo!()
    }

    /// Accepts a further invitation while signed in.
    ///
    /// # Errors
    /// When the invitation does not work.
    pub async fn accept(&self, member: &Member, code: &str) -> Result<(), Refusal> {
        let _ = (member, code);
        todo!()
    }

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
        let _ = (name, passphrase, device);
        todo!()
    }

    /// Comes back with a recovery code alone: new sign-in name, passphrase, codes; every session ends.
    ///
    /// # Errors
    /// As [`Members::join`].
    pub async fn recover(&self, code: &str, joining: Joining) -> Result<Joined, Refusal> {
        let _ = (code, joining);
        todo!()
    }

    /// Whose cookie this is; `None` when it opens no living session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn member(&self, cookie: &str) -> Result<Option<Member>> {
        let _ = cookie;
        todo!()
    }

    /// Ends this session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, member: &Member) -> Result<()> {
        let _ = member;
        todo!()
    }

    /// Changes the passphrase; other sessions end.
    ///
    /// # Errors
    /// When the current passphrase is wrong or the new one too weak.
    pub async fn change_passphrase(&self, member: &Member, current: &str, new: &str) -> Result<(), Refusal> {
        let _ = (member, current, new);
        todo!()
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
        let _ = (member, passphrase, name);
        todo!()
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
        let _ = (member, passphrase);
        todo!()
    }

    /// The living sessions of this member.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, member: &Member) -> Result<Vec<SessionLine>> {
        let _ = member;
        todo!()
    }

    /// Ends one of this member's sessions; an unknown id changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, member: &Member, id: &str) -> Result<()> {
        let _ = (member, id);
        todo!()
    }

    /// Ends every session of this member but this one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, member: &Member) -> Result<()> {
        let _ = member;
        todo!()
    }

    /// Whether there is an organisation yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_set_up(&self) -> Result<bool> {
        todo!()
    }

    /// Makes the first organisation; answers the invitation code of the first operator.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when there is an organisation already.
    pub async fn set_up(&self, set_up: SetUp) -> Result<String, Refusal> {
        let _ = set_up;
        todo!()
    }

    /// Forgets what has expired and cuts old times to the month: for the hourly work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self) -> Result<()> {
        todo!()
    }
}
