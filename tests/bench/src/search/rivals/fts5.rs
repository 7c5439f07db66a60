//! SQLite's FTS5 with its English stemmer.

use store::Database;

use super::{Built, build, copy_texts, page};
use crate::search::quality::{Contender, Hit};

/// Whether a text must have all words or any of them.
#[derive(Clone, Copy)]
pub enum Words {
    All,
    Any,
}

/// FTS5 in an open database.
pub struct Fts5<'d>(pub &'d Database, pub Words);

/// Builds it.
pub async fn made(database: &Database) -> Built {
    copy_texts(database).await;
    let statements = [
        "CREATE VIRTUAL TABLE rival_words USING fts5(title, body, content='rival_texts', content_rowid='id', \
         tokenize='porter unicode61 remove_diacritics 2')",
        "INSERT INTO rival_words (rival_words) VALUES ('rebuild')",
    ];
    build(database, &statements, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        .await
}

impl Contender for Fts5<'_> {
    async fn first_page(&self, typed: &str) -> Option<Vec<Hit>> {
        let words: Vec<String> =
            typed.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        let typed = words.join(match self.1 {
            Words::All => " ",
            Words::Any => " OR ",
        });
        let tx = self.0.read().await.expect("the database can be read");
        page(
            tx,
            "SELECT rival_texts.thread_id, rival_texts.id, snippet(rival_words, 1, '', '', '…', 30) FROM rival_words \
             JOIN rival_texts ON rival_texts.id = rival_words.rowid \
             WHERE rival_words MATCH $1 ORDER BY bm25(rival_words, 2.0, 1.0) LIMIT 10",
            typed,
        )
        .await
    }
}
