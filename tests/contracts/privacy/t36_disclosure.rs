//! `porchlight disclose` against a full dump: of what names somebody nothing is missing, and nothing of anybody else.

use std::collections::{BTreeMap, BTreeSet};

use members::Persona;
use porchlight::{
    disclose::{self, Disclosure, field::Field},
    privacy::{Mark, Privacy},
};

use crate::porch::{Porch, Row, number, text};

/// The numbers of a name, all it wrote, and what was decided, reported or sent about that.
struct Own {
    persona: i64,
    handle: String,
    things: BTreeSet<i64>,
    about: BTreeSet<i64>,
}

impl Own {
    fn of(persona: &Persona, rows: &[Row]) -> Self {
        let id = persona.id.0;
        let mut own = Self {
            persona: id,
            handle: persona.actor_id.clone().unwrap_or_else(|| persona.handle.clone()),
            things: BTreeSet::from([id]),
            about: BTreeSet::new(),
        };
        for (table, row) in rows {
            if ["threads", "comments"].contains(&table.as_str()) && number(row, "persona_id") == Some(id) {
                own.things.extend(number(row, "id"));
            }
        }
        for (table, row) in rows {
            let subject = number(row, "subject_id");
            let about = subject.is_some_and(|subject| own.things.contains(&subject));
            if about && ["measures", "reports", "cases", "sent"].contains(&table.as_str()) {
                own.about.extend(number(row, "id"));
            }
        }
        own
    }

    /// Whether a row names it: by number, by handle, or by the number of something of its own.
    fn is_named_in(&self, row: &BTreeMap<String, Field>) -> bool {
        let numbers = || self.things.iter().chain(&self.about).map(i64::to_string);
        row.values()
            .map(text)
            .any(|value| value.contains(&self.handle) || numbers().any(|number| value.contains(&number)))
    }

    /// Whether a row that names it is somebody else's: their words, their notice, a message about theirs.
    fn is_anothers(&self, table: &str, row: &BTreeMap<String, Field>) -> bool {
        let not_mine = |column| number(row, column).is_some_and(|id| !self.things.contains(&id));
        match table {
            "threads" | "comments" | "notices" => number(row, "persona_id") != Some(self.persona),
            "received" => not_mine("subject_id") && text(&row["actor_id"]) != self.handle,
            "pictures" | "sent" | "supports" | "sent_forms" | "receipts" | "releases" => {
                not_mine("subject_id")
            }
            "measures" => not_mine("subject_id") && number(row, "taken_by") != Some(self.persona),
            "cases" => not_mine("subject_id") && number(row, "looks") != Some(self.persona),
            "events" => {
                let body: serde_json::Value = serde_json::from_str(&text(&row["body"])).unwrap();
                body["comment"].as_i64().is_some_and(|comment| !self.things.contains(&comment))
            }
            _ => false,
        }
    }
}

/// What the list lets through of a row, by each way in which its table is printed.
fn printed<'p>(
    privacy: &'p Privacy,
    (table, row): &'p Row,
) -> impl Iterator<Item = BTreeMap<String, serde_json::Value>> + 'p {
    let marks = privacy.table(table).unwrap();
    privacy.disclosed.iter().filter(move |one| &one.table == table).map(move |one| {
        let told =
            |field: &String| (field.clone(), row[field].told(field, marks.column(field).unwrap().mark));
        one.fields.iter().map(told).collect()
    })
}

/// What should be disclosed of a name and is not.
fn missing(found: &Disclosure, own: &Own, rows: &[Row]) -> Vec<String> {
    let privacy = Privacy::embedded();
    let stored = |row: &Row| {
        let mut ways = printed(&privacy, row);
        ways.any(|way| {
            let parts = found.stored.iter().filter(|part| part.table == row.0);
            let mut lines = parts.flat_map(|part| &part.rows);
            // The text of a message that names somebody else too may be withheld; its line may not.
            lines.any(|line| {
                line.len() == way.len()
                    && line
                        .iter()
                        .all(|(field, value)| way[field] == *value || (field == "body" && value.is_null()))
            })
        })
    };
    let named = rows.iter().filter(|(table, row)| own.is_named_in(row) && !own.is_anothers(table, row));
    named.filter(|row| !stored(row)).map(|(table, row)| format!("{table}: {row:?}")).collect()
}

/// What is disclosed of a name and should not be: anybody else's name, an account, a key.
fn too_much(found: &Disclosure, own: &Own, rows: &[Row], names: &[Persona]) -> Vec<String> {
    let said = serde_json::to_string(found).unwrap();
    let mut secrets = BTreeSet::new();
    for other in names.iter().filter(|other| other.id.0 != own.persona) {
        secrets.extend([other.id.to_string(), other.handle.clone(), other.name.clone()]);
    }
    for (table, row) in rows {
        let columns = Privacy::embedded().table(table).unwrap().columns.clone();
        for column in columns {
            let secret = matches!(column.mark, Mark::Account | Mark::Key)
                || ["accounts", "sessions", "recovery_codes", "journals"].contains(&table.as_str())
                || ["ban_seal", "ban_proof"].contains(&column.name.as_str());
            let value = text(&row[&column.name]);
            if secret && value.len() > 11 && value != "null" {
                secrets.insert(value);
            }
        }
    }
    assert!(secrets.len() > 20, "the test has lost sight of the secrets");
    secrets.into_iter().filter(|secret| said.contains(secret)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_each_name_everything_is_printed_and_nothing_of_anybody_else() {
    let porch = Porch::busy().await;
    let rows = porch.dump().await;
    let mut filled = BTreeSet::new();
    for name in &porch.names {
        let own = Own::of(name, &rows);
        let found = porch.disclosed(&name.id.to_string()).await;
        assert_eq!(missing(&found, &own, &rows), Vec::<String>::new(), "{}", name.name);
        assert_eq!(too_much(&found, &own, &rows, &porch.names), Vec::<String>::new(), "{}", name.name);
        assert!(found.to_string().contains("Not stored:"));
        let parts = found.stored.iter().filter(|part| !part.rows.is_empty());
        filled.extend(parts.map(|part| part.title.clone()));
    }
    let told = Privacy::embedded().disclosed.into_iter().map(|one| one.title);
    assert_eq!(told.filter(|title| !filled.contains(title)).collect::<Vec<_>>(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_by_number_handle_and_address_and_by_nothing_else() {
    let porch = Porch::busy().await;
    let name = &porch.names[0];
    let address = format!("http://maple.localhost:8499/p/{}", name.handle);
    for spelling in [name.id.to_string(), name.handle.clone(), address] {
        assert_eq!(porch.disclosed(&spelling).await.persona, name.id.0);
    }
    let mut tx = porch.instance.database.read().await.unwrap();
    let base = &porch.instance.site.settings.base;
    for unknown in ["", "7", "nobody", &name.name, "keeper"] {
        assert!(disclose::of(&mut tx, base, unknown).await.is_err(), "{unknown:?}");
    }
}

/// The comparison above sees what is left out, and what is put in.
#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_disclosure_is_caught() {
    let porch = Porch::busy().await;
    let rows = porch.dump().await;
    let (name, other) = (&porch.names[1], &porch.names[2]);
    let own = Own::of(name, &rows);
    for title in
        ["Comments it wrote", "Deliveries given up", "Messages from other servers about it or its words"]
    {
        let mut found = porch.disclosed(&name.handle).await;
        found.stored.iter_mut().filter(|part| part.title == title).for_each(|part| {
            part.rows.pop().expect("there is something to leave out");
        });
        assert!(!missing(&found, &own, &rows).is_empty(), "{title} left out");
    }
    let mut found = porch.disclosed(&name.handle).await;
    found.stored.extend(porch.disclosed(&other.handle).await.stored);
    assert!(!too_much(&found, &own, &rows, &porch.names).is_empty(), "somebody else is seen");
    let mut found = porch.disclosed(&name.handle).await;
    let account = rows.iter().find(|(table, _)| table == "accounts").unwrap();
    found.stored[0].rows[0].insert("account".into(), text(&account.1["id"]).into());
    assert!(!too_much(&found, &own, &rows, &porch.names).is_empty(), "an account is seen");
}
