//! The first start: who may set a server up, its first home, and an invitation for whoever runs it.

use store::{Mutant, Result, Tx};

use crate::{
    Keeper, Members, Refusal,
    invitations::{self, Issue},
    offices::Office,
    organisations, porch,
    porch::Stage,
};

/// What the first start asks.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The first organisation.
    pub organisation_name: String,
    /// Whether its people live together.
    pub house: bool,
}

impl Members {
    /// Whether the first operator has joined and has their recovery codes: until then the set-up link works, so that
    /// somebody who stopped half-way is not locked out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_set_up(&self) -> Result<bool> {
        is_set_up(&mut self.database().read().await?).await
    }

    /// Makes the first organisation, in place of one that nobody joined; answers the invitation code of the first
    /// operator.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when somebody has joined already.
    pub async fn set_up(&self, set_up: SetUp) -> Result<String, Refusal> {
        let mut tx = self.database().write().await?;
        if is_set_up(&mut tx).await? {
            return Err(Refusal::NotAllowed);
        }
        if may_start_over(&mut tx).await? {
            forget_the_first_try(&mut tx).await?;
        }
        tx.sql("DELETE FROM invitations").execute().await?;
        tx.sql("DELETE FROM organisations").execute().await?;
        let organisation = organisations::add(&mut tx, &set_up.organisation_name, set_up.house).await?;
        let issue = Issue { label: String::new(), office: Office::Operator, days: 7 };
        let code = invitations::add(&mut tx, organisation.id, None, issue).await?;
        tx.commit().await?;
        Ok(code)
    }
}

/// The right to say what a server is like while nobody runs it; the caller knows that the set-up link was right.
///
/// # Errors
/// When the database fails.
pub async fn keeper(tx: &mut Tx) -> Result<Option<Keeper>> {
    let open = !is_set_up(tx).await? || Mutant::SetUpLinkWorksTwice.is_on();
    Ok(open.then(Keeper::of_an_empty_server))
}

/// Keeps the first home's name until somebody moves in.
///
/// # Errors
/// When the name does not work.
pub async fn name_the_first_home(tx: &mut Tx, _proof: &Keeper, home: &SetUp) -> Result<(), Refusal> {
    let name = organisations::named(&home.organisation_name)?;
    porch::put(tx, "first_home", &name).await?;
    Ok(porch::put(tx, "first_house", if home.house { "yes" } else { "no" }).await?)
}

/// Somebody joined through the set-up link. Until they say that they have their codes, the link lets them start over.
///
/// # Errors
/// When the database fails.
pub async fn joined(tx: &mut Tx, _proof: &Keeper) -> Result<()> {
    porch::return_to(tx, Stage::Joined).await
}

async fn is_set_up(tx: &mut Tx) -> Result<bool> {
    Ok(any_operator(tx).await? && !may_start_over(tx).await?)
}

/// Whether all that is here is the account of somebody who may never have seen their recovery codes.
async fn may_start_over(tx: &mut Tx) -> Result<bool> {
    let accounts: Option<i64> =
        tx.sql("SELECT COUNT(*) FROM (SELECT id FROM accounts LIMIT 2) AS first").value().await?;
    let founded: Option<i64> = tx.sql("SELECT id FROM communities LIMIT 1").value().await?;
    Ok(accounts == Some(1) && founded.is_none() && porch::read(tx).await?.stage == Stage::Joined)
}

/// Nothing but the account of a first try is here: it goes, with what it belonged to.
async fn forget_the_first_try(tx: &mut Tx) -> Result<()> {
    for statement in [
        "DELETE FROM sessions",
        "DELETE FROM recovery_codes",
        "DELETE FROM accounts",
        "DELETE FROM journals",
        "DELETE FROM offices",
        "DELETE FROM stays",
    ] {
        tx.sql(statement).execute().await?;
    }
    Ok(())
}

async fn any_operator(tx: &mut Tx) -> Result<bool> {
    let office = Office::Operator.as_str();
    let found = tx
        .sql("SELECT tag FROM offices WHERE office = $1 LIMIT 1")
        .bind(office)
        .value::<store::Tag>()
        .await?;
    Ok(found.is_some())
}
