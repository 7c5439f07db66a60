//! Founding a community, changing what it says of itself, closing it.

use store::{
    CommunityId, Event, OrganisationId, Result, Tx,
    audit::{Act, Entry},
};

use super::{Audience, Community, LONGEST_DESCRIPTION, LONGEST_TITLE, insert};
use crate::{Manager, Operator, Refusal, names, porch};

const RANDOM_HANDLE: usize = 16;

/// Proof of the right to found.
#[derive(Clone, Debug)]
pub enum Founder {
    /// May found for any organisation.
    Operator(Operator),
    /// May found for their own.
    Manager(Manager),
}

impl Founder {
    fn may_found_for(&self, organisation: OrganisationId) -> bool {
        match self {
            Self::Operator(_) => true,
            Self::Manager(manager) => manager.organisation() == organisation,
        }
    }
}

/// A community about to be.
#[derive(Clone, Debug)]
pub struct Founding {
    /// What stands in its address.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// Whose it is.
    pub organisation: OrganisationId,
}

/// What may change later.
#[derive(Clone, Debug)]
pub struct Change {
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
}

/// The audience a form should propose: house for an organisation's first community, then circle.
///
/// # Errors
/// When the database fails.
pub async fn usual_audience(tx: &mut Tx, organisation: OrganisationId) -> Result<Audience> {
    let first = tx
        .sql("SELECT id FROM communities WHERE organisation_id = $1 LIMIT 1")
        .bind(organisation)
        .value::<i64>()
        .await?
        .is_none();
    let widest = porch::read(tx).await?.readers;
    Ok(if first { Audience::House } else { Audience::Circle.min(widest) })
}

/// Founds a community.
///
/// # Errors
/// When the name, title or description does not work, or the founder has no right to that organisation.
pub async fn found(tx: &mut Tx, proof: &Founder, founding: Founding) -> Result<Community, Refusal> {
    if !proof.may_found_for(founding.organisation) {
        return Err(Refusal::NotAllowed);
    }
    if founding.audience > porch::read(tx).await?.readers {
        return Err(Refusal::AudienceTooWide);
    }
    let name = address_name(&founding.name)?;
    let (title, description) = judged(&founding.title, &founding.description)?;
    // The wire must not learn what a closed circle is called.
    let handle = match founding.audience {
        Audience::Open => name.clone(),
        Audience::Circle | Audience::House => tx.chance().code(RANDOM_HANDLE),
    };
    let community = Community {
        id: CommunityId(tx.chance().id()),
        host: String::new(),
        name,
        title,
        description,
        audience: founding.audience,
        organisation_id: Some(founding.organisation),
        handle,
        actor_id: None,
        closed: false,
        pictures: false,
    };
    if insert(tx, &community).await? == 0 {
        return Err(Refusal::CommunityNameTaken);
    }
    tx.audit(Entry::in_community(community.id, Act::CommunityFounded));
    tx.record(Event::CommunityFounded { community: community.id });
    Ok(community)
}

/// The name in an address: small letters, digits, dashes and underscores, and no page of ours.
fn address_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim().to_lowercase();
    let fits = (3..=30).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    if fits && name != "new" { Ok(name) } else { Err(Refusal::CommunityNameBad) }
}

fn judged(title: &str, description: &str) -> Result<(String, String), Refusal> {
    let title = names::one_line(title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::TitleBad);
    }
    if description.chars().count() > LONGEST_DESCRIPTION {
        return Err(Refusal::DescriptionTooLong);
    }
    Ok((title, names::lines(description)))
}

/// Changes title and description. The caller holds the proof: a lead moderator's, a manager's, an operator's,
/// or that of the remote server that owns it.
///
/// # Errors
/// When the title or the description does not work.
pub async fn change(tx: &mut Tx, community: &Community, change: Change) -> Result<(), Refusal> {
    let (title, description) = judged(&change.title, &change.description)?;
    update(tx, community.id, &title, &description).await?;
    tx.record(Event::CommunityChanged { community: community.id });
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, id: CommunityId, title: &str, description: &str) -> Result<()> {
    tx.sql("UPDATE communities SET title = $1, description = $2 WHERE id = $3")
        .bind(title.to_owned())
        .bind(description.to_owned())
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

/// Lets members add pictures, or not any more; those that are there stay. The caller holds the proof.
///
/// # Errors
/// When the database fails.
pub async fn allow_pictures(tx: &mut Tx, community: CommunityId, allow: bool) -> Result<()> {
    tx.sql("UPDATE communities SET pictures = $1 WHERE id = $2")
        .bind(allow)
        .bind(community)
        .execute()
        .await?;
    Ok(())
}

/// Closes a community: it can be read, nothing more is written. The caller holds the proof.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &mut Tx, community: CommunityId) -> Result<()> {
    tx.sql("UPDATE communities SET closed = TRUE WHERE id = $1").bind(community).execute().await?;
    tx.audit(Entry::in_community(community, Act::CommunityClosed));
    tx.record(Event::CommunityChanged { community });
    Ok(())
}
