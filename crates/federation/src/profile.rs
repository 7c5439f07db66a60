//! What may leave: an allow-list of fields per type, kept as data, and the check that holds every body to it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use serde::Deserialize;
use serde_json::{Map, Value};

/// The allow-list.
#[derive(Debug, Deserialize)]
pub struct Profile {
    /// Fields of what has a `type`.
    pub types: HashMap<String, BTreeSet<String>>,
    parts: HashMap<String, BTreeSet<String>>,
    /// Fields of documents without a `type`.
    pub documents: HashMap<String, BTreeSet<String>>,
}

/// The allow-list of this program.
pub static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
    toml::from_str(include_str!("outbound_profile.toml"))
        .expect("the file is part of the program, and tested")
});

/// The fields of an activity, object or actor that may not leave. What it carries of somebody else's is theirs.
#[must_use]
pub fn unlisted(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match body {
        Value::Object(object) => PROFILE.check_typed(object, "", &mut found),
        _ => found.push("a body that is no object".to_owned()),
    }
    found
}

/// The same for a document without a type, such as WebFinger's.
#[must_use]
pub fn unlisted_in(document: &str, body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match (PROFILE.documents.get(document), body) {
        (Some(allowed), Value::Object(object)) => PROFILE.check_fields(object, allowed, document, &mut found),
        _ => found.push(format!("{document}: no such document")),
    }
    found
}

impl Profile {
    fn check_typed(&self, object: &Map<String, Value>, path: &str, found: &mut Vec<String>) {
        let kind = object.get("type").and_then(Value::as_str).unwrap_or("without type");
        let here = format!("{path}/{kind}");
        match self.types.get(kind) {
            Some(allowed) => self.check_fields(object, allowed, &here, found),
            None => found.push(here),
        }
    }

    fn check_fields(
        &self,
        object: &Map<String, Value>,
        allowed: &BTreeSet<String>,
        path: &str,
        found: &mut Vec<String>,
    ) {
        for (field, value) in object {
            let context = field == "@context";
            if !context && !allowed.contains(field) {
                found.push(format!("{path}/{field}"));
            } else if !context && !is_foreign(object, field) {
                self.check_value(field, value, path, found);
            }
        }
    }

    fn check_value(&self, field: &str, value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.check_value(field, item, path, found)),
            Value::Object(object) => match self.parts.get(field) {
                Some(allowed) => self.check_fields(object, allowed, &format!("{path}/{field}"), found),
                None => self.check_typed(object, path, found),
            },
            _ => {}
        }
    }
}

/// Whether this is the `object` of an `Announce` or an answer, and belongs to another server than its actor: it is
/// passed on word for word.
fn is_foreign(object: &Map<String, Value>, field: &str) -> bool {
    let host = |value: Option<&Value>| {
        let url = url::Url::parse(value?.as_str()?).ok()?;
        Some((url.host_str()?.to_owned(), url.port()))
    };
    let ours = host(object.get("actor"));
    let theirs = object.get(field).and_then(|inner| host(inner.get("actor")));
    field == "object" && theirs.is_some() && ours != theirs
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_that_is_not_listed_is_found_however_deep() {
        let note = json!({"type": "Note", "id": "https://a.example/1", "source": "x"});
        let create =
            json!({"@context": [], "type": "Create", "actor": "https://a.example/p/1", "object": note});
        assert_eq!(unlisted(&create), ["/Create/Note/source"]);
        let person = json!({"type": "Person", "publicKey": {"id": "k", "created": 1}, "icon": null});
        assert_eq!(unlisted(&person), ["/Person/icon", "/Person/publicKey/created"]);
        assert_eq!(unlisted(&json!({"type": "Like"})), ["/Like"]);
        assert_eq!(unlisted(&json!({"id": "x"})), ["/without type"]);
    }

    #[test]
    fn what_is_passed_on_is_its_authors_business() {
        let inner = json!({"type": "Create", "actor": "https://b.example/u/x", "proof": "p"});
        let announce = json!({"type": "Announce", "actor": "https://a.example/c/x", "object": inner});
        assert!(unlisted(&announce).is_empty());
    }

    #[test]
    fn documents_without_a_type_are_checked_too() {
        let answer = json!({"subject": "acct:a@b", "links": [{"rel": "self", "titles": {}}]});
        assert_eq!(unlisted_in("WebFinger", &answer), ["WebFinger/links/titles"]);
    }
}
