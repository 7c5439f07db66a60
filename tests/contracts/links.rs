//! What the documents lead to exists: files, folders, and headings within documents.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold nothing of ours.
const NOT_OURS: &[&str] = &["target", "node_modules", "output", "data", "demo-data"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
            documents(&path, found);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

/// The lines of a document that are not code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Where `[words](target)` and `![words](target)` lead.
fn targets(text: &str) -> Vec<String> {
    let lines = prose(text).flat_map(|line| line.split("](").skip(1));
    lines.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned()).collect()
}

/// The anchors that a forge makes of a document's headings.
fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    let slug = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
    };
    headings.map(slug).collect()
}

/// Why a link leads nowhere, if it does.
fn broken(document: &Path, text: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = document.parent().unwrap().join(file);
    if !file.is_empty() && !path.exists() {
        return Some(format!("{target}: there is no such file"));
    }
    let there = if file.is_empty() { text.to_owned() } else { fs::read_to_string(path).unwrap_or_default() };
    let lost = !anchor.is_empty() && !anchors(&there).iter().any(|known| known == anchor);
    lost.then(|| format!("{target}: there is no such heading"))
}

#[test]
fn every_link_of_every_document_leads_somewhere() {
    let mut found = Vec::new();
    documents(&root(), &mut found);
    assert!(found.len() >= 4, "the test has lost sight of the documents: {found:?}");
    let mut links = 0;
    for document in found {
        let text = fs::read_to_string(&document).unwrap();
        for target in targets(&text) {
            links += 1;
            assert_eq!(broken(&document, &text, &target), None, "{}", document.display());
        }
    }
    assert!(links > 20, "the test has lost sight of the links: {links}");
}

#[test]
fn a_link_to_nowhere_is_found() {
    let document = root().join("README.md");
    let text = "# One walk: a member\n[a](LICENSE) [b](#one-walk-a-member) [c](no/such.rs) [d](#nowhere)\n\
                ```\n[e](in/code.rs)\n```\n[f](https://forge.example/none)";
    let lost: Vec<String> =
        targets(text).iter().filter_map(|target| broken(&document, text, target)).collect();
    assert_eq!(lost, ["no/such.rs: there is no such file", "#nowhere: there is no such heading"]);
}
