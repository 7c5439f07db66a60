//! The routes that the source has.

use std::{collections::BTreeSet, fs, path::Path};

/// The routes of the source: method and path.
pub fn read() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for route in text.split(".route(").skip(1) {
            let path = route.split('"').nth(1).unwrap();
            let handlers = &route[..closing(route)];
            for method in ["get", "post", "put", "delete", "patch", "any"] {
                if handlers.contains(&format!("{method}(")) {
                    found.insert((method.to_owned(), path.to_owned()));
                }
            }
        }
    }
    found
}

/// Where the bracket that was opened before `text` is closed.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}
