//! Documents that were recorded from real programs, where they are at hand: all are read, none makes us stumble.

use std::path::{Path, PathBuf};

use chrono::{TimeZone as _, Utc};
use federation::wire::json::{
    Addressing, attachments, ids, last_link, link, one_id, one_type, parse, tags, text, timestamp,
};
use serde_json::Value;

/// They have licences of their own, so they lie beside the project and not in it.
const RECORDINGS: &str = "../../../shared/data/activitypub";

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

fn read_everything(value: &Value) {
    let now = Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap();
    let _ = (one_id(value), one_type(value), ids(value), text(value, 10), link(value), last_link(value));
    let _ = (timestamp(value, now), tags(value), attachments(value), Addressing::of(value));
    match value {
        Value::Array(items) => items.iter().for_each(read_everything),
        Value::Object(fields) => fields.values().for_each(read_everything),
        _ => {}
    }
}

#[test]
fn d02_everything_recorded_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(RECORDINGS);
    if !folder.is_dir() {
        eprintln!("SKIPPED: no recorded documents at {RECORDINGS}");
        return;
    }
    let mut files = Vec::new();
    json_files(&folder, &mut files);
    assert!(files.len() > 100, "{} files", files.len());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        match parse(&bytes) {
            Ok(document) => read_everything(&document),
            Err(refusal) => panic!("{}: {refusal}", file.display()),
        }
    }
}
