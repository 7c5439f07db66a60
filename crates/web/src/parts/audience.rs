//! Who can read a community, said in numbers wherever somebody decides or writes.

use federation::status::{self, Following};
use members::{Audience, Community, belonging, organisations};

use crate::{Error, parts::around::Around, translations::Translations, viewer::Visit};

/// "People on 3 servers can read this": for whoever is about to write.
///
/// # Errors
/// When the database fails.
pub async fn readers(visit: &mut Visit, community: &Community) -> Result<String, Error> {
    let words = visit.page.t.clone();
    Ok(match community.audience {
        Audience::Open => words.say("audience-readers-open").to_owned(),
        Audience::Circle if community.is_local() => {
            words.say_with("audience-readers-circle", ("count", servers(visit).await?))
        }
        Audience::Circle => {
            let around = Around::new(&words, "audience-readers-their-circle", "server");
            format!("{}{}{}", around.before, community.host, around.after)
        }
        Audience::House => {
            words.say_with("audience-readers-house", ("count", people(visit, community).await?))
        }
    })
}

/// The facts about a community's audience, each in a few words: "Circle", "10 people", "3 servers".
///
/// # Errors
/// When the database fails.
pub async fn tags(visit: &mut Visit, community: &Community) -> Result<Vec<String>, Error> {
    let words = visit.page.t.clone();
    let mut tags = vec![words.say(key(community.audience)).to_owned()];
    let people = people(visit, community).await?;
    if people > 0 {
        tags.push(words.say_with("audience-people", ("count", people)));
    }
    if community.audience == Audience::Circle && community.is_local() {
        tags.push(words.say_with("audience-servers", ("count", servers(visit).await?)));
    }
    if !community.is_local() {
        tags.push(words.say_with("name-from-server", ("server", &community.host)));
    }
    Ok(tags)
}

/// How many people here are meant: those who can read a house community, those who joined any other.
async fn people(visit: &mut Visit, community: &Community) -> Result<i64, Error> {
    Ok(match (community.audience, community.organisation_id) {
        (Audience::House, Some(organisation)) => organisations::people(&mut visit.tx, organisation).await?,
        _ => belonging::count(&mut visit.tx, community.id).await?,
    })
}

/// The key of an audience's name.
#[must_use]
pub fn key(audience: Audience) -> &'static str {
    match audience {
        Audience::House => "audience-house",
        Audience::Circle => "audience-circle",
        Audience::Open => "audience-open",
    }
}

/// What an audience means, for the form that founds a community.
#[must_use]
pub fn explained(words: &Translations, audience: Audience, servers: i64) -> String {
    match audience {
        Audience::House => words.say("audience-house-choice").to_owned(),
        Audience::Circle => words.say_with("audience-circle-choice", ("count", servers)),
        Audience::Open => words.say("audience-open-long").to_owned(),
    }
}

/// How many servers our circle has, this one included.
///
/// # Errors
/// When the database fails.
pub async fn servers(visit: &mut Visit) -> Result<i64, Error> {
    Ok(status::servers(&mut visit.tx).await?)
}

/// How our request to take part in another server's community stands, in words, while it is not settled.
///
/// # Errors
/// When the database fails.
pub async fn following(visit: &mut Visit, community: &Community) -> Result<Option<String>, Error> {
    if community.is_local() {
        return Ok(None);
    }
    let key = match status::following(&mut visit.tx, community.id).await? {
        Some(Following::Pending) => "community-pending",
        Some(Following::Refused) => "community-refused",
        Some(Following::Accepted) | None => return Ok(None),
    };
    Ok(Some(visit.page.t.say_with(key, ("server", &community.host))))
}
