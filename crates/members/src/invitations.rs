//! The way in: a single-use code that a manager gives to one person.

use store::{Day, InvitationId, Result, Tx};

use crate::{Manager, Refusal, offices::Office};

/// What a manager fills in.
#[derive(Clone, Debug)]
pub struct Issue {
    /// For the manager's own memory, such as "room 3".
    pub label: String,
    /// What it makes of whoever uses it. Only an operator's proof may make operators.
    pub office: Office,
    /// How many days it works.
    pub days: i64,
}

/// An invitation as the manager who issued it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLine {
    /// Its id.
    pub id: InvitationId,
    /// The manager's words.
    pub label: String,
    /// What it makes of whoever uses it.
    pub office: Office,
    /// The last day it works.
    pub expires: Day,
    /// Whether somebody joined with it.
    pub used: bool,
    /// Whether it can no longer be used because its day has passed.
    pub expired: bool,
    /// Whether the stay that began with it was ended.
    pub stay_ended: bool,
}

/// Makes an invitation; the code is shown once and kept nowhere.
///
/// # Errors
/// [`Refusal::NotAllowed`] when a manager wants to make an operator.
pub async fn issue(tx: &mut Tx, proof: &Manager, issue: Issue) -> Result<String, Refusal> {
    let _ = (tx, proof, issue);
    todo!()
}

/// The invitations that this manager issued for this organisation, unused first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, proof: &Manager) -> Result<Vec<InvitationLine>> {
    let _ = (tx, proof);
    todo!()
}

/// Takes an unused invitation back.
///
/// # Errors
/// [`Refusal::NotAllowed`] when it was used, or is not this manager's.
pub async fn withdraw(tx: &mut Tx, proof: &Manager, id: InvitationId) -> Result<(), Refusal> {
    let _ = (tx, proof, id);
    todo!()
}

/// Ends the stay that began with an invitation: its house communities close for that person, no others.
///
/// # Errors
/// [`Refusal::NotAllowed`] when no stay began with it, or it is not this manager's.
pub async fn end_stay(tx: &mut Tx, proof: &Manager, id: InvitationId) -> Result<(), Refusal> {
    let _ = (tx, proof, id);
    todo!()
}

/// The name of the organisation that invites with this code; `None` when it does not work.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx, code: &str) -> Result<Option<String>> {
    let _ = (tx, code);
    todo!()
}
