//! A community as a page finds it, with how the visitor stands in it.

use std::collections::HashSet;

use members::{
    Community, Member, Viewer, communities,
    personas::{self, Persona},
};
use moderation::{
    Moderator,
    team::{self, Greeter},
};
use store::{PersonaId, Tx};

use crate::{Error, viewer::Visit};

/// A community, and who the visitor is in it.
pub struct Place {
    /// The community.
    pub community: Community,
    /// Whether the visitor joined.
    pub joined: bool,
    /// The name they wear here, once they have one.
    pub persona: Option<Persona>,
    /// The proof, if they moderate here.
    pub moderator: Option<Moderator>,
    /// The names that moderate here.
    pub team: HashSet<PersonaId>,
}

impl Place {
    /// The community at `/c/{address}`.
    ///
    /// # Errors
    /// To a member, what is not there and what is not for them look alike; so they do to a stranger, who
    /// is asked to sign in.
    pub async fn at(visit: &mut Visit, address: &str) -> Result<Self, Error> {
        let found = communities::by_address(&mut visit.tx, &visit.viewer, address).await?;
        let community = found.ok_or_else(|| nothing(visit))?;
        Self::of(visit, community).await
    }

    /// How the visitor stands in `community`, which they may read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(visit: &mut Visit, community: Community) -> Result<Self, Error> {
        let tx = &mut visit.tx;
        let team: HashSet<PersonaId> =
            team::list(tx, community.id).await?.into_iter().map(|(persona, _)| persona.id).collect();
        let Some(member) = &visit.member else {
            return Ok(Self { community, joined: false, persona: None, moderator: None, team });
        };
        let joined = visit.journal.has_joined(community.id);
        let persona = personas::remembered(tx, &visit.journal, community.id).await?;
        let moderator = match &persona {
            // Most people moderate nothing: they are not asked for their proof.
            Some(persona) if team.contains(&persona.id) => team::moderator(tx, member, &community).await?,
            _ => None,
        };
        Ok(Self { community, joined, persona, moderator, team })
    }

    /// The proof that the visitor moderates here.
    ///
    /// # Errors
    /// A page for moderators does not exist for others.
    pub fn moderator(&self) -> Result<&Moderator, Error> {
        self.moderator.as_ref().ok_or(Error::NotFound)
    }

    /// As [`Place::moderator`], for those who lead.
    ///
    /// # Errors
    /// As [`Place::moderator`].
    pub fn lead(&self) -> Result<&Moderator, Error> {
        self.moderator()
            .and_then(|moderator| if moderator.is_lead() { Ok(moderator) } else { Err(Error::NotFound) })
    }

    /// The beginning of every address in this community.
    #[must_use]
    pub fn path(&self) -> String {
        path(&self.community)
    }
}

/// `/c/{address}`.
#[must_use]
pub fn path(community: &Community) -> String {
    format!("/c/{}", community.address())
}

/// What to answer when nothing is found: a stranger might see it after signing in.
#[must_use]
pub fn nothing(visit: &Visit) -> Error {
    if visit.member.is_some() { Error::NotFound } else { Error::SignInFirst }
}

/// The community at `/c/{address}`, for a form that `member` sent.
///
/// # Errors
/// When there is none, or it is not for them.
pub async fn community(tx: &mut Tx, member: &Member, address: &str) -> Result<Community, Error> {
    let viewer = Viewer::of(tx, member).await?;
    communities::by_address(tx, &viewer, address).await?.ok_or(Error::NotFound)
}

/// The community at `/c/{address}` with the proof that `member` moderates it, for a form that they sent.
///
/// # Errors
/// When there is none, or they do not moderate it.
pub async fn moderated(tx: &mut Tx, member: &Member, address: &str) -> Result<(Community, Moderator), Error> {
    let community = community(tx, member, address).await?;
    let moderator = team::moderator(tx, member, &community).await?.ok_or(Error::NotFound)?;
    Ok((community, moderator))
}

/// As [`moderated`], for those who greet; who moderates, greets too.
///
/// # Errors
/// When there is none, or they are not in its team.
pub async fn greeted(tx: &mut Tx, member: &Member, address: &str) -> Result<(Community, Greeter), Error> {
    let community = community(tx, member, address).await?;
    let greeter = team::greeter(tx, member, &community).await?.ok_or(Error::NotFound)?;
    Ok((community, greeter))
}
