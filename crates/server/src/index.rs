//! `porchlight search`: how the index of the search stands, and building it anew; and the words that mean the same here.

use std::{path::Path, sync::Arc};

use clap::Subcommand;
use search::{Search, Status, Synonyms};
use serde_json::{Value, json};
use store::{Chance, Clock, Database};

use crate::{Outcome, config::Config};

/// What can be done with the index.
#[derive(Subcommand)]
pub enum Index {
    /// Say how many texts can be found, how far the index is behind, and what it takes on the disk.
    #[command(after_help = "Example: porchlight search status --json")]
    Status {
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Have the running server build the index anew; until it is whole the old one answers.
    #[command(after_help = "Example: porchlight search rebuild")]
    Rebuild,
}

/// Does it.
///
/// # Errors
/// When the database or the index cannot be read, or the wish cannot be left for the server.
pub async fn run(config: &Config, action: Index) -> Outcome {
    let database = Database::open_as_it_is(&config.engine(), Clock::system(), Chance::system()).await?;
    let search = open(Arc::new(database), &config.data)?;
    match action {
        Index::Status { json: false } => {
            as_words(&search.status().await?).iter().for_each(|line| println!("{line}"))
        }
        Index::Status { json: true } => println!("{}", as_json(&search.status().await?)),
        Index::Rebuild => {
            search.wish_for_rebuild()?;
            println!(
                "The server builds the index anew as soon as it runs. `porchlight search status` says how far it is."
            );
        }
    }
    Ok(())
}

/// The search of the server whose data lies in `data`.
///
/// # Errors
/// When its folder cannot be made, or the operator's file of words cannot be understood.
pub fn open(database: Arc<Database>, data: &Path) -> Outcome<Search> {
    Ok(Search::open(database, &data.join("search"), words(data)?)?)
}

/// The words that mean the same: the operator's file, or else those that come with the program.
fn words(data: &Path) -> Outcome<Synonyms> {
    let file = data.join("search_words.toml");
    match std::fs::read_to_string(&file) {
        Ok(text) => Ok(Synonyms::from_toml(&text)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Synonyms::default()),
        Err(error) => Err(format!("cannot read {}: {error}", file.display()).into()),
    }
}

fn as_json(status: &Status) -> Value {
    json!({
        "texts": status.texts,
        "behind": status.behind,
        "bytes": status.bytes,
        "rebuilding": status.filling.map(|progress| json!({ "done": progress.done, "all": progress.all })),
    })
}

fn as_words(status: &Status) -> Vec<String> {
    let found = match status.texts {
        Some(texts) => format!("{texts} texts can be found; {} changes wait to be taken in", status.behind),
        None => "there is no index yet: the server builds it when it runs".to_owned(),
    };
    let building = status
        .filling
        .map(|progress| format!("it is built anew: {} of about {}", progress.done, progress.all));
    [Some(found), building, Some(format!("{} bytes on the disk", status.bytes))]
        .into_iter()
        .flatten()
        .collect()
}
