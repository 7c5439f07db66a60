//! What an operator does from the command line, beside the running server.

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
    Invite,
    /// Accept another server's code.
    Accept {
        /// The other server's address, as in `https://harbor.example`
        address: String,
        /// The code its operator gave you.
        code: String,
    },
    /// Print the servers in the circle.
    List,
    /// Stop sharing circle communities with a server.
    End {
        /// The other server's host name.
        host: String,
    },
    /// Refuse everything from a server.
    Block {
        /// The other server's host name.
        host: String,
    },
}

/// What federation could not do.
#[derive(Subcommand)]
pub enum Federation {
    /// Print what could not be delivered or understood, and why.
    Dead,
    /// Try one of those again.
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
        Circle::List => {
            for line in federation::circle::list(federation).await? {
                println!("{}\t{}", line.host, line.standing.word());
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
        Federation::Dead => {
            for letter in federation::dead::list(&instance.federation).await? {
                println!("{}\t{}\t{}\t{}", letter.id, letter.queue, letter.lane, letter.reason);
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
