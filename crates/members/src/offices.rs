//! Who may run the instance or an organisation: proofs that only this module issues.

use store::{OrganisationId, Result, Tag, Tx};

use crate::{Member, Organisation};

/// Proof: this member runs the instance.
#[derive(Clone, Debug)]
pub struct Operator(());

/// Proof: this member manages one organisation.
#[derive(Clone, Debug)]
pub struct Manager {
    organisation: OrganisationId,
    inviter: Tag,
}

impl Manager {
    /// The organisation they manage.
    #[must_use]
    pub fn organisation(&self) -> OrganisationId {
        let _ = self.inviter;
        self.organisation
    }
}

/// What somebody may do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// Be at home.
    Member,
    /// Invite people to an organisation, end their stays, found its communities.
    Manager,
    /// Manage every organisation, and the instance.
    Operator,
}

/// Whether this member is an operator.
///
/// # Errors
/// When the database fails.
pub async fn operator(tx: &mut Tx, member: &Member) -> Result<Option<Operator>> {
    let _ = (tx, member);
    todo!()
}

/// Whether this member manages that organisation; an operator manages all.
///
/// # Errors
/// When the database fails.
pub async fn manager(
    tx: &mut Tx,
    member: &Member,
    organisation: OrganisationId,
) -> Result<Option<Manager>> {
    let _ = (tx, member, organisation);
    todo!()
}

/// The organisations this member manages, by name.
///
/// # Errors
/// When the database fails.
pub async fn managed(tx: &mut Tx, member: &Member) -> Result<Vec<Organisation>> {
    let _ = (tx, member);
    todo!()
}
