//! The figures: printed for people or as JSON lines, never judged by a clock.
//!
//! Servers run as processes of their own: `cargo build --release -p porchlight` first.

mod across;
mod anonymity;
mod backup;
mod federation;
mod lint;
mod load;
mod pages;
mod photo;
mod queue;
mod report;
mod screen;
mod search;
mod seed;
mod standing;
mod timing;

use clap::{Parser, Subcommand, ValueEnum};

use crate::{report::Report, seed::Scale};

/// Prints what Porchlight can do on this machine.
#[derive(Parser)]
struct Options {
    /// Which engine to measure. PostgreSQL is named by TEST_POSTGRES_URL, whose role may create databases.
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Choice,
    /// One line of JSON for each figure.
    #[arg(long, global = true)]
    json: bool,
    /// A tenth of everything: to try the benchmark itself.
    #[arg(long, global = true)]
    small: bool,
    /// Only the figures of the linter and the screening, which need no server.
    #[arg(long)]
    only_lint: bool,
    /// Only the figures that need no server: theirs and the photo's.
    #[arg(long)]
    only_photo: bool,
    /// Only the program's own figures: its size, its start, its memory while nobody is there.
    #[arg(long)]
    only_program: bool,
    /// Only the figures of a backup.
    #[arg(long)]
    only_backup: bool,
    /// Only the figures of moderation.
    #[arg(long)]
    only_moderation: bool,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    #[command(subcommand)]
    only: Option<Only>,
}

#[derive(Subcommand)]
enum Only {
    Search(search::Options),
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Choice {
    Sqlite,
    Postgres,
    Both,
}

#[tokio::main]
async fn main() {
    run(Options::parse()).await;
}

async fn run(options: Options) {
    if let Some(Only::Search(search)) = &options.only {
        return search::measure(search, options.small, &mut Report::new("search", options.json)).await;
    }
    let engines: &[&str] = match options.engine {
        Choice::Sqlite => &["sqlite"],
        Choice::Postgres => &["postgres"],
        Choice::Both => &["sqlite", "postgres"],
    };
    if options.only_program {
        for engine in engines {
            pages::measure_program(engine, &mut Report::new(engine, options.json)).await;
        }
        return;
    }
    if options.only_moderation {
        for engine in engines {
            moderation(engine, &options, &mut Report::new(engine, options.json)).await;
        }
        return;
    }
    let scale = if options.small { Scale::full().tenth() } else { Scale::full() };
    if options.only_backup {
        for engine in engines {
            let mut report = Report::new(engine, options.json);
            pages::measure_backup(engine, scale, options.seconds, &mut report).await;
        }
        return;
    }
    lint::measure(&mut Report::new("none", options.json));
    screen::measure(&mut Report::new("none", options.json));
    if options.only_lint {
        return;
    }
    photo::measure(&mut Report::new("none", options.json)).await;
    if options.only_photo {
        return;
    }
    for engine in engines {
        let mut report = Report::new(engine, options.json);
        anonymity::measure(engine, scale, &mut report).await;
        pages::measure_program(engine, &mut report).await;
        pages::measure(engine, scale, options.seconds, &mut report).await;
        federation::measure(engine, &mut report).await;
        timing::measure(engine, &mut report).await;
        moderation(engine, &options, &mut report).await;
    }
}

async fn moderation(engine: &str, options: &Options, report: &mut Report) {
    queue::measure(engine, options.small, options.seconds, report).await;
    standing::measure(engine, report).await;
    across::measure(engine, report).await;
}
