//! Every word a page asks for is in `en.ftl`, and nothing stands there unasked.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Keys that are put together while running: these beginnings count as asked for.
const MADE_UP: [&str; 4] = ["doctor-", "error-", "month-", "refusal-"];

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<String> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&web.join("../../frontend/templates"), "html", &mut found);
    for krate in ["web", "members", "moderation", "forum", "federation"] {
        files(&web.join("..").join(krate).join("src"), "rs", &mut found);
    }
    found.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The keys in `say("…")` and `say_with("…"`, and the refusals' own.
fn said(source: &str) -> impl Iterator<Item = String> {
    let calls = [("say(\"", ""), ("say_with(\"", ""), ("\"refusal-", "refusal-")];
    calls.into_iter().flat_map(move |(call, beginning)| {
        let keys = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
        keys.map(move |key| format!("{beginning}{key}"))
    })
}

#[test]
fn every_word_that_is_asked_for_is_there() {
    let keys: BTreeSet<&str> = web::translations::keys().collect();
    for source in sources() {
        for key in said(&source).filter(|key| key.contains('-') && !key.contains('{')) {
            assert!(keys.contains(key.as_str()), "en.ftl has no {key:?}");
        }
    }
}

#[test]
fn no_word_stands_there_unasked() {
    let sources = sources();
    let unasked: Vec<&str> = web::translations::keys()
        .filter(|key| !MADE_UP.iter().any(|beginning| key.starts_with(beginning)))
        .filter(|key| !sources.iter().any(|source| source.contains(&format!("\"{key}\""))))
        .collect();
    assert!(unasked.is_empty(), "nobody says {unasked:#?}");
}

#[test]
fn words_are_few_and_kind() {
    let file =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/locales/en.ftl"))
            .unwrap();
    let said = file.lines().filter(|line| !line.starts_with('#'));
    let texts = said.filter_map(|line| {
        let text = line.split_once(if line.starts_with(' ') { ']' } else { '=' })?.1.trim();
        (!text.is_empty() && !text.starts_with("{ $count ->")).then_some(text)
    });
    for text in texts {
        let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        assert!(words <= 20, "{words} words: {text}");
        let lower = text.to_lowercase();
        for unkind in ["clean ", "dirty", "addict", "failed", "instance", "persona"] {
            assert!(!lower.contains(unkind), "{unkind:?} in {text:?}");
        }
    }
}
