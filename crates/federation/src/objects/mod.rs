//! Ours turned into theirs, and theirs into ours.

pub(crate) mod group;
pub(crate) mod incoming;
pub(crate) mod note;
pub(crate) mod notes;
pub(crate) mod page;
pub(crate) mod person;
pub(crate) mod published;
pub(crate) mod tombstone;

use members::{Audience, Community};
use serde_json::{Value, json};

use crate::{
    addresses::{Addresses, List, Place},
    own,
    wire::json::PUBLIC,
};

/// The vocabulary that our documents use.
pub(crate) fn context() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        "https://w3id.org/security/v1",
        {
            "discoverable": "http://joinmastodon.org/ns#discoverable",
            "featured": { "@id": "http://joinmastodon.org/ns#featured", "@type": "@id" },
            "indexable": "http://joinmastodon.org/ns#indexable",
            "Lock": "https://join-lemmy.org/ns#Lock",
            "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
            "sensitive": "as:sensitive",
        },
    ])
}

/// Where something belongs, as addresses.
#[derive(Clone, Debug)]
pub(crate) struct Belonging {
    /// The community's actor.
    pub(crate) group: String,
    /// Everybody, for an open community; for a circle's those who follow it.
    pub(crate) everybody: String,
    /// The community's followers, if it is ours.
    pub(crate) followers: Option<String>,
}

impl Belonging {
    /// The addresses of a community that is on the wire.
    pub(crate) fn of(addresses: &Addresses, community: &Community) -> Self {
        let group = own::community_address(addresses, community);
        let followers = community
            .is_local()
            .then(|| addresses.of(&Place::List(community.handle.clone(), List::Followers)));
        let everybody = match (community.audience, &followers) {
            (Audience::Open, _) => PUBLIC.to_owned(),
            (_, Some(followers)) => followers.clone(),
            (_, None) => group.clone(),
        };
        Self { group, everybody, followers }
    }
}
