//! Who is in the team.

use members::personas::Persona;
use store::{CommunityId, Ids, Result, Tx};

use super::Role;

/// The titles of the communities here that one of these names leads, and nobody else.
///
/// # Errors
/// When the database fails.
pub async fn led_alone(tx: &mut Tx, names: Ids) -> Result<Vec<String>> {
    tx.sql(
        "SELECT communities.title FROM team JOIN communities ON communities.id = team.community_id \
         WHERE team.persona_id IN list($1) AND team.role = 'lead' AND communities.host = '' AND NOT EXISTS ( \
         SELECT 1 FROM team AS other WHERE other.community_id = team.community_id AND other.role = 'lead' \
         AND other.persona_id <> team.persona_id) ORDER BY communities.title",
    )
    .bind_list(names)
    .column()
    .await
}

#[derive(serde::Deserialize)]
struct Line {
    #[serde(flatten)]
    persona: Persona,
    role: String,
}

/// Who moderates, leads first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, community: CommunityId) -> Result<Vec<(Persona, Role)>> {
    Ok(all(tx, community).await?.into_iter().filter(|(_, role)| role.moderates()).collect())
}

/// Who greets newcomers and does not moderate.
///
/// # Errors
/// When the database fails.
pub async fn greeters(tx: &mut Tx, community: CommunityId) -> Result<Vec<Persona>> {
    let all = all(tx, community).await?.into_iter();
    Ok(all.filter(|(_, role)| *role == Role::Greeter).map(|(persona, _)| persona).collect())
}

/// How many people a team has, those who greet among them.
pub(crate) async fn size(tx: &mut Tx, community: CommunityId) -> Result<usize> {
    Ok(all(tx, community).await?.len())
}

async fn all(tx: &mut Tx, community: CommunityId) -> Result<Vec<(Persona, Role)>> {
    let lines: Vec<Line> = tx
        .sql(
            "SELECT personas.id, personas.host, personas.community_id, personas.name, personas.handle, \
             personas.actor_id, personas.deleted, team.role \
             FROM team JOIN personas ON personas.id = team.persona_id \
             WHERE team.community_id = $1 AND NOT personas.deleted \
             ORDER BY team.role, personas.name_key, personas.id",
        )
        .bind(community)
        .all()
        .await?;
    Ok(lines.into_iter().filter_map(|line| Some((line.persona, Role::read(&line.role)?))).collect())
}
