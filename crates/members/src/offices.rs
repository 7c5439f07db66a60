//! Who may run the instance or an organisation: proofs that only this module issues.

use store::{
    OrganisationId, Result, Tag, Tx,
    audit::{Act, Entry},
};

use crate::{Journal, Member, Organisation, Purpose, organisations, stays};

/// Proof: this member runs the instance.
#[derive(Clone, Debug)]
pub struct Operator(());

/// Proof: this member manages one organisation.
#[derive(Clone, Debug)]
pub struct Manager {
    organisation: OrganisationId,
    inviter: Tag,
    operator: bool,
}

impl Manager {
    /// The organisation they manage.
    #[must_use]
    pub fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Whether they also run the instance, so that they may invite operators.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.operator
    }

    /// Under what their invitations are found.
    pub(crate) fn inviter(&self) -> Tag {
        self.inviter
    }
}

/// What somebody may do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Office {
    /// Be at home.
    Member,
    /// Invite people to an organisation, end their stays, found its communities.
    Manager,
    /// Manage every organisation, and the instance.
    Operator,
}

impl Office {
    /// As it is stored, and as a form field says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Manager => "manager",
            Self::Operator => "operator",
        }
    }
}

impl std::str::FromStr for Office {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "member" => Ok(Self::Member),
            "manager" => Ok(Self::Manager),
            "operator" => Ok(Self::Operator),
            other => Err(format!("no office is called {other}")),
        }
    }
}

impl TryFrom<String> for Office {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The scope of an operator's tag: no organisation has this id.
pub(crate) const INSTANCE: i64 = 0;

/// Whether this member is an operator.
///
/// # Errors
/// When the database fails.
pub async fn operator(tx: &mut Tx, member: &Member) -> Result<Option<Operator>> {
    Ok(holds(tx, member, INSTANCE).await?.then_some(Operator(())))
}

/// Whether this member manages that organisation; an operator manages all.
///
/// # Errors
/// When the database fails.
pub async fn manager(tx: &mut Tx, member: &Member, organisation: OrganisationId) -> Result<Option<Manager>> {
    let operator = holds(tx, member, INSTANCE).await?;
    let manages = if operator {
        organisations::get(tx, organisation).await?.is_some()
    } else {
        holds(tx, member, organisation.0).await?
    };
    let inviter = member.tag(Purpose::Inviter, organisation.0);
    Ok(manages.then_some(Manager { organisation, inviter, operator }))
}

/// Whether an operator was invited by another organisation than those this member stays in.
///
/// # Errors
/// When the database fails.
pub async fn operated_from_elsewhere(tx: &mut Tx, member: &Member) -> Result<bool> {
    let journal = Journal::of(tx, member).await?;
    let homes = stays::organisations(tx, member, &journal).await?;
    let operators: Vec<OrganisationId> =
        tx.sql("SELECT DISTINCT organisation_id FROM offices WHERE office = 'operator'").column().await?;
    Ok(operators.iter().any(|home| !homes.contains(home)))
}

/// The organisations this member manages, by name.
///
/// # Errors
/// When the database fails.
pub async fn managed(tx: &mut Tx, member: &Member) -> Result<Vec<Organisation>> {
    if let Some(operator) = operator(tx, member).await? {
        return organisations::list(tx, &operator).await;
    }
    let mut managed = Vec::new();
    for organisation in organisations::mine(tx, member).await? {
        if holds(tx, member, organisation.id.0).await? {
            managed.push(organisation);
        }
    }
    Ok(managed)
}

/// Whether this member is an operator, and there is no other: then they stay until there is.
///
/// # Errors
/// When the database fails.
pub async fn is_last_operator(tx: &mut Tx, member: &Member) -> Result<bool> {
    if operator(tx, member).await?.is_none() {
        return Ok(false);
    }
    let operators = tx.sql("SELECT COUNT(*) FROM offices WHERE office = 'operator'").value::<i64>().await?;
    Ok(operators.unwrap_or(0) < 2)
}

/// Whether an office was given and the stay that it came with lasts.
async fn holds(tx: &mut Tx, member: &Member, scope: i64) -> Result<bool> {
    let given: Option<OrganisationId> = tx
        .sql("SELECT organisation_id FROM offices WHERE tag = $1")
        .bind(member.tag(Purpose::Office, scope))
        .value()
        .await?;
    match given {
        Some(organisation) => stays::lasts(tx, member, organisation).await,
        None => Ok(false),
    }
}

/// Gives an office together with a stay.
pub(crate) async fn give(
    tx: &mut Tx,
    member: &Member,
    office: Office,
    organisation: OrganisationId,
) -> Result<()> {
    let scope = match office {
        Office::Member => return Ok(()),
        Office::Manager => organisation.0,
        Office::Operator => INSTANCE,
    };
    tx.sql(
        "INSERT INTO offices (tag, office, organisation_id) VALUES ($1, $2, $3) \
         ON CONFLICT (tag) DO UPDATE SET organisation_id = excluded.organisation_id",
    )
    .bind(member.tag(Purpose::Office, scope))
    .bind(office.as_str())
    .bind(organisation)
    .execute()
    .await?;
    tx.audit(Entry::of_server(Act::OfficeGiven).what(office.as_str()).about(organisation));
    Ok(())
}
