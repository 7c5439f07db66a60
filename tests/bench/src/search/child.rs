//! One stage of the large forum, alone in its process.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;
use members::HashingCost;
use serde_json::{Value, json};
use store::{Chance, Database, Engine};

use super::{
    memory::Watch,
    misspelling::misspelt,
    naughty,
    porchlight::Porchlight,
    race::{self, Race, SEARCHERS},
};
use crate::seed;

/// What a process of its own does.
#[derive(Clone, Copy, ValueEnum)]
pub enum Stage {
    /// Builds the index of a filled forum.
    Index,
    /// Searches in it.
    Search,
}

impl Stage {
    /// As the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Search => "search",
        }
    }
}

/// The database of a large forum.
pub fn engine(folder: &Path) -> Engine {
    Engine::Sqlite(folder.join("porchlight.sqlite"))
}

/// Where the questions stand; it is written last, so a forum that has it is whole.
pub fn questions_file(folder: &Path) -> PathBuf {
    folder.join("questions.json")
}

/// Leaves for later processes what they ask, and as whom.
pub fn leave(folder: &Path, session: &str, questions: &[String]) {
    let left = json!({ "session": session, "questions": questions }).to_string();
    std::fs::write(questions_file(folder), left).expect("the questions can be kept");
}

/// Runs the stage and prints its figures as one JSON object.
pub async fn run(stage: Stage, folder: &Path, seconds: u64) {
    let left = std::fs::read(questions_file(folder)).expect("the forum is filled");
    let left: Value = serde_json::from_slice(&left).expect("the questions are JSON");
    let session = left["session"].as_str().expect("a session");
    let (database, members) = seed::opened(&engine(folder), folder, HashingCost::CHEAP).await;
    let member = members.member(session).await.expect("sessions are read").expect("the session lasts");
    let figures = match stage {
        Stage::Index => index(&database, folder).await,
        Stage::Search => {
            let questions: Vec<String> =
                serde_json::from_value(left["questions"].clone()).expect("a list of questions");
            search(Porchlight::open(&database, folder, member), questions, seconds).await
        }
    };
    println!("{figures}");
}

async fn index(database: &Arc<Database>, folder: &Path) -> Value {
    let watch = Watch::start();
    let built = Porchlight::build(database, folder).await;
    json!({ "index_rate": built.texts_per_second, "index_mb": built.index_mb, "rebuild_load_mb": watch.most() })
}

async fn search(porchlight: Porchlight, questions: Vec<String>, seconds: u64) -> Value {
    let (porchlight, questions) = (Arc::new(porchlight), Arc::new(questions));
    race::run(&porchlight, &questions, SEARCHERS, seconds.div_ceil(4)).await;
    let watch = Watch::start();
    let race = race::run(&porchlight, &questions, SEARCHERS, seconds).await;
    let most = watch.most();
    let alone = race::run(&porchlight, &questions, 1, seconds.div_ceil(2)).await;
    let slips = race::run(&porchlight, &slipped(&questions), SEARCHERS, seconds.div_ceil(2)).await;
    let naughty = naughty::ask(&*porchlight, &naughty_ones(&questions)).await;
    let by_words: Vec<Value> =
        race.by_words.iter().map(|times| json!([round(times.p50()), round(times.p99())])).collect();
    let Race { all, rate, .. } = race;
    json!({
        "search_p50_ms": all.p50(), "search_p99_ms": all.p99(), "search_slowest_ms": all.slowest(),
        "search_rps": rate, "search_load_mb": most, "p50_p99_by_words": by_words,
        "search_alone_p50_ms": alone.all.p50(), "search_alone_p99_ms": alone.all.p99(),
        "search_misspelt_p50_ms": slips.all.p50(), "search_misspelt_p99_ms": slips.all.p99(),
        "naughty_slowest_ms": naughty.slowest(), "naughty_from_100_ms": naughty.from(100),
        "naughty_asked": naughty.len(), "opened_mb": porchlight.opened_mb,
    })
}

fn round(milliseconds: f64) -> f64 {
    (milliseconds * 100.0).round() / 100.0
}

/// The same questions, with a slip in a word that is long enough.
fn slipped(questions: &[String]) -> Arc<Vec<String>> {
    let chance = Chance::seeded(4);
    let slip = |typed: &String| {
        let mut words: Vec<String> = typed.split(' ').map(str::to_owned).collect();
        let word = words.iter_mut().find(|word| word.chars().count() >= 5)?;
        *word = misspelt(word, &chance);
        Some(words.join(" "))
    };
    Arc::new(questions.iter().filter_map(slip).collect())
}

fn naughty_ones(questions: &[String]) -> Vec<String> {
    let words: Vec<String> =
        questions.iter().flat_map(|typed| typed.split(' ')).take(5_000).map(str::to_owned).collect();
    naughty::listed().into_iter().chain(naughty::random(&words)).collect()
}
