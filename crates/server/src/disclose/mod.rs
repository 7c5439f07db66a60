//! `porchlight disclose`: everything stored now that concerns one name, and what is not stored.
//!
//! Only the fields that `PRIVACY.toml` lists are printed. It reads the database and changes nothing in it.

pub mod field;
mod searches;

use std::{collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::{Map, Value};
use store::{Clock, PersonaId, Tx};
use url::Url;
use web::privacy::{Disclosed, Privacy, Sentence};

use self::{field::Field, searches::SEARCHES};
use crate::{
    Outcome,
    config::Config,
    instance::{Instance, Plan},
};

/// Everything that is stored about one name.
#[derive(Debug, Serialize)]
pub struct Disclosure {
    /// The name's number.
    pub persona: i64,
    /// What was found, one part for each kind; parts without rows say that nothing is there.
    pub stored: Vec<Part>,
    /// What nobody can be given, because it is not there.
    pub not_stored: Vec<String>,
    /// What is stored and concerns others too.
    pub not_printed: Vec<String>,
}

/// One kind of what is stored.
#[derive(Debug, Serialize)]
pub struct Part {
    /// In plain words.
    pub title: String,
    /// Where it is kept.
    pub table: String,
    /// Each row, as far as it may be printed.
    pub rows: Vec<Map<String, Value>>,
}

/// Runs the command.
pub async fn run(config: Config, persona: &str, json: bool) -> Outcome {
    let instance = Instance::open(Plan::real(&config)?, Clock::system()).await?;
    let mut tx = instance.database.read().await?;
    let found = of(&mut tx, &config.base()?, persona).await?;
    drop(tx);
    if json {
        println!("{}", serde_json::to_string_pretty(&found)?);
    } else {
        print!("{found}");
    }
    instance.database.close().await;
    Ok(())
}

/// What is stored about the name with this number, handle or address.
///
/// # Errors
/// When there is no such name, or the database fails.
pub async fn of(tx: &mut Tx, base: &Url, persona: &str) -> Outcome<Disclosure> {
    let (id, address) = find(tx, base, persona).await?.ok_or_else(|| {
        format!(
            "no name here has the number, handle or address {persona}; a made-up name alone is not enough"
        )
    })?;
    let privacy = Privacy::embedded();
    let mut stored = Vec::new();
    for disclosed in &privacy.disclosed {
        stored.push(part(tx, &privacy, disclosed, (id, &address)).await?);
    }
    let said = |sentences: Vec<Sentence>| sentences.into_iter().map(|sentence| sentence.says).collect();
    let (not_stored, not_printed) = (said(privacy.not_stored), said(privacy.not_printed));
    Ok(Disclosure { persona: id.0, stored, not_stored, not_printed })
}

async fn find(tx: &mut Tx, base: &Url, persona: &str) -> Outcome<Option<(PersonaId, String)>> {
    let number: i64 = persona.parse().unwrap_or(-1);
    let found: Option<(PersonaId, String, Option<String>)> = tx
        .sql(
            "SELECT id, handle, actor_id FROM personas \
             WHERE id = $1 OR (host = '' AND handle = $2) OR actor_id = $3 ORDER BY id LIMIT 1",
        )
        .bind(number)
        .bind(handle(base, persona))
        .bind(persona.to_owned())
        .optional()
        .await?;
    Ok(found.map(|(id, handle, remote)| {
        // As jobs name it, and as the end of its whole address.
        let path = format!("p/{handle}");
        (id, remote.unwrap_or(path))
    }))
}

/// The handle in `handle`, `@handle@host` or our address of it.
fn handle(base: &Url, persona: &str) -> String {
    let address = format!("{}/p/", base.as_str().trim_end_matches('/'));
    let bare = persona.strip_prefix(&address).unwrap_or(persona).trim_start_matches('@');
    bare.split('@').next().unwrap_or_default().to_lowercase()
}

async fn part(
    tx: &mut Tx,
    privacy: &Privacy,
    disclosed: &Disclosed,
    (id, address): (PersonaId, &str),
) -> Outcome<Part> {
    let search = SEARCHES.iter().find(|(key, _)| *key == disclosed.key);
    let (_, sql) = search.ok_or_else(|| format!("there is no search for {}", disclosed.key))?;
    let rows: Vec<BTreeMap<String, Field>> = tx.sql(sql).bind(id).bind(address.to_owned()).all().await?;
    let rows = rows.iter().map(|row| printed(privacy, disclosed, row)).collect();
    Ok(Part { title: disclosed.title.clone(), table: disclosed.table.clone(), rows })
}

/// The fields on the list, in its order.
fn printed(privacy: &Privacy, disclosed: &Disclosed, row: &BTreeMap<String, Field>) -> Map<String, Value> {
    let table = privacy.table(&disclosed.table);
    let told = |name: &String| {
        let column = table?.column(name)?;
        Some((name.clone(), row.get(name)?.told(name, column.mark)))
    };
    disclosed.fields.iter().filter_map(told).collect()
}

impl fmt::Display for Disclosure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "Everything that this server stores now about the name {}.", self.persona)?;
        for part in &self.stored {
            writeln!(formatter, "\n{} ({}): {}", part.title, part.table, part.rows.len())?;
            for row in &part.rows {
                writeln!(formatter)?;
                for (field, value) in row.iter().filter(|(_, value)| !value.is_null()) {
                    writeln!(formatter, "  {field}: {}", plain(value))?;
                }
            }
        }
        for (heading, list) in
            [("Not stored:", &self.not_stored), ("Stored, and not printed here:", &self.not_printed)]
        {
            writeln!(formatter, "\n{heading}")?;
            list.iter().try_for_each(|says| writeln!(formatter, "- {says}"))?;
        }
        writeln!(formatter, "\nA running server can be watched from now on; see its page /privacy/requests.")
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.replace('\n', "\n    "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_disclosed_has_its_search_and_prints_listed_columns() {
        let privacy = Privacy::embedded();
        let listed: Vec<&str> = privacy.disclosed.iter().map(|one| one.key.as_str()).collect();
        let searched: Vec<&str> = SEARCHES.iter().map(|(key, _)| *key).collect();
        assert_eq!(listed, searched);
        for one in &privacy.disclosed {
            let table = privacy.table(&one.table).unwrap();
            assert!(one.fields.iter().all(|field| table.column(field).is_some()), "{}", one.key);
        }
    }

    #[test]
    fn no_key_and_no_moderator_is_printed() {
        for one in Privacy::embedded().disclosed {
            for never in ["taken_by", "lifted_by", "reporter_tag", "tag", "once", "ban_seal", "ban_proof"] {
                assert!(!one.fields.iter().any(|field| field == never), "{}.{never}", one.key);
            }
        }
    }

    #[test]
    fn a_handle_is_read_in_all_its_spellings() {
        let base: Url = "https://porch.example".parse().unwrap();
        for spelling in ["k7m2", "@k7m2@porch.example", "https://porch.example/p/k7m2", "K7M2"] {
            assert_eq!(handle(&base, spelling), "k7m2");
        }
    }
}
