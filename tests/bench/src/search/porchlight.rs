//! Porchlight's own search, asked as a page asks it.

use std::{path::Path, sync::Arc, time::Instant};

use members::{Member, Viewer};
use search::{Order, Question, Search, Synonyms, What};
use store::{Database, Ids};

use super::{
    memory,
    quality::{Contender, Hit},
    rivals::Built,
};

/// The search of a server that nobody serves.
pub struct Porchlight {
    database: Arc<Database>,
    search: Search,
    member: Member,
    /// The memory of the process when it was opened.
    pub opened_mb: f64,
}

impl Porchlight {
    /// The index that is there.
    pub fn open(database: &Arc<Database>, data: &Path, member: Member) -> Self {
        let search = opened(database, data);
        Self { database: database.clone(), search, member, opened_mb: memory::now() }
    }

    /// A new index, and what it took.
    pub async fn fresh(database: &Arc<Database>, data: &Path, member: Member) -> (Self, Built) {
        let built = Self::build(database, data).await;
        (Self::open(database, data, member), built)
    }

    /// Builds the index as a server does that has none.
    pub async fn build(database: &Arc<Database>, data: &Path) -> Built {
        let search = opened(database, data);
        let started = Instant::now();
        search.rebuild().await.expect("the index is built");
        let seconds = started.elapsed().as_secs_f64();
        // The first hour's work leaves it as it is searched from then on.
        search.catch_up().await.expect("the index is kept up");
        let status = search.status().await.expect("the index tells how it stands");
        let texts = status.texts.expect("there is an index") as f64;
        Built { index_mb: status.bytes as f64 / 1_000_000.0, texts_per_second: texts / seconds }
    }
}

fn opened(database: &Arc<Database>, data: &Path) -> Search {
    Search::open(database.clone(), &data.join("search"), Synonyms::default()).expect("the search opens")
}

impl Contender for Porchlight {
    async fn first_page(&self, typed: &str) -> Option<Vec<Hit>> {
        let mut tx = self.database.read().await.expect("the database can be read");
        let viewer = Viewer::of(&mut tx, &self.member).await.expect("the member's journal is read");
        let question = Question { words: typed.to_owned(), order: Order::Relevance, after: None };
        let found = self.search.find(&mut tx, &viewer, &Ids(Vec::new()), &question).await;
        let hits = found.expect("the search answers").hits.into_iter();
        Some(hits.filter_map(|hit| place(hit.what)).collect())
    }
}

fn place(what: What) -> Option<Hit> {
    match what {
        What::Thread { thread } => Some(Hit { thread: thread.0, text: thread.0 }),
        What::Comment { thread, comment } => Some(Hit { thread: thread.0, text: comment.0 }),
        What::Community | What::Guideline { .. } => None,
    }
}
