//! The figures: printed for people or as JSON lines, never judged by a clock.

mod federation;
mod load;
mod pages;
mod report;
mod seed;
mod server;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::{report::Report, seed::Scale};

/// Prints what Porchlight can do on this machine.
#[derive(Parser)]
struct Options {
    /// Which engine to measure. PostgreSQL is named by BENCH_POSTGRES_URL, whose role may create databases.
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Choice,
    /// One line of JSON for each figure.
    #[arg(long)]
    json: bool,
    /// A tenth of everything: to try the benchmark itself.
    #[arg(long)]
    small: bool,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Choice {
    Sqlite,
    Postgres,
    Both,
}

/// The benchmark starts servers of its own: itself, called with this word, is the program that is measured.
const AS_SERVER: &str = "as-porchlight";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    if arguments.nth(1).is_some_and(|word| word == AS_SERVER) {
        return porchlight::run_with(std::iter::once("porchlight".into()).chain(arguments));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(run(Options::parse()));
    ExitCode::SUCCESS
}

async fn run(options: Options) {
    let engines: &[&str] = match options.engine {
        Choice::Sqlite => &["sqlite"],
        Choice::Postgres => &["postgres"],
        Choice::Both => &["sqlite", "postgres"],
    };
    let scale = if options.small { Scale::full().tenth() } else { Scale::full() };
    for engine in engines {
        let mut report = Report::new(engine, options.json);
        pages::measure(engine, scale, options.seconds, &mut report).await;
        federation::measure(engine, &mut report).await;
    }
}
