//! A large forum: how soon its first page of results comes while eight search at once, and what that costs.
//!
//! What is measured runs as a process of its own, so that its memory is that of a search and of nothing else.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Chance;
use tokio::process::Command;

use super::{
    Options,
    child::{self, Stage},
    planting::Ground,
    race,
    texts::Writer,
};
use crate::{report::Report, seed::Talk};

/// How many different questions are asked.
const QUESTIONS: usize = 20_000;
/// A seed for the texts, another for the questions: these must not follow from those.
const SEEDS: [u64; 2] = [1, 2];

/// Prints the figures of a forum of a tenth of the texts, and of all of them.
pub async fn measure(options: &Options, texts: usize, talks: &[Talk], report: &mut Report) {
    let small = one(options, talks, texts / 10).await;
    remark(report, &small, texts / 10);
    let large = one(options, talks, texts).await;
    remark(report, &large, texts);
    for (figure, unit) in [
        ("search_p50_ms", "ms"),
        ("search_p99_ms", "ms"),
        ("index_rate", "texts/s"),
        ("index_mb", "MB"),
        ("search_load_mb", "MB"),
        ("rebuild_load_mb", "MB"),
        ("search_rps", "pages/s"),
        ("search_alone_p50_ms", "ms"),
        ("search_alone_p99_ms", "ms"),
        ("search_misspelt_p50_ms", "ms"),
        ("search_misspelt_p99_ms", "ms"),
        ("naughty_slowest_ms", "ms"),
        ("naughty_from_100_ms", "queries"),
    ] {
        report.figure(figure, number(&large, figure), unit);
    }
    let growth = number(&large, "search_p99_ms") / number(&small, "search_p99_ms");
    report.figure("search_growth_ratio", growth, "times");
}

fn number(told: &Value, figure: &str) -> f64 {
    told[figure].as_f64().unwrap_or(f64::NAN)
}

fn remark(report: &Report, told: &Value, texts: usize) {
    report.remark(&format!("{texts} texts: {told}"));
}

/// Fills a forum of so many texts unless it is there, indexes it, and lets others search it.
async fn one(options: &Options, talks: &[Talk], texts: usize) -> Value {
    let folder = match &options.folder {
        Some(folder) => folder.join(texts.to_string()),
        None => std::env::temp_dir().join(format!("porchlight-bench-{}", Chance::system().code(8))),
    };
    if !child::questions_file(&folder).exists() {
        fill(&folder, talks, texts).await;
    }
    let mut told = json!({});
    for stage in [Stage::Index, Stage::Search] {
        let figures = run(&folder, stage, options.seconds).await;
        told.as_object_mut().expect("an object").extend(figures.as_object().expect("an object").clone());
    }
    if options.folder.is_none() {
        std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    }
    told
}

async fn fill(folder: &Path, talks: &[Talk], texts: usize) {
    let ground = Ground::new(&child::engine(folder), folder).await;
    ground.grow(&Writer::new(talks, SEEDS[0]), texts).await;
    ground.database.fold().await.expect("what was written is folded in");
    ground.database.close().await;
    let asking = Writer::new(talks, SEEDS[1]);
    let questions: Vec<String> =
        (0..QUESTIONS).map(|number| asking.question(1 + number % race::WORDS)).collect();
    child::leave(folder, &ground.session, &questions);
}

/// One stage in a process of its own; it answers figures.
async fn run(folder: &Path, stage: Stage, seconds: u64) -> Value {
    let this: PathBuf = std::env::current_exe().expect("this program has a path");
    let mut command = Command::new(this);
    command
        .args(["search", "--stage", stage.name(), "--seconds", &seconds.to_string(), "--folder"])
        .arg(folder);
    command.stderr(std::process::Stdio::inherit());
    let told = command.kill_on_drop(true).output().await.expect("this program runs");
    assert!(told.status.success(), "the stage {} failed", stage.name());
    serde_json::from_slice(&told.stdout).expect("a stage answers JSON")
}
