//! PostgreSQL's own search, and the comparing of three letters at a time that Lemmy searches with.

use store::{Database, Tx};

use super::{Built, build, copy_texts, page};
use crate::search::quality::{Contender, Hit};

/// `websearch_to_tsquery` over a GIN index.
pub struct FullText<'d>(pub &'d Database);

/// `ILIKE` over a GIN index of trigrams, the words in their order with anything between, newest first: as Lemmy asks.
pub struct Like<'d>(pub &'d Database);

/// The same index, asked for what resembles the words most.
pub struct Similar<'d>(pub &'d Database);

/// Builds the index of words.
pub async fn words(database: &Database) -> Built {
    copy_texts(database).await;
    let statements = [
        "ALTER TABLE rival_texts ADD COLUMN words tsvector GENERATED ALWAYS AS \
         (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')) STORED",
        "CREATE INDEX rival_words ON rival_texts USING gin (words)",
    ];
    build(database, &statements, SIZE).await
}

/// Builds the index of trigrams.
pub async fn letters(database: &Database) -> Built {
    let statements = [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE INDEX rival_letters ON rival_texts USING gin (title gin_trgm_ops, body gin_trgm_ops)",
    ];
    build(database, &statements, SIZE).await
}

/// Begins a question that nobody waits for longer than this.
async fn patient(database: &Database) -> Tx {
    let mut tx = database.read().await.expect("the database can be read");
    tx.sql("SET LOCAL statement_timeout = '500ms'").execute().await.expect("PostgreSQL knows patience");
    tx
}

const SIZE: &str = "SELECT pg_total_relation_size('rival_texts')";

impl Contender for FullText<'_> {
    async fn first_page(&self, typed: &str) -> Option<Vec<Hit>> {
        page(
            patient(self.0).await,
            "SELECT thread_id, id, ts_headline('english', body, query) FROM ( \
             SELECT thread_id, id, body, query, ts_rank_cd(words, query) AS rank \
             FROM rival_texts, websearch_to_tsquery('english', $1) AS query \
             WHERE words @@ query ORDER BY rank DESC, id LIMIT 10) AS best ORDER BY rank DESC, id",
            typed.to_owned(),
        )
        .await
    }
}

impl Contender for Like<'_> {
    async fn first_page(&self, typed: &str) -> Option<Vec<Hit>> {
        let pattern = format!("%{}%", typed.replace(' ', "%"));
        page(
            patient(self.0).await,
            "SELECT thread_id, id, body FROM rival_texts WHERE title ILIKE $1 OR body ILIKE $1 \
             ORDER BY id DESC LIMIT 10",
            pattern,
        )
        .await
    }
}

impl Contender for Similar<'_> {
    async fn first_page(&self, typed: &str) -> Option<Vec<Hit>> {
        page(
            patient(self.0).await,
            "SELECT thread_id, id, body FROM rival_texts WHERE $1 <% title OR $1 <% body \
             ORDER BY least($1 <<-> title, $1 <<-> body), id LIMIT 10",
            typed.to_owned(),
        )
        .await
    }
}
