//! Moving to the other engine: a dump of the one fills the other. The old database stays as it is.

use store::{Chance, Clock, Database, Engine, dump::Filled};

use super::{Refusal, hold::Hold};
use crate::{Outcome, config::Config};

/// Copies everything into the database that `to` names: a PostgreSQL address, or `sqlite` for the file in the data
/// folder. Interrupted, nothing has changed.
///
/// # Errors
/// A sentence; then the new database is as empty as it was.
pub async fn move_to(config: &Config, to: &str) -> Outcome<Filled> {
    let target =
        Config { database: if to == "sqlite" { String::new() } else { to.to_owned() }, ..config.clone() };
    target.usable()?;
    let (from, to) = (config.engine(), target.engine());
    if from == to {
        return Err("the database is there already".into());
    }
    let _alone = Hold::alone(&config.data)?;
    let source = open(&from).await?;
    if !source.is_lived_in().await? {
        return Err("nobody lives in the database that the settings name, so there is nothing to move".into());
    }
    let target = open(&to).await?;
    if target.is_lived_in().await? {
        return Err(Refusal::LivedIn.into());
    }
    let (mut tx, filled) = target.write().await?.fill(source.dump(&[])).await?;
    tx.upgrade().await?;
    // Leases were given by the old database's clock and to processes that have ended.
    tx.sql("UPDATE lanes SET lease = NULL, leased_until = 0").execute().await?;
    tx.commit().await?;
    target.close().await;
    source.close().await;
    Ok(filled)
}

async fn open(engine: &Engine) -> Outcome<Database> {
    Ok(Database::open_as_it_is(engine, Clock::system(), Chance::system()).await?)
}

/// What the operator does next.
#[must_use]
pub fn next_step(to: &str, config: &Config) -> String {
    let (setting, old) = if to == "sqlite" {
        ("take `database` out of the settings".to_owned(), "the PostgreSQL database".to_owned())
    } else {
        let old = config.data.join("porchlight.sqlite");
        ("set `database` to the address you gave".to_owned(), old.display().to_string())
    };
    format!(
        "Now {setting} and start the server. Once it runs well, delete {old}: it keeps what members delete from now on."
    )
}
