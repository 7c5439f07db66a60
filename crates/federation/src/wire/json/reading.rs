//! One field, in whatever shape a peer has given it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// Nobody addresses this many in earnest; what comes after them is not read.
const MAX_IDS: usize = 500;
/// The longest id that is taken for one.
const MAX_ID: usize = 2048;

/// The one id that a field holds: a string, an object with an `id`, or a list of just one such.
///
/// `None` if there is none, and also if there are several different ones: where one actor is expected, two are
/// not the first of them.
pub fn one_id(value: &Value) -> Option<&str> {
    match ids(value).as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// All ids that a field holds, in order, each once. Numbers, empty strings and unknown shapes are passed over.
pub fn ids(value: &Value) -> Vec<&str> {
    let mut seen = HashSet::new();
    let found = each(value).filter_map(id_of).filter(|id| !id.is_empty() && id.len() <= MAX_ID);
    found.filter(|id| seen.insert(*id)).take(MAX_IDS).collect()
}

/// The type of an object: its first, if it has several.
pub fn one_type(object: &Value) -> Option<&str> {
    types(object).first().copied()
}

/// All types of an object, without the `as:` that some peers write in front.
pub fn types(object: &Value) -> Vec<&str> {
    let names = each(&object["type"]).filter_map(Value::as_str);
    names.map(|name| name.strip_prefix("as:").unwrap_or(name)).take(MAX_IDS).collect()
}

/// The text of a field, cut after `cap` characters. `None` if it is absent, blank, or not text.
pub fn text(value: &Value, cap: usize) -> Option<String> {
    let text = each(value).find_map(|one| one.as_str().or_else(|| one["@value"].as_str()))?;
    let text: String = text.chars().take(cap).collect();
    (!text.trim().is_empty()).then_some(text)
}

/// Whether a field says `true`. Everything else, absence included, is `false`.
pub fn flag(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

/// A moment, never later than `now`, so that nothing claims a place on top for years.
pub fn timestamp(value: &Value, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = each(value).find_map(Value::as_str)?;
    let moment = DateTime::parse_from_rfc3339(text.trim()).ok()?.to_utc();
    Some(moment.min(now))
}

/// Where a `url`, `icon` or `image` leads: a string, a `Link` with `href`, an object with `url`, or the first of a
/// list of such.
pub fn link(value: &Value) -> Option<&str> {
    each(value).find_map(link_of)
}

/// The same, but the last of a list: of several icons peers put the largest there.
pub fn last_link(value: &Value) -> Option<&str> {
    each(value).filter_map(link_of).last()
}

/// A list as its items, anything else as one item, `null` as none.
pub(super) fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    items.iter().filter(|item| !item.is_null())
}

fn id_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value["id"].as_str())
}

fn link_of(value: &Value) -> Option<&str> {
    let inner = || each(&value["url"]).find_map(|url| url.as_str().or_else(|| url["href"].as_str()));
    let link = value.as_str().or_else(|| value["href"].as_str()).or_else(inner);
    link.filter(|link| !link.is_empty() && link.len() <= MAX_ID)
}
