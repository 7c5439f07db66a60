//! The demo's content, as `frontend/data/demo.toml` tells it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Everything the demo shows.
#[derive(Deserialize)]
pub struct Script {
    pub instances: Vec<House>,
    pub communities: Vec<Place>,
    pub people: Vec<Person>,
    pub threads: Vec<Thread>,
}

/// A server and the organisation that lives on it.
#[derive(Deserialize)]
pub struct House {
    pub key: String,
    pub name: String,
    pub organisation: String,
    pub house: bool,
}

/// A community; its key is its address.
#[derive(Deserialize)]
pub struct Place {
    pub key: String,
    pub instance: String,
    pub title: String,
    pub description: String,
    pub audience: String,
    pub founder: String,
    pub moderators: Vec<String>,
}

/// Somebody made up; the key is what they sign in with.
#[derive(Deserialize)]
pub struct Person {
    pub key: String,
    pub instance: String,
    pub passphrase: String,
    pub role: String,
    /// Community key → the name worn there.
    pub names: BTreeMap<String, String>,
}

/// A thread with its comments, oldest first.
#[derive(Deserialize)]
pub struct Thread {
    pub key: String,
    pub community: String,
    pub author: String,
    pub title: String,
    pub body: String,
    pub minutes_ago: i64,
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub comments: Vec<Comment>,
}

/// A comment.
#[derive(Deserialize)]
pub struct Comment {
    pub key: String,
    pub author: String,
    pub minutes_ago: i64,
    pub body: String,
    pub parent: Option<String>,
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A moment of the demo: a thread (`comment` is `None`) or one of its comments.
#[derive(Clone, Copy)]
pub struct Moment<'s> {
    pub thread: &'s Thread,
    pub comment: Option<&'s Comment>,
}

impl Moment<'_> {
    /// Who writes.
    pub fn author(&self) -> &str {
        self.comment.map_or(&self.thread.author, |comment| &comment.author)
    }

    /// How long before now.
    pub fn minutes_ago(&self) -> i64 {
        self.comment.map_or(self.thread.minutes_ago, |comment| comment.minutes_ago)
    }
}

impl Script {
    /// Reads the one that is part of the program.
    pub fn read() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../../frontend/data/demo.toml"))
    }

    /// Everything that is written, in the order in which it was written.
    pub fn moments(&self) -> Vec<Moment<'_>> {
        let mut moments: Vec<Moment> = Vec::new();
        for thread in &self.threads {
            moments.push(Moment { thread, comment: None });
            moments.extend(thread.comments.iter().map(|comment| Moment { thread, comment: Some(comment) }));
        }
        moments.sort_by_key(|moment| std::cmp::Reverse(moment.minutes_ago()));
        moments
    }

    /// The community with this key.
    pub fn place(&self, key: &str) -> Result<&Place, String> {
        self.communities
            .iter()
            .find(|place| place.key == key)
            .ok_or_else(|| format!("there is no community {key}"))
    }

    /// Who lives at a server.
    pub fn people_at<'s>(&'s self, instance: &'s str) -> impl Iterator<Item = &'s Person> {
        self.people.iter().filter(move |person| person.instance == instance)
    }

    /// Which communities a server hosts.
    pub fn hosted_at<'s>(&'s self, instance: &'s str) -> impl Iterator<Item = &'s Place> {
        self.communities.iter().filter(move |place| place.instance == instance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_whole() {
        let script = Script::read().unwrap();
        assert_eq!((script.instances.len(), script.communities.len(), script.people.len()), (2, 4, 12));
        let people: Vec<&str> = script.people.iter().map(|person| person.key.as_str()).collect();
        for moment in script.moments() {
            assert!(people.contains(&moment.author()));
            let community = &moment.thread.community;
            let author = script.people.iter().find(|person| person.key == moment.author()).unwrap();
            assert!(author.names.contains_key(community), "{} does not belong to {community}", author.key);
        }
    }
}
