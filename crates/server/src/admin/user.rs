//! `porchlight user`: what an operator may do for people without learning who they are. Nobody can set a passphrase for
//! somebody else, or find out which names are theirs: there is no such command because there is no such way.

use clap::Subcommand;
use members::{
    Office,
    console::{self, Console},
    invitations::Issue,
};

use super::open;
use crate::{Outcome, config::Config};

/// People, none of whom is named.
#[derive(Subcommand)]
pub enum User {
    /// Print an invitation: for somebody new, or for a member who lost passphrase and codes and starts again.
    #[command(after_help = "Example: porchlight user invite --label \"room 3\"")]
    Invite {
        /// For your own memory, such as "room 3"; never a real name.
        #[arg(long)]
        label: String,
        /// The home or group; needed when there are several.
        #[arg(long)]
        house: Option<String>,
        /// Whoever uses it keeps this server, as you do.
        #[arg(long)]
        operator: bool,
        /// How many days it works.
        #[arg(long, default_value_t = 7)]
        days: i64,
        /// Print JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// End the stay that began with the invitation of this label.
    #[command(after_help = "Example: porchlight user end-stay --label \"room 3\"")]
    EndStay {
        /// The invitation's label.
        #[arg(long)]
        label: String,
    },
    /// Sign everybody out, on every device.
    #[command(after_help = "Example: porchlight user sign-out-all")]
    SignOutAll,
}

/// Runs such a command.
pub async fn run(config: Config, action: User) -> Outcome {
    let instance = open(&config).await?;
    let proof = Console::at_the_machine();
    let mut tx = instance.database.write().await?;
    match action {
        User::Invite { label, house, operator, days, json } => {
            let seats = console::seats(&mut tx, &proof).await?;
            let name = match (house, &seats[..]) {
                (Some(name), _) => name,
                (None, [only]) => only.name.clone(),
                (None, []) => return Err("there is no home yet: set up the server first".into()),
                (None, _) => return Err("say which home with --house".into()),
            };
            let home = console::home(&mut tx, &proof, &name).await?;
            let home = home.ok_or_else(|| format!("there is not one home called {name:?}"))?;
            let office = if operator { Office::Operator } else { Office::Member };
            let code = console::invite(&mut tx, &proof, home.id, Issue { label, office, days }).await?;
            let address = instance.site.address(&format!("/join/{code}"));
            if json {
                println!("{}", serde_json::json!({ "code": code, "address": address }));
            } else {
                println!("{address}");
            }
        }
        User::EndStay { label } => match console::end_stay(&mut tx, &proof, &label).await? {
            1 => println!("the stay has ended"),
            0 => return Err(format!("no stay began with an invitation labelled {label:?}").into()),
            several => {
                return Err(
                    format!("{several} stays began with {label:?}; end one on its home's page").into()
                );
            }
        },
        User::SignOutAll => {
            println!("{} sessions have ended", console::end_all_sessions(&mut tx, &proof).await?);
        }
    }
    tx.commit().await?;
    instance.database.close().await;
    Ok(())
}
