//! The first start: one organisation, and an invitation for whoever runs the instance.

use store::{Result, Tx};

use crate::{
    Members, Refusal,
    invitations::{self, Issue},
    offices::Office,
    organisations,
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
    /// Whether the first operator has joined: until then the set-up link works, so that somebody who stopped
    /// half-way is not locked out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_set_up(&self) -> Result<bool> {
        any_operator(&mut self.database().read().await?).await
    }

    /// Makes the first organisation, in place of one that nobody joined; answers the invitation code of the first
    /// operator.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when somebody has joined already.
    pub async fn set_up(&self, set_up: SetUp) -> Result<String, Refusal> {
        let mut tx = self.database().write().await?;
        if any_operator(&mut tx).await? {
            return Err(Refusal::NotAllowed);
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

async fn any_operator(tx: &mut Tx) -> Result<bool> {
    let office = Office::Operator.as_str();
    let found = tx
        .sql("SELECT tag FROM offices WHERE office = $1 LIMIT 1")
        .bind(office)
        .value::<store::Tag>()
        .await?;
    Ok(found.is_some())
}
