//! What an operator does from the command line, beside the running server.

pub mod house;
pub mod user;

use clap::Subcommand;

use crate::{
    Outcome,
    config::Config,
    instance::{Instance, Plan},
};
use store::Clock;

/// The circle.
#[derive(Subcommand)]
pub enum Circle {
    /// Print a code that another server's operator can accept once.
    #[command(after_help = "Example: porchlight circle invite")]
    Invite,
    /// Accept another server's code.
    #[command(after_help = "Example: porchlight circle accept https://harbor.example abcd-efgh-jkmn-pqrs")]
    Accept {
        /// The other server's address, as in `https://harbor.example`
        address: String,
        /// The code its operator gave you.
        code: String,
    },
    /// Print the servers in the circle.
    #[command(after_help = "Example: porchlight circle list --json")]
    List {
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Stop sharing circle communities with a server.
    #[command(after_help = "Example: porchlight circle end harbor.example")]
    End {
        /// The other server's host name.
        host: String,
    },
    /// Refuse everything from a server.
    #[command(after_help = "Example: porchlight circle block spam.example")]
    Block {
        /// The other server's host name.
        host: String,
    },
}

/// What federation could not do.
#[derive(Subcommand)]
pub enum Federation {
    /// Print what could not be delivered or understood, and why.
    #[command(after_help = "Example: porchlight federation dead --json")]
    Dead {
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Try one of those again.
    #[command(after_help = "Example: porchlight federation replay 7")]
    Replay {
        /// Its number in the list.
        id: i64,
    },
}

async fn open(config: &Config) -> Outcome<Instance> {
    Instance::open(Plan::real(config)?, Clock::system()).await
}

/// Runs a circle command.
pub async fn circle(config: Config, action: Circle) -> Outcome {
    let instance = open(&config).await?;
    let federation = &instance.federation;
    match action {
        Circle::Invite => println!("{}", federation::circle::invite(federation).await?),
        Circle::Accept { address, code } => federation::circle::accept(federation, &address, &code).await?,
        Circle::List { json } => {
            let lines = federation::circle::list(federation).await?;
            if json {
                let lines = lines
                    .iter()
                    .map(|line| serde_json::json!({ "host": line.host, "standing": line.standing.word() }));
                println!("{}", serde_json::Value::from_iter(lines));
            } else {
                lines.iter().for_each(|line| println!("{}\t{}", line.host, line.standing.word()));
            }
        }
        Circle::End { host } => federation::circle::end(federation, &host).await?,
        Circle::Block { host } => federation::circle::block(federation, &host).await?,
    }
    instance.database.close().await;
    Ok(())
}

/// Runs a federation command.
pub async fn federation(config: Config, action: Federation) -> Outcome {
    let instance = open(&config).await?;
    match action {
        Federation::Dead { json } => {
            for letter in federation::dead::list(&instance.federation).await? {
                let (id, queue, lane, reason) = (letter.id, letter.queue, letter.lane, letter.reason);
                if json {
                    // A line each: the list may be long.
                    let line =
                        serde_json::json!({ "id": id, "queue": queue, "lane": lane, "reason": reason });
                    println!("{line}");
                } else {
                    println!("{id}\t{queue}\t{lane}\t{reason}");
                }
            }
        }
        Federation::Replay { id } => {
            if !federation::dead::replay(&instance.federation, id).await? {
                return Err(format!("there is no dead letter {id}").into());
            }
        }
    }
    instance.database.close().await;
    Ok(())
}
