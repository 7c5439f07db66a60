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
    /// Whether there is an organisation yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_set_up(&self) -> Result<bool> {
        any_organisation(&mut self.database().read().await?).await
    }

    /// Makes the first organisation; answers the invitation code of the first operator.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when there is an organisation already.
    pub async fn set_up(&self, set_up: SetUp) -> Result<String, Refusal> {
        let mut tx = self.database().write().await?;
        if any_organisation(&mut tx).await? {
            return Err(Refusal::NotAllowed);
        }
        let organisation = organisations::add(&mut tx, &set_up.organisation_name, set_up.house).await?;
        let issue = Issue { label: String::new(), office: Office::Operator, days: 7 };
        let code = invitations::add(&mut tx, organisation.id, None, issue).await?;
        tx.commit().await?;
        Ok(code)
    }
}

async fn any_organisation(tx: &mut Tx) -> Result<bool> {
    Ok(tx.sql("SELECT id FROM organisations LIMIT 1").value::<i64>().await?.is_some())
}
