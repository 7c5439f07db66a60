//! The search: what it finds of real texts, beside what others find; and how it bears a million of them.

mod child;
mod corpus;
mod known_items;
mod large;
mod mail;
mod mails;
mod memory;
mod misspelling;
mod naughty;
mod packages;
mod planting;
mod porchlight;
mod quality;
mod race;
mod rivals;
#[cfg(test)]
mod tests;
mod texts;
mod times;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::report::Report;

/// The figures of the search. Its texts come from npm when they are wanted first.
#[derive(Args)]
pub struct Options {
    /// What is measured.
    #[arg(long, value_enum, default_value = "both")]
    of: Of,
    /// How many texts the large forum has; with `--small` 20,000.
    #[arg(long, default_value_t = 1_000_000)]
    texts: usize,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Where the large forums are kept and found again.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Asks only Porchlight, on SQLite.
    #[arg(long)]
    ours: bool,
    /// Asks about the half of the mails that the search may be improved by, not the half that it is judged by.
    #[arg(long)]
    looked: bool,
    /// Tells every question whose answer was not the first.
    #[arg(long)]
    missed: bool,
    #[arg(long, hide = true, requires = "folder")]
    stage: Option<child::Stage>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Of {
    /// What is found of real mails.
    Mails,
    /// How a large forum bears it.
    Large,
    Both,
}

/// Prints the figures.
pub async fn measure(options: &Options, small: bool, report: &mut Report) {
    if let (Some(stage), Some(folder)) = (options.stage, &options.folder) {
        return child::run(stage, folder, options.seconds).await;
    }
    let talks = corpus::talks();
    if options.of != Of::Large {
        mails::measure(&talks, options, report).await;
    }
    if options.of != Of::Mails {
        let texts = if small { options.texts.min(20_000) } else { options.texts };
        large::measure(options, texts, &talks, report).await;
    }
}
