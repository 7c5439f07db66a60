//! Staying in an organisation: opens its house communities until it is ended.

use store::{OrganisationId, Result, Tags, Tx};

use crate::{Member, Purpose, invitations::Invited, offices};

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
pub(crate) async fn organisations(tx: &mut Tx, member: &Member) -> Result<Vec<OrganisationId>> {
    let all: Vec<i64> = tx.sql("SELECT id FROM organisations").column().await?;
    let tags: Tags = all.into_iter().map(|id| member.tag(Purpose::Stay, id)).collect();
    tx.sql("SELECT organisation_id FROM stays WHERE tag IN tags($1) AND NOT ended")
        .bind_tags(tags)
        .column()
        .await
}

/// How many people stay in an organisation now.
pub(crate) async fn count(tx: &mut Tx, organisation: OrganisationId) -> Result<i64> {
    let count = tx
        .sql("SELECT COUNT(*) FROM stays WHERE organisation_id = $1 AND NOT ended")
        .bind(organisation)
        .value()
        .await?;
    Ok(count.unwrap_or(0))
}
