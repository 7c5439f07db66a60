//! `porchlight house`: the homes and groups that live here.

use clap::Subcommand;
use members::console::{self, Console};

use super::open;
use crate::{Outcome, config::Config};

/// The homes and groups.
#[derive(Subcommand)]
pub enum House {
    /// Print them.
    #[command(after_help = "Example: porchlight house list --json")]
    List {
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Make one.
    #[command(after_help = "Example: porchlight house add \"Maple House\"")]
    Add {
        /// Its name; a neutral one protects its people.
        name: String,
        /// Its people do not live together: an alumni group, a programme.
        #[arg(long)]
        group: bool,
    },
    /// Give one another name.
    #[command(after_help = "Example: porchlight house rename \"Maple House\" \"Maple\"")]
    Rename {
        /// Its name now.
        name: String,
        /// Its new name.
        new: String,
    },
    /// Print how many stay in each, and how many are invited.
    #[command(after_help = "Example: porchlight house seats --json")]
    Seats {
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
}

/// Runs such a command.
pub async fn run(config: Config, action: House) -> Outcome {
    let instance = open(&config).await?;
    let proof = Console::at_the_machine();
    let mut tx = instance.database.write().await?;
    match action {
        House::List { json } => {
            let seats = console::seats(&mut tx, &proof).await?;
            let kind = |house| if house { "house" } else { "group" };
            if json {
                let lines =
                    seats.iter().map(|one| serde_json::json!({ "name": one.name, "kind": kind(one.house) }));
                println!("{}", serde_json::Value::from_iter(lines));
            } else {
                seats.iter().for_each(|one| println!("{}\t{}", one.name, kind(one.house)));
            }
        }
        House::Add { name, group } => {
            console::add_home(&mut tx, &proof, &name, !group).await.map_err(sentence)?;
        }
        House::Rename { name, new } => {
            let home = console::home(&mut tx, &proof, &name).await?;
            let home = home.ok_or_else(|| format!("there is not one home called {name:?}"))?;
            console::rename_home(&mut tx, &proof, home.id, &new).await.map_err(sentence)?;
        }
        House::Seats { json } => {
            let seats = console::seats(&mut tx, &proof).await?;
            if json {
                println!("{}", serde_json::to_string(&seats)?);
            } else {
                for one in seats {
                    println!("{}\t{} stay, {} invited", one.name, one.staying, one.invited);
                }
            }
        }
    }
    tx.commit().await?;
    instance.database.close().await;
    Ok(())
}

fn sentence(refusal: members::Refusal) -> String {
    match refusal {
        members::Refusal::OrganisationNameBad => "write a name of at most 60 characters".to_owned(),
        other => other.to_string(),
    }
}
