//! What stands at the end of a thread: the composer, or why there is none.

use forum::{Comment, State, shield};
use moderation::{Standing, own_rules, standing, standing::Ban, team};

use super::reading::Reading;
use crate::{
    Error,
    parts::{
        composer::{Composer, Written},
        under::Spot,
    },
    translations::Translations,
    viewer::Visit,
};

/// The end of a thread.
pub enum Foot<'a> {
    /// A place to write.
    Composer(Box<Composer<'a>>),
    /// Members write; this is a stranger.
    SignIn,
    /// One has to join first.
    Join,
    /// Nothing is added to this thread.
    Locked,
    /// Nothing is added to this community.
    Closed,
    /// A moderator closed the community to this person.
    Banned(Ban),
    /// The opening is gone.
    Gone,
}

/// The key of what is said where somebody new started a thread: to them and to greeters. Nobody else is told who is new:
/// nothing is announced about a person by itself.
///
/// # Errors
/// When the database fails.
pub async fn shield(visit: &mut Visit, reading: &Reading) -> Result<Option<&'static str>, Error> {
    let (author, place) = (reading.thread.author.id, &reading.place);
    let community = place.community.id;
    // Who never wrote here has no name yet, and greets nobody.
    let Some(me) = reading.me().or(place.persona.as_ref().map(|persona| persona.id)) else { return Ok(None) };
    let key = if me == author { "shield-you" } else { "shield-greeter" };
    // Most who read are neither: whether somebody is new is looked up for nobody else.
    if me != author && !team::greets(&mut visit.tx, me, community).await? {
        return Ok(None);
    }
    let shields = own_rules::here(&mut visit.tx, community).await?.shields();
    Ok((shields && shield::is_new(&mut visit.tx, author, community).await?).then_some(key))
}

/// Finds out what stands there; `answered` is the comment that is about to be answered.
///
/// # Errors
/// When the database fails.
pub async fn of<'a>(
    visit: &mut Visit,
    words: &'a Translations,
    reading: &Reading,
    answered: Option<&Comment>,
) -> Result<Foot<'a>, Error> {
    let (thread, place) = (&reading.thread, &reading.place);
    let Some(member) = visit.member.clone() else { return Ok(Foot::SignIn) };
    if place.community.closed {
        return Ok(Foot::Closed);
    }
    if thread.locked && place.moderator.is_none() {
        return Ok(Foot::Locked);
    }
    if thread.state != State::Shown {
        return Ok(Foot::Gone);
    }
    if !place.joined {
        return Ok(Foot::Join);
    }
    if let Standing::Banned(ban) = standing::of(&mut visit.tx, &member, &place.community).await? {
        return Ok(Foot::Banned(ban));
    }
    let parent = answered.map(|comment| comment.id.to_string()).unwrap_or_default();
    let written = Written { parent, ..Written::default() };
    let draft = match answered {
        Some(comment) => format!("thread-{}-reply-{}", thread.id, comment.id),
        None => format!("thread-{}", thread.id),
    };
    let whose = (&place.community, place.persona.as_ref());
    let filled = Composer::new(visit, words, whose, Spot::In(thread.id), written).await?;
    let action = format!("/t/{}/comments", thread.id);
    Ok(Foot::Composer(Box::new(Composer { action, draft: Some(draft), ..filled })))
}
