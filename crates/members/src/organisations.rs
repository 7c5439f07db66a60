//! Homes, alumni groups, programmes: who is at home on this instance.

use store::{OrganisationId, Result, Tx};

use crate::{Member, Operator, Refusal};

/// A home, alumni group or programme.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, shown to its own members and managers.
    pub name: String,
    /// Whether its people live together.
    pub house: bool,
}

/// Makes one.
///
/// # Errors
/// When the name is missing or too long.
pub async fn create(
    tx: &mut Tx,
    _proof: &Operator,
    name: &str,
    house: bool,
) -> Result<Organisation, Refusal> {
    let _ = (tx, name, house);
    todo!()
}

/// All of them, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, _proof: &Operator) -> Result<Vec<Organisation>> {
    let _ = tx;
    todo!()
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>> {
    let _ = (tx, id);
    todo!()
}

/// Those this member stays in.
///
/// # Errors
/// When the database fails.
pub async fn mine(tx: &mut Tx, member: &Member) -> Result<Vec<Organisation>> {
    let _ = (tx, member);
    todo!()
}
