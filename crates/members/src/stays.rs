//! Staying in an organisation: opens its house communities until it is ended.

use std::collections::HashMap;

use store::{Ids, OrganisationId, Result, Tags, Tx};

use crate::{Journal, Member, Purpose, invitations::Invited, journal, offices};

/// Begins a stay, or begins it again, with the office that the invitation gives.
pub(crate) async fn begin(tx: &mut Tx, member: &Member, invited: &Invited) -> Result<()> {
    tx.sql(
        "INSERT INTO stays (tag, organisation_id, invitation_id) VALUES ($1, $2, $3) \
         ON CONFLICT (tag) DO UPDATE SET invitation_id = excluded.invitation_id, ended = FALSE",
    )
    .bind(member.tag(Purpose::Stay, invited.organisation_id.0))
    .bind(invited.organisation_id)
    .bind(invited.id)
    .execute()
    .await?;
    journal::change(tx, member, |journal| journal.stay(invited.organisation_id)).await?;
    offices::give(tx, member, invited.office, invited.organisation_id).await
}

/// Whether this member stays in that organisation now.
pub(crate) async fn lasts(tx: &mut Tx, member: &Member, organisation: OrganisationId) -> Result<bool> {
    let ended: Option<bool> = tx
        .sql("SELECT ended FROM stays WHERE tag = $1")
        .bind(member.tag(Purpose::Stay, organisation.0))
        .value()
        .await?;
    Ok(ended == Some(false))
}

/// The organisations this member stays in now.
pub(crate) async fn organisations(
    tx: &mut Tx,
    member: &Member,
    journal: &Journal,
) -> Result<Vec<OrganisationId>> {
    let tags: Tags = journal.organisations.iter().map(|id| member.tag(Purpose::Stay, *id)).collect();
    tx.sql("SELECT organisation_id FROM stays WHERE tag IN tags($1) AND NOT ended")
        .bind_tags(tags)
        .column()
        .await
}

/// How many people stay in each of these organisations now.
pub(crate) async fn counts(tx: &mut Tx, organisations: Ids) -> Result<HashMap<OrganisationId, i64>> {
    if organisations.0.is_empty() {
        return Ok(HashMap::new());
    }
    let counts = tx
        .sql(
            "SELECT organisation_id, COUNT(*) FROM stays \
             WHERE organisation_id IN list($1) AND NOT ended GROUP BY organisation_id",
        )
        .bind_list(organisations)
        .all()
        .await?;
    Ok(counts.into_iter().collect())
}
