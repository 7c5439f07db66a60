//! Under which name somebody writes, when other servers get it, and what else they may choose.

use forum::Pace;
use members::{Audience, Community, Persona, personas};
use store::{PersonaId, ThreadId};

use crate::{Error, forms, parts::audience, translations::Translations, viewer::Visit};

/// Where words are written.
#[derive(Clone, Copy)]
pub enum Spot {
    /// In a new thread.
    Start,
    /// In a thread.
    In(ThreadId),
    /// Over what this name wrote.
    Over(PersonaId),
}

/// The name over the next words.
pub struct Under {
    /// The lamp of the name, if there is one already.
    pub lamp: Option<i64>,
    /// "You are … here."
    pub line: String,
    /// The name for this thread only that can be had instead.
    pub offered: Option<String>,
    /// Whether it is a name for this thread only: then it can wait.
    pub one_time: bool,
    /// When other servers get it, unless it can wait; nothing when there is no other.
    pub leaves: Option<&'static str>,
}

impl Under {
    /// Finds out; `once` is the form's own key.
    ///
    /// # Errors
    /// When the database fails, or nobody is signed in.
    pub async fn of(
        visit: &mut Visit,
        words: &Translations,
        (community, usual): (&Community, Option<&Persona>),
        spot: Spot,
        once: &str,
    ) -> Result<Self, Error> {
        let worn = match spot {
            Spot::Start => None,
            Spot::In(thread) => forum::name_in(&mut visit.tx, &visit.journal, community.id, thread).await?,
            Spot::Over(name) => personas::get(&mut visit.tx, name).await?,
        };
        let one_time = worn.as_ref().is_some_and(|name| visit.journal.last_day(name.id).is_some());
        let offered = match worn {
            None => offered(visit, community, spot, once).await?,
            Some(_) => None,
        };
        let (lamp, line) = named(visit, words, community, worn.as_ref(), usual).await?;
        let leaves = if one_time { None } else { leaves(visit, community).await? };
        Ok(Self { lamp, line, offered, one_time, leaves })
    }
}

/// The name and its lamp: one that wrote here before, the usual one, or the one that is proposed.
async fn named(
    visit: &mut Visit,
    words: &Translations,
    community: &Community,
    worn: Option<&Persona>,
    usual: Option<&Persona>,
) -> Result<(Option<i64>, String), Error> {
    let Some(name) = worn.or(usual) else {
        let member = visit.member()?;
        let name = personas::proposed(&mut visit.tx, &member, community).await?;
        return Ok((None, words.say_with("name-you-will-be", ("name", name))));
    };
    let key = match () {
        () if visit.journal.last_day(name.id).is_some() => "name-you-are-once",
        () if visit.journal.has_retired(name.id) => "name-you-are-still",
        () => "name-you-are",
    };
    Ok((Some(name.id.0.rem_euclid(12)), words.say_with(key, ("name", &name.name))))
}

/// A house's people know each other: a nickname is the way there.
async fn offered(
    visit: &mut Visit,
    community: &Community,
    spot: Spot,
    once: &str,
) -> Result<Option<String>, Error> {
    let scope = match spot {
        Spot::In(thread) => Some(thread.0),
        Spot::Start => forms::once_tag(once).map(forum::scope),
        Spot::Over(_) => None,
    };
    let Some(scope) = scope.filter(|_| community.audience != Audience::House) else { return Ok(None) };
    let member = visit.member()?;
    Ok(Some(personas::proposed_once(&mut visit.tx, &member, community, scope).await?))
}

async fn leaves(visit: &mut Visit, community: &Community) -> Result<Option<&'static str>, Error> {
    let alone = community.is_local() && audience::servers(visit).await? == 1;
    Ok(match community.audience {
        Audience::House => Some("leaves-never"),
        Audience::Circle if alone => None,
        Audience::Circle | Audience::Open => Some("leaves-at-once"),
    })
}

/// The choices of when other servers get it, each with its value in the form and the key of its words.
pub const PACES: [(Pace, &str, &str); 3] =
    [(Pace::Careful, "", "pace-careful"), (Pace::NextDay, "day", "pace-day"), (Pace::Now, "now", "pace-now")];

/// The choice that a form sent.
#[must_use]
pub fn pace(sent: &str) -> Pace {
    PACES.iter().find(|(_, value, _)| *value == sent).map_or(Pace::Careful, |(pace, ..)| *pace)
}
