//! Who can read a community, said in numbers wherever somebody decides or writes.

use std::collections::HashMap;

use federation::status::{self, Following};
use members::{Audience, Community, belonging};
use store::CommunityId;

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
            let numbers = Numbers::of(visit, std::slice::from_ref(community)).await?;
            words.say_with("audience-readers-house", ("count", numbers.people(community)))
        }
    })
}

/// How many people and servers some communities are for, read at once.
pub struct Numbers {
    people: HashMap<CommunityId, i64>,
    servers: i64,
}

impl Numbers {
    /// Reads them, with as many statements for many communities as for one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(visit: &mut Visit, communities: &[Community]) -> Result<Self, Error> {
        let people = belonging::people(&mut visit.tx, communities).await?;
        Ok(Self { people, servers: servers(visit).await? })
    }

    /// The facts about a community's audience, each in a few words: "10 people", "3 servers".
    #[must_use]
    pub fn say(&self, words: &Translations, community: &Community) -> Vec<String> {
        let people = Some(self.people(community)).filter(|people| *people > 0);
        let circle = community.audience == Audience::Circle && community.is_local();
        let said = [
            people.map(|people| words.say_with("audience-people", ("count", people))),
            circle.then(|| words.say_with("audience-servers", ("count", self.servers))),
            (!community.is_local()).then(|| words.say_with("name-from-server", ("server", &community.host))),
        ];
        said.into_iter().flatten().collect()
    }

    fn people(&self, community: &Community) -> i64 {
        self.people.get(&community.id).copied().unwrap_or(0)
    }
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
