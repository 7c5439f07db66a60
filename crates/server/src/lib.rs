//! Porchlight: a federated forum for people in recovery. This crate wires, starts and stops; it decides nothing.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod check;
pub mod config;
pub mod demo;
pub mod disclose;
pub mod doctor;
pub mod door;
pub mod health;
pub mod index;
pub mod instance;
pub mod lines;
pub mod lint;
pub mod machine;
pub mod picture;
pub mod rehearse;
pub mod screen;
pub mod serve;
pub mod telemetry;
pub mod work;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

pub use web::privacy;

use crate::config::{Config, ConfigError};

/// A federated forum for people in recovery.
#[derive(Parser)]
#[command(name = "porchlight", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run one real server.
    #[command(after_help = "Example: porchlight serve --config /etc/porchlight/config.toml")]
    Serve(Settings),
    /// Run two made-up servers that already share a circle: everything to try out, nothing to lose.
    #[command(after_help = "Example: porchlight demo --reset")]
    Demo(demo::Options),
    /// Run one made-up server on loopback: for the tests of this program and for its figures.
    #[command(hide = true)]
    Rehearse(rehearse::Options),
    /// Explain a configuration in sentences.
    #[command(after_help = "Example: porchlight check --config deploy/config.example.toml")]
    Check(Settings),
    /// Print the settings in effect, with secrets hidden, or an example file.
    #[command(after_help = "Example: porchlight config --example")]
    Config(config::shown::Options),
    /// Ask the running server whether it can serve; fails when it cannot.
    #[command(after_help = "Example: porchlight health --json")]
    Health(health::Options),
    /// People: invite, end a stay, sign out. Nothing here shows who somebody is.
    #[command(after_help = "Example: porchlight user invite --label \"room 3\"")]
    User {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        action: admin::user::User,
    },
    /// The homes and groups that live on this server.
    #[command(after_help = "Example: porchlight house list")]
    House {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        action: admin::house::House,
    },
    /// Print what a shell needs to complete these commands.
    #[command(after_help = "Example: porchlight completions bash")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Look after everything around a server, and say the one thing to do about each.
    #[command(after_help = "Example: porchlight doctor --data /var/lib/porchlight --json\n\n\
        Exit codes: 0 all is fine, 1 something wants a look soon, 2 something is broken.")]
    Doctor {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        options: doctor::Options,
    },
    /// Mark what in a text could tell somebody who wrote it: texts on standard input, one a line.
    #[command(after_help = "Example: echo 'I work at Northgate Mills' | porchlight lint --json")]
    Lint(lint::Options),
    /// Say what the screening would do with texts from standard input, one a line.
    #[command(after_help = "Example: echo 'I took 40 pills' | porchlight screen --json")]
    Screen(screen::Options),
    /// Make one picture clean, in a process that may do nothing else.
    #[command(hide = true)]
    Picture,
    /// The servers that agreed to share circle communities with this one.
    #[command(after_help = "Example: porchlight circle invite")]
    Circle {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        action: admin::Circle,
    },
    /// What could not be delivered or understood.
    #[command(after_help = "Example: porchlight federation dead")]
    Federation {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        action: admin::Federation,
    },
    /// Make a backup: one encrypted file of the database and the pictures, while the server runs.
    #[command(after_help = "Example: porchlight backup /mnt/usb/porchlight.age --data /var/lib/porchlight")]
    Backup(backup::command::Backup),
    /// Try a backup: restore it in a temporary place, count and compare.
    #[command(after_help = "Example: porchlight verify-backup /mnt/usb/porchlight.age --words sheet.txt")]
    VerifyBackup(backup::command::Verify),
    /// Look through the audit for rows that were changed, dropped or moved.
    #[command(after_help = "Example: porchlight verify-audit --data /var/lib/porchlight --json\n\n\
        It ends with an error when something is wrong.")]
    VerifyAudit {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        options: audit::Options,
    },
    /// Put a backup in place. What was deleted since stays deleted.
    #[command(after_help = "Example: porchlight restore /mnt/usb/porchlight.age --data /var/lib/porchlight")]
    Restore(backup::command::Restore),
    /// Copy everything to the other engine, SQLite or PostgreSQL.
    #[command(after_help = "Example: porchlight move-db --to postgres://porchlight@localhost/porchlight")]
    MoveDb(backup::command::MoveDb),
    /// Bring the database to the shape of this version, after a backup.
    #[command(after_help = "Example: porchlight migrate --check")]
    Migrate(backup::command::Migrate),
    /// The server's keys.
    #[command(after_help = "Example: porchlight keys sheet")]
    Keys {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        action: backup::command::Keys,
    },
    /// The index that the search looks into.
    Search {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        action: index::Index,
    },
    /// Print everything stored about one name, and what is not stored.
    #[command(after_help = "Example: porchlight disclose --persona k7m2q9 --json")]
    Disclose {
        #[command(flatten)]
        settings: Settings,
        /// The name's number, handle or address.
        #[arg(long)]
        persona: String,
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
}

/// Where the settings come from.
#[derive(clap::Args)]
pub struct Settings {
    /// The settings file; without it porchlight.toml, if there is one.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// The folder for everything that is kept, instead of the one in the settings.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// A PostgreSQL address, instead of the one in the settings.
    #[arg(long, global = true)]
    database: Option<String>,
}

impl Settings {
    fn read(&self) -> Result<Config, ConfigError> {
        let file = self.config.clone().unwrap_or_else(|| "porchlight.toml".into());
        let mut config = Config::read(&file, self.config.is_some())?;
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        if let Some(database) = &self.database {
            config.database.clone_from(database);
        }
        config.usable()?;
        Ok(config)
    }
}

/// What a command answers: an error is one sentence for the operator.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Runs the program with these arguments, the first of which is its own name.
pub fn run_with(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = Arguments::parse_from(arguments);
    // A process that is to give up files and threads must not have opened any.
    if let Command::Picture = arguments.command {
        return picture::run();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    if let Command::Doctor { settings, options } = &arguments.command {
        let looked = runtime.block_on(async { doctor::run(settings.read()?, options).await });
        return looked.unwrap_or_else(|error| refuse(error.as_ref()));
    }
    match runtime.block_on(run(arguments.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(error.as_ref()),
    }
}

async fn run(command: Command) -> Outcome {
    match command {
        Command::Serve(settings) => serve::run(settings.read()?).await,
        Command::Demo(options) => demo::run(options).await,
        Command::Rehearse(options) => rehearse::run(options).await,
        Command::Check(settings) => {
            check::explain(&settings.read()?)?.iter().for_each(|line| println!("{line}"));
            Ok(())
        }
        Command::Config(options) if options.example => {
            print!("{}", Config::example());
            Ok(())
        }
        Command::Config(options) => config::shown::print(&options.settings.read()?, &options),
        Command::Health(options) => health::ask(&options.settings.read()?, &options).await,
        Command::User { settings, action } => admin::user::run(settings.read()?, action).await,
        Command::House { settings, action } => admin::house::run(settings.read()?, action).await,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "porchlight", &mut std::io::stdout());
            Ok(())
        }
        Command::Lint(options) => lint::run(&options),
        Command::Backup(options) => backup::command::backup(options).await,
        Command::VerifyBackup(options) => backup::command::verify(options).await,
        Command::VerifyAudit { settings, options } => audit::run(&settings.read()?, options).await,
        Command::Restore(options) => backup::command::restore(options).await,
        Command::MoveDb(options) => backup::command::move_db(options).await,
        Command::Migrate(options) => backup::command::migrate(options).await,
        Command::Keys { settings, action } => backup::command::keys(settings.read()?, action).await,
        Command::Screen(options) => screen::run(&options),
        Command::Picture | Command::Doctor { .. } => Err("this is not done beside anything else".into()),
        Command::Circle { settings, action } => admin::circle(settings.read()?, action).await,
        Command::Federation { settings, action } => admin::federation(settings.read()?, action).await,
        Command::Search { settings, action } => index::run(&settings.read()?, action).await,
        Command::Disclose { settings, persona, json } => {
            disclose::run(settings.read()?, &persona, json).await
        }
    }
}

/// All commands, as they are understood: for tests of what documents say.
#[must_use]
pub fn commands() -> clap::Command {
    Arguments::command()
}

fn refuse(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("porchlight: {error}");
    ExitCode::FAILURE
}
