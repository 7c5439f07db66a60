//! Tries every attack on a copy of a database, and prints what it would claim.

use std::{path::PathBuf, process::ExitCode};

use attack::{
    dump::Dump,
    equality,
    guess::{Guesses, Truth, chance, share_right},
    order,
    roots::{self, Secrets},
    size, time,
};
use clap::Parser;

/// Tries to join the names in a copy of a Porchlight database, as a thief would.
#[derive(Parser)]
struct Options {
    /// An SQLite file, or a postgres:// address.
    dump: String,
    /// Who everybody really is, to judge the guesses: lines of "name's-number person's-number".
    #[arg(long)]
    truth: Option<PathBuf>,
    /// The folder with the server's secret files: then accounts are attacked too.
    #[arg(long)]
    secrets: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let dump = if options.dump.starts_with("postgres") {
        Dump::of_postgres(&options.dump).await?
    } else {
        Dump::of_sqlite(options.dump.as_ref())?
    };
    let truth = options.truth.map(|file| truth(&std::fs::read_to_string(file)?)).transpose()?;
    println!("{} names", dump.personas().len());
    for (name, guesses) in [
        ("equal values", equality::guesses(&dump)),
        ("sizes", size::guesses(&dump)),
        ("order", order::guesses(&dump)),
        ("times", time::guesses(&dump)),
    ] {
        println!("{}", told(name, &guesses, truth.as_ref()));
    }
    if let Some(folder) = options.secrets {
        // What members/src/secrets.rs says one guess costs.
        let (opened, all) = roots::opened(&dump, &Secrets::read(&folder, (64 * 1024, 3))?);
        println!("accounts opened without passphrase or cookie: {opened} of {all}");
    }
    Ok(())
}

/// One line for one attack: what it claims, and how much of it is true.
fn told(name: &str, guesses: &Guesses, truth: Option<&Truth>) -> String {
    let mutual = guesses.iter().filter(|(one, other)| guesses.get(other) == Some(one)).count();
    let line = format!("by {name}: {} guesses, {mutual} of them mutual", guesses.len());
    match truth {
        None => line,
        Some(truth) => format!(
            "{line}, {:.2} % of all names joined rightly (chance {:.2} %)",
            100.0 * share_right(guesses, truth),
            100.0 * chance(truth)
        ),
    }
}

fn truth(text: &str) -> Result<Truth, Box<dyn std::error::Error>> {
    let pair = |line: &str| -> Result<(i64, usize), Box<dyn std::error::Error>> {
        let (name, person) = line.split_once(' ').ok_or("a line of the truth wants two numbers")?;
        Ok((name.trim().parse()?, person.trim().parse()?))
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(pair).collect()
}
