//! The commands around backups, as an operator types them.

use std::{
    io::{BufRead, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use forum::media::Storage;
use members::sheet;
use serde_json::json;
use store::{Chance, Clock, Database, Engine};

use super::{
    hold::Hold,
    keys::{Key, KeyOptions},
    make::Source,
    manifest::Sums,
    moving, restore, upgrade, verify,
};
use crate::{
    Outcome, Settings,
    config::Config,
    instance::{Instance, Plan},
};

/// Makes a backup.
#[derive(clap::Args)]
pub struct Backup {
    #[command(flatten)]
    settings: Settings,
    /// The file to write. The sealed secrets are put beside it, as secrets.age.
    file: PathBuf,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Tries a backup.
#[derive(clap::Args)]
pub struct Verify {
    #[command(flatten)]
    settings: Settings,
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    key: KeyOptions,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Restores a backup.
#[derive(clap::Args)]
pub struct Restore {
    #[command(flatten)]
    settings: Settings,
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    key: KeyOptions,
    /// Put it in place of what is there. A backup of that is made first.
    #[arg(long)]
    replace: bool,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Moves to the other engine.
#[derive(clap::Args)]
pub struct MoveDb {
    #[command(flatten)]
    settings: Settings,
    /// A PostgreSQL address whose database is empty, or `sqlite`.
    #[arg(long)]
    to: String,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Upgrades the database.
#[derive(clap::Args)]
pub struct Migrate {
    #[command(flatten)]
    settings: Settings,
    /// Only say what would be done; the exit code is 1 when there is something.
    #[arg(long)]
    check: bool,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// The server's keys.
#[derive(Subcommand)]
pub enum Keys {
    /// Print a new house key sheet: eight words that open backups and the server's secrets after the machine is lost.
    #[command(after_help = "Example: porchlight keys sheet")]
    Sheet {
        /// Do not have a part typed back: for scripts.
        #[arg(long)]
        unasked: bool,
    },
}

/// `porchlight backup`
pub async fn backup(options: Backup) -> Outcome {
    let config = options.settings.read()?;
    let _hold = Hold::together(&config.data)?;
    let database = open(&config).await?;
    if !database.is_lived_in().await? {
        return Err("nobody lives here yet, so there is nothing to back up".into());
    }
    let storage = Storage::open(&config.pictures())?;
    let source = Source { database: &database, storage: &storage, data: &config.data };
    let made = source.back_up(&options.file).await?;
    database.close().await;
    if options.json {
        let mut told = told(&options.file, &made.sums);
        told["seconds"] = made.took.as_secs_f64().into();
        println!("{told}");
    } else {
        tell(false, &options.file, &made.sums, "Backed up and tried");
    }
    Ok(())
}

/// `porchlight verify-backup`
pub async fn verify(options: Verify) -> Outcome {
    let config = options.settings.read()?;
    let _hold = Hold::together(&config.data)?;
    let key = Key::find(&options.file, &config.data, &options.key)?;
    let sums = verify::try_out(&options.file, key.identity, &config.data).await?;
    tell(options.json, &options.file, &sums, "Whole and readable");
    Ok(())
}

/// `porchlight restore`
pub async fn restore(options: Restore) -> Outcome {
    let config = options.settings.read()?;
    let key = Key::find(&options.file, &config.data, &options.key)?;
    let restored =
        restore::restore(Plan::real(&config)?, Clock::system(), &options.file, key, options.replace).await?;
    tell(options.json, &options.file, &restored.sums, "Restored");
    if let (Some(before), false) = (restored.before, options.json) {
        println!("What was there before is kept in {}.", before.display());
    }
    if !options.json {
        println!("Everybody signs in again, with the passphrase of that day.");
    }
    Ok(())
}

/// `porchlight move-db`
pub async fn move_db(options: MoveDb) -> Outcome {
    let config = options.settings.read()?;
    let filled = moving::move_to(&config, &options.to).await?;
    let rows: u64 = filled.counts.values().sum();
    if options.json {
        println!("{}", json!({ "rows": rows, "tables": filled.counts }));
    } else {
        println!("Copied and counted: {rows} rows of {} tables.", filled.counts.len());
        println!("{}", moving::next_step(&options.to, &config));
    }
    Ok(())
}

/// `porchlight migrate`
pub async fn migrate(options: Migrate) -> Outcome {
    let config = options.settings.read()?;
    let _hold = Hold::together(&config.data)?;
    let pending = pending(&config).await?;
    if options.json {
        println!("{}", json!({ "pending": pending }));
    } else {
        pending.iter().for_each(|name| println!("{name}"));
    }
    match (pending.len(), options.check) {
        (0, _) => Ok(()),
        (count, true) => Err(format!("{count} migrations are still to be applied").into()),
        (_, false) => {
            upgrade::open(&Plan::real(&config)?, Clock::system(), Chance::system()).await?.close().await;
            Ok(())
        }
    }
}

/// What is still to be applied. A database that is not there yet is not made by looking.
async fn pending(config: &Config) -> Outcome<Vec<&'static str>> {
    if let Engine::Sqlite(file) = config.engine()
        && !file.exists()
    {
        return Ok(store::migrations::FILES.iter().map(|(name, _)| *name).collect());
    }
    let database = open(config).await?;
    let pending = database.pending().await?;
    database.close().await;
    Ok(pending.into_iter().map(|(name, _)| name).collect())
}

/// `porchlight keys`
pub async fn keys(config: Config, action: Keys) -> Outcome {
    let Keys::Sheet { unasked } = action;
    // Makes the secrets, if this is the first thing that happens here.
    Instance::secrets(&config.data)?;
    let words = sheet::draw(&Chance::system());
    println!("House key sheet\n\n  {words}\n");
    println!("Write these eight words down, or print them, and keep them away from the machine.");
    println!(
        "With them and a backup, this server can be brought back. Without them, no backup can be opened."
    );
    if !unasked {
        typed_back(&words)?;
    }
    sheet::keep(&config.data, &words)?;
    println!("From now on backups want this sheet. Keep an earlier one as long as its backups.");
    Ok(())
}

/// Has a part of the sheet typed back.
fn typed_back(words: &str) -> Outcome {
    print!("\nType the third and the last word: ");
    std::io::stdout().flush()?;
    let mut typed = String::new();
    std::io::stdin().lock().read_line(&mut typed)?;
    let wanted: Vec<&str> = words.split(' ').collect();
    let typed = typed.to_lowercase();
    if typed.split_whitespace().eq([wanted[2], wanted[wanted.len() - 1]]) {
        Ok(())
    } else {
        Err("these are not the third and the last word, so the sheet does not count: try again".into())
    }
}

async fn open(config: &Config) -> Outcome<Database> {
    Ok(Database::open_as_it_is(&config.engine(), Clock::system(), Chance::system()).await?)
}

fn told(file: &Path, sums: &Sums) -> serde_json::Value {
    json!({
        "file": file,
        "bytes": file.metadata().map(|about| about.len()).unwrap_or_default(),
        "rows": sums.rows(),
        "pictures": sums.pictures.count,
        "content_bytes": sums.bytes(),
    })
}

fn tell(json: bool, file: &Path, sums: &Sums, done: &str) {
    if json {
        println!("{}", told(file, sums));
    } else {
        println!("{done}: {} rows and {} pictures, in {}.", sums.rows(), sums.pictures.count, file.display());
    }
}
