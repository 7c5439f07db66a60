//! What an operator types: every command has an example that is understood, and does what it says.

use std::{path::Path, process::Output};

use crate::serve::{Porch, stops};

/// The words of a line, as a shell would part them.
fn words(line: &str) -> Vec<String> {
    let (mut all, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    for sign in line.chars() {
        match (sign, quote) {
            ('"' | '\'', None) => (quote, begun) = (Some(sign), true),
            (sign, Some(open)) if sign == open => quote = None,
            (' ', None) if begun || !word.is_empty() => {
                all.push(std::mem::take(&mut word));
                begun = false;
            }
            (' ', None) => {}
            (sign, _) => word.push(sign),
        }
    }
    if begun || !word.is_empty() {
        all.push(word);
    }
    all
}

/// Why the program would not understand a line that calls it, if so.
fn not_understood(line: &str) -> Option<String> {
    let words = words(line);
    let calls = words
        .iter()
        .position(|word| word.rsplit('/').next().is_some_and(|name| name.starts_with("porchlight")))?;
    let ours = words[calls..].iter().take_while(|word| !matches!(word.as_str(), "|" | ">" | "&&" | ";"));
    if let [_, name] = &words[calls..] {
        // A sentence that speaks of a command, without its arguments.
        let known = porchlight::commands().find_subcommand(name).is_some();
        return (!known).then(|| format!("there is no command {name}"));
    }
    match porchlight::commands().try_get_matches_from(ours) {
        Ok(_) => None,
        Err(error) if !error.use_stderr() => None,
        Err(error) => Some(format!("{line}: {error}")),
    }
}

/// Every command that has none below it, and its path.
fn leaves<'c>(command: &'c clap::Command, path: &str, found: &mut Vec<(String, &'c clap::Command)>) {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        let path = format!("{path} {}", below.get_name());
        if below.has_subcommands() {
            leaves(below, &path, found);
        } else {
            found.push((path, below));
        }
    }
}

#[test]
fn every_command_says_what_it_is_for_and_has_an_example_that_is_understood() {
    let commands = porchlight::commands();
    let mut found = Vec::new();
    leaves(&commands, "porchlight", &mut found);
    assert!(found.len() >= 18, "{}", found.len());
    for (path, command) in found {
        assert!(command.get_about().is_some(), "{path} does not say what it is for");
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let example = help.lines().find_map(|line| line.strip_prefix("Example: "));
        let example = example.unwrap_or_else(|| panic!("{path} has no example"));
        assert!(example.contains(&path), "{path}: {example}");
        assert_eq!(not_understood(example), None);
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{path}: --{} is not explained", argument.get_id());
        }
    }
}

/// The lines of code in a document.
fn code(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        let indented = line.starts_with("    ");
        let line = line.split(" #").next().unwrap_or_default().trim();
        if line.starts_with("```") {
            inside = !inside;
        } else if inside || indented {
            lines.push(line.to_owned());
        }
    }
    // And what stands in a sentence between back-ticks, when it is a whole command.
    let spans = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|span| span.starts_with("porchlight ") && !span.contains('…'));
    lines.extend(spans.map(str::to_owned));
    lines
}

/// Whether a line runs the program, and does not only speak of it: as the first word, after a pipe or `sudo -u porchlight`.
fn calls_it(line: &str) -> bool {
    line.split(['|', ';', '&']).any(|part| {
        let part = part.trim().trim_start_matches("sudo -u porchlight ");
        let first = part.split_whitespace().next().unwrap_or_default();
        first.rsplit('/').next().is_some_and(|name| name.starts_with("porchlight"))
    })
}

#[test]
fn every_command_in_the_documents_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut documents =
        ["README.md", "deploy/README.md", "deploy/backups.md"].map(|path| root.join(path)).to_vec();
    for reader in ["members", "moderators", "operators"] {
        let folder = std::fs::read_dir(root.join("frontend/help").join(reader)).unwrap();
        documents.extend(folder.map(|entry| entry.unwrap().path()));
    }
    let mut seen = 0;
    for document in documents {
        for line in code(&std::fs::read_to_string(&document).unwrap()) {
            if calls_it(&line) {
                seen += 1;
                assert_eq!(not_understood(&line), None, "{}", document.display());
            }
        }
    }
    assert!(seen > 15, "the test has lost sight of the commands: {seen}");
}

/// A server's folder, and what commands do in it.
struct Desk(Porch);

impl Desk {
    fn asks(&self, arguments: &[&str]) -> Output {
        self.0.program(arguments).output().unwrap()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let told = self.asks(arguments);
        assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8(told.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.says(arguments)).unwrap()
    }

    fn refuses(&self, arguments: &[&str], saying: &str) {
        let told = self.asks(arguments);
        assert_eq!(told.status.code(), Some(1), "{arguments:?}");
        let words = String::from_utf8(told.stderr).unwrap();
        assert!(words.starts_with("porchlight: ") && words.contains(saying), "{words}");
    }
}

#[tokio::test]
async fn homes_are_named_and_people_invited_at_the_machine() {
    let desk = Desk(Porch::new());
    desk.refuses(&["user", "invite", "--label", "first"], "there is no home yet");
    desk.says(&["house", "add", "Maple House"]);
    desk.says(&["house", "add", "Old friends", "--group"]);
    desk.says(&["house", "rename", "Maple House", "Maple"]);
    desk.refuses(&["house", "rename", "Maple House", "x"], "there is not one home called");
    desk.refuses(&["house", "add", " "], "at most 60 characters");
    let homes = desk.json(&["house", "list", "--json"]);
    assert_eq!(
        homes,
        serde_json::json!([{ "name": "Maple", "kind": "house" }, { "name": "Old friends", "kind": "group" }])
    );
    desk.refuses(&["user", "invite", "--label", "first"], "--house");
    let invited =
        desk.json(&["user", "invite", "--label", "first", "--house", "Maple", "--operator", "--json"]);
    let seats = desk.json(&["house", "seats", "--json"]);
    assert_eq!((&seats[0]["invited"], &seats[0]["staying"]), (&1.into(), &0.into()));
    desk.refuses(&["user", "end-stay", "--label", "first"], "no stay began");
    assert_eq!(desk.says(&["user", "sign-out-all"]).trim(), "0 sessions have ended");
    assert_eq!(desk.json(&["circle", "list", "--json"]), serde_json::json!([]));
    assert_eq!(desk.says(&["federation", "dead", "--json"]), "");

    desk.refuses(&["health"], "nobody answers");
    let mut child = desk.0.program(&["serve"]).spawn().unwrap();
    desk.0.ready().await;
    assert_eq!(desk.says(&["health"]).trim(), "ready");
    assert_eq!(desk.json(&["health", "--json"]), serde_json::json!({ "ready": true }));
    let address = invited["address"].as_str().unwrap();
    let path = &address[address.find("/join/").unwrap()..];
    assert_eq!(desk.0.page(path).await.unwrap().0, 200, "the invitation works");
    assert!(stops(&mut child));
}

#[tokio::test]
async fn the_audit_is_looked_through_at_the_machine() {
    let desk = Desk(Porch::new());
    desk.says(&["house", "add", "Maple House"]);
    desk.says(&["house", "add", "Old friends", "--group"]);
    let whole = desk.json(&["verify-audit", "--json"]);
    assert_eq!((&whole["whole"], &whole["rows"]), (&true.into(), &2.into()));
    let head = whole["head"].as_str().unwrap();
    desk.says(&["house", "add", "New friends", "--group"]);
    assert!(desk.says(&["verify-audit", "--head", head]).contains("the audit is whole: 3 rows"));
    let engine = store::Engine::Sqlite(desk.0.data.join("porchlight.sqlite"));
    let database =
        store::Database::open(&engine, store::Clock::system(), store::Chance::system()).await.unwrap();
    for (spoilt, wrong) in [
        ("UPDATE audit SET about = about + 1 WHERE ordinal = 2", "is not whole"),
        ("DELETE FROM audit WHERE ordinal = 2", "is not whole"),
    ] {
        let mut tx = database.write().await.unwrap();
        tx.sql(spoilt).execute().await.unwrap();
        tx.commit().await.unwrap();
        desk.refuses(&["verify-audit"], wrong);
        let told = desk.asks(&["verify-audit", "--json", "--head", head]);
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
        assert_eq!((&told["whole"], &told["findings"][0]["ordinal"]), (&false.into(), &2.into()));
    }
}

#[test]
fn settings_are_shown_without_their_secrets() {
    let desk = Desk(Porch::new());
    let mut program = desk.0.program(&["config"]);
    program.env("PORCHLIGHT_DATABASE", "postgres://porch:s3cret@db/porch");
    let told = String::from_utf8(program.output().unwrap().stdout).unwrap();
    assert!(told.contains("postgres://porch:hidden@db/porch") && !told.contains("s3cret"), "{told}");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/config.example.toml");
    assert_eq!(desk.says(&["config", "--example"]), std::fs::read_to_string(example).unwrap());
    assert_eq!(desk.json(&["config", "--json"])["patience"], 30);
    assert!(!desk.0.data.exists(), "looking makes nothing");
    for shell in ["bash", "zsh", "fish"] {
        assert!(desk.says(&["completions", shell]).contains("sign-out-all"), "{shell}");
    }
}
