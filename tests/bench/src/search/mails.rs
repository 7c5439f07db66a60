//! Real mails, and questions whose answers are known: what Porchlight finds, beside what others find.

use rig::Place;
use store::Database;

use super::{
    Options,
    known_items::{self, From, Half, KnownItem},
    planting::Ground,
    porchlight::Porchlight,
    quality::{Exam, Marks},
    rivals::{
        Built,
        fts5::{self, Fts5, Words},
        postgres::{self, FullText, Like, Similar},
    },
};
use crate::{
    report::Report,
    seed::{Planted, Talk},
};

/// The other words for the same thing that come with the program.
const ALIKE: &str = include_str!("../../../../frontend/data/search_words.toml");

/// Prints `mrr_plain`, `mrr_misspelt` and a table of all who were asked, each as soon as they answered.
pub async fn measure(talks: &[Talk], options: &Options, report: &mut Report) {
    let half = if options.looked { Half::Looked } else { Half::Judged };
    let items = known_items::make(talks, &alike(), half);
    introduce(talks, &items, report);
    report.line(&row(&HEAD));
    report.line(&row(&["---"; 9]));
    let ours = sqlite(talks, &items, options.ours, report).await;
    if std::env::var("TEST_POSTGRES_URL").is_err() {
        report.remark("TEST_POSTGRES_URL names no PostgreSQL, so it was not asked");
    } else if !options.ours {
        on_postgres(talks, &items, report).await;
    }
    report.figure("mrr_plain", ours.plain, "");
    report.figure("mrr_misspelt", ours.misspelt, "");
    report.figure("mrr_synonyms", ours.synonyms, "");
    for (item, place) in ours.missed.iter().filter(|_| options.missed) {
        let place = place.map_or("not found".to_owned(), |place| (place + 1).to_string());
        let spelt = if item.misspelt { "misspelt" } else { "plain" };
        report.line(&format!("{:?} {spelt} {place}: {}", item.from, item.typed));
    }
}

fn introduce(talks: &[Talk], items: &[KnownItem], report: &Report) {
    let texts: usize = talks.iter().map(|talk| 1 + talk.comments.len()).sum();
    let count =
        |from, misspelt| items.iter().filter(|item| item.from == from && item.misspelt == misspelt).count();
    report.remark(&format!(
        "{texts} texts in {} threads; {} questions from subjects and {} from sentences, {} of them again misspelt; {} with synonyms",
        talks.len(),
        count(From::Subject, false),
        count(From::Sentence, false),
        count(From::Subject, true) + count(From::Sentence, true),
        count(From::Synonym, false),
    ));
}

const HEAD: [&str; 9] =
    ["search", "plain", "misspelt", "synonyms", "p50 ms", "p99 ms", "gave up", "index MB", "texts/s indexed"];

/// Names of one word for the same thing.
fn alike() -> Vec<Vec<String>> {
    let file: toml::Table = ALIKE.parse().expect("the file is well formed");
    let lists = file["same"].as_array().expect("lists of words").iter().filter_map(toml::Value::as_array);
    let single = |word: &toml::Value| word.as_str().filter(|word| !word.contains(' ')).map(str::to_lowercase);
    lists.map(|list| list.iter().filter_map(single).collect()).collect()
}

/// Ours and FTS5, in one SQLite.
async fn sqlite(talks: &[Talk], items: &[KnownItem], only_ours: bool, report: &mut Report) -> Marks {
    let place = Place::sqlite();
    let ground = Ground::new(&place.engine, &place.data).await;
    let planted = ground.plant(talks).await;
    let exam = Exam { talks, planted: &planted, items };
    let (porchlight, built) = Porchlight::fresh(&ground.database, &place.data, ground.member.clone()).await;
    let ours = exam.sit(&porchlight).await;
    tell(report, "porchlight_sqlite", "Porchlight on SQLite", &ours, &built);
    if only_ours {
        return ours;
    }
    let built = fts5::made(&ground.database).await;
    for (figure, name, words) in
        [("fts5_all", "FTS5, every word", Words::All), ("fts5_any", "FTS5, any word, by bm25", Words::Any)]
    {
        tell(report, figure, name, &exam.sit(&Fts5(&ground.database, words)).await, &built);
    }
    ours
}

/// Ours and what PostgreSQL has, in one database.
async fn on_postgres(talks: &[Talk], items: &[KnownItem], report: &mut Report) {
    let place = Place::postgres().await;
    let ground = Ground::new(&place.engine, &place.data).await;
    let planted: Vec<Planted> = ground.plant(talks).await;
    let exam = Exam { talks, planted: &planted, items };
    let (porchlight, built) = Porchlight::fresh(&ground.database, &place.data, ground.member.clone()).await;
    tell(report, "porchlight_postgres", "Porchlight on PostgreSQL", &exam.sit(&porchlight).await, &built);
    let database: &Database = &ground.database;
    let built = postgres::words(database).await;
    let marks = exam.sit(&FullText(database)).await;
    tell(report, "postgres_words", "PostgreSQL `websearch_to_tsquery`, GIN", &marks, &built);
    let built = postgres::letters(database).await;
    tell(report, "trigrams_like", "`pg_trgm`, `ILIKE` as in Lemmy", &exam.sit(&Like(database)).await, &built);
    tell(report, "trigrams_similar", "`pg_trgm`, most similar", &exam.sit(&Similar(database)).await, &built);
}

/// One row of the table; in JSON one line a cell.
fn tell(report: &mut Report, figure: &str, name: &str, marks: &Marks, built: &Built) {
    let cells = [
        ("mrr_plain", marks.plain, ""),
        ("mrr_misspelt", marks.misspelt, ""),
        ("mrr_synonyms", marks.synonyms, ""),
        ("p50_ms", marks.times.p50(), "ms"),
        ("p99_ms", marks.times.p99(), "ms"),
        ("gave_up", marks.unanswered as f64, "questions"),
        ("index_mb", built.index_mb, "MB"),
        ("index_rate", built.texts_per_second, "texts/s"),
    ];
    let mut shown = vec![name.to_owned()];
    for (cell, value, unit) in cells {
        report.datum(&format!("{figure}_{cell}"), value, unit);
        shown.push(format!("{:.*}", if unit.is_empty() { 2 } else { usize::from(value < 100.0) }, value));
    }
    report.line(&format!("| {} |", shown.join(" | ")));
}

fn row(cells: &[&str; 9]) -> String {
    format!("| {} |", cells.join(" | "))
}
