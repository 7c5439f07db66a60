//! Puts talks into the database of a server that nobody serves: two hundred communities, a tenth of them houses.

use std::{path::Path, sync::Arc};

use members::{Audience, HashingCost, Member};
use store::{Database, Engine};

use super::texts::{TEXTS, Writer};
use crate::seed::{self, Planted, Talk};

const COMMUNITIES: usize = 200;
/// Talks that are kept at once.
const BATCH: usize = 500;

/// A filled database, and somebody who may read all of it.
pub struct Ground {
    pub database: Arc<Database>,
    pub member: Member,
    /// The value of their session cookie.
    pub session: String,
    communities: Vec<store::CommunityId>,
    people: Vec<Vec<i64>>,
}

impl Ground {
    /// A new server with its communities.
    pub async fn new(engine: &Engine, data: &Path) -> Self {
        let (database, members) = seed::opened(engine, data, HashingCost::CHEAP).await;
        let (member, session) = seed::operator(&members).await;
        let audience = |number| if number % 10 == 9 { Audience::House } else { Audience::Circle };
        let (_, communities) = seed::found(&database, &member, COMMUNITIES, audience).await;
        let people = seed::people(&database, &communities).await;
        Self { database, member, session, communities, people }
    }

    /// Plants these talks; answers where they stand.
    pub async fn plant(&self, talks: &[Talk]) -> Vec<Planted> {
        let mut planted = Vec::new();
        for (batch, talks) in talks.chunks(BATCH).enumerate() {
            planted.extend(self.batch(batch * BATCH, talks, forum::text::render).await);
        }
        planted
    }

    /// Plants so many texts of a writer. They have no markup, so none is rendered.
    pub async fn grow(&self, writer: &Writer, texts: usize) {
        let talks = texts / TEXTS;
        for start in (0..talks).step_by(BATCH) {
            let some: Vec<Talk> = (start..talks.min(start + BATCH)).map(|_| writer.talk()).collect();
            self.batch(start, &some, |body| format!("<p>{body}</p>")).await;
        }
    }

    async fn batch(&self, start: usize, talks: &[Talk], render: fn(&str) -> String) -> Vec<Planted> {
        let mut tx = self.database.write().await.expect("the database takes a batch");
        let mut planted = Vec::new();
        for (talk, number) in talks.iter().zip(start..) {
            let place = number % COMMUNITIES;
            let (community, people) = (self.communities[place], &self.people[place]);
            planted.push(seed::plant(&mut tx, number, community, people, talk, render).await);
        }
        tx.commit().await.expect("a batch is kept");
        planted
    }
}
