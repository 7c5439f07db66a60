//! Real mails, and questions whose answers are known: what Porchlight finds, beside what others find.

use rig::Place;
use store::Database;

use super::{
    known_items::{self, From, KnownItem},
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

/// Prints `mrr_plain`, `mrr_misspelt` and a table of all who were asked.
pub async fn measure(talks: &[Talk], missed: bool, report: &mut Report) {
    let items = known_items::make(talks, &alike());
    let texts: usize = talks.iter().map(|talk| 1 + talk.comments.len()).sum();
    let count = |from, misspelt| items.iter().filter(|item| item.from == from && item.misspelt == misspelt).count();
    report.remark(&format!(
        "{texts} texts in {} threads; {} questions from subjects and {} from sentences, {} of each misspelt; {} with synonyms",
        talks.len(),
        count(From::Subject, false),
        count(From::Sentence, false),
        count(From::Subject, true),
        count(From::Synonym, false),
    ));
    let mut table = vec![row(&HEAD), row(&["---"; 8])];
    let ours = sqlite(talks, &items, &mut table).await;
    if std::env::var("TEST_POSTGRES_URL").is_ok() {
        on_postgres(talks, &items, &mut table).await;
    } else {
        report.remark("TEST_POSTGRES_URL names no PostgreSQL, so it was not asked");
    }
    report.figure("mrr_plain", ours.plain, "");
    report.figure("mrr_misspelt", ours.misspelt, "");
    report.figure("mrr_synonyms", ours.synonyms, "");
    table.iter().for_each(|line| report.line(line));
    for (item, place) in ours.missed.iter().filter(|_| missed) {
        let place = place.map_or("not found".to_owned(), |place| (place + 1).to_string());
        report.line(&format!("{:?} {} {place}: {}", item.from, if item.misspelt { "misspelt" } else { "plain" }, item.typed));
    }
}

const HEAD: [&str; 8] =
    ["search", "plain", "misspelt", "synonyms", "p50 ms", "p99 ms", "index MB", "texts/s indexed"];

/// Names of one word for the same thing.
fn alike() -> Vec<Vec<String>> {
    let file: toml::Table = ALIKE.parse().expect("the file is well formed");
    let lists = file["same"].as_array().expect("lists of words").iter().filter_map(toml::Value::as_array);
    let single = |word: &toml::Value| word.as_str().filter(|word| !word.contains(' ')).map(str::to_lowercase);
    lists.map(|list| list.iter().filter_map(single).collect()).collect()
}

/// Ours and FTS5, in one SQLite.
async fn sqlite(talks: &[Talk], items: &[KnownItem], table: &mut Vec<String>) -> Marks {
    let place = Place::sqlite();
    let ground = Ground::new(&place).await;
    let planted = ground.plant(talks).await;
    let exam = Exam { talks, planted: &planted, items };
    let (porchlight, built) = Porchlight::fresh(&ground.members, &place.data, ground.member.clone()).await;
    let ours = exam.sit(&porchlight).await;
    table.push(line("Porchlight (on SQLite)", &ours, &built));
    let database: &Database = ground.members.database();
    let built = fts5::made(database).await;
    for (name, words) in [("FTS5, every word", Words::All), ("FTS5, any word, by bm25", Words::Any)] {
        table.push(line(name, &exam.sit(&Fts5(database, words)).await, &built));
    }
    ours
}

/// Ours and what PostgreSQL has, in one database.
async fn on_postgres(talks: &[Talk], items: &[KnownItem], table: &mut Vec<String>) {
    let place = Place::postgres().await;
    let ground = Ground::new(&place).await;
    let planted: Vec<Planted> = ground.plant(talks).await;
    let exam = Exam { talks, planted: &planted, items };
    let (porchlight, built) = Porchlight::fresh(&ground.members, &place.data, ground.member.clone()).await;
    table.push(line("Porchlight (on PostgreSQL)", &exam.sit(&porchlight).await, &built));
    let database: &Database = ground.members.database();
    let built = postgres::words(database).await;
    table.push(line("PostgreSQL `websearch_to_tsquery`, GIN", &exam.sit(&FullText(database)).await, &built));
    let built = postgres::letters(database).await;
    table.push(line("`pg_trgm`, `ILIKE` as in Lemmy", &exam.sit(&Like(database)).await, &built));
    table.push(line("`pg_trgm`, most similar", &exam.sit(&Similar(database)).await, &built));
}

fn line(name: &str, marks: &Marks, built: &Built) -> String {
    let cells = [
        name.to_owned(),
        format!("{:.2}", marks.plain),
        format!("{:.2}", marks.misspelt),
        format!("{:.2}", marks.synonyms),
        format!("{:.1}", marks.times.p50()),
        format!("{:.1}", marks.times.p99()),
        format!("{:.1}", built.index_mb),
        format!("{:.0}", built.texts_per_second),
    ];
    row(&cells.each_ref().map(String::as_str))
}

fn row(cells: &[&str; 8]) -> String {
    format!("| {} |", cells.join(" | "))
}
