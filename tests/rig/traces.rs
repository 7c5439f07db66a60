//! Looking for traces of words: in any file, and in every form in which a program might leave them.

use std::{
    collections::BTreeSet,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

use aho_corasick::AhoCorasick;
use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use store::Engine;

/// Larger files are no trace of ours.
const LARGEST: u64 = 50_000_000;

/// The forms of one word: as it is, in numbers, and hashed.
fn forms(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut forms = vec![
        ("raw", word.as_bytes().to_vec()),
        ("hex", hex(word.as_bytes()).into_bytes()),
        ("HEX", hex(word.as_bytes()).to_uppercase().into_bytes()),
        ("decimal", word.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(",").into_bytes()),
        (
            "decimal, spaced",
            word.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", ").into_bytes(),
        ),
    ];
    // Wherever the word begins in a text, base64 has one of three spellings; the ends depend on what stands beside.
    for before in 0..3 {
        let shifted = ["x".repeat(before), word.to_owned()].concat();
        let spelt = BASE64_STANDARD_NO_PAD.encode(shifted);
        let (from, until) = ((before * 4).div_ceil(3), spelt.len() - 2);
        forms.push(("base64", spelt.as_bytes()[from..until].to_vec()));
        forms.push(("base64url", spelt.replace('+', "-").replace('/', "_").as_bytes()[from..until].to_vec()));
    }
    for (name, hash) in [
        ("md5", md5::Md5::digest(word).to_vec()),
        ("sha1", Sha1::digest(word).to_vec()),
        ("sha256", Sha256::digest(word).to_vec()),
    ] {
        forms.push((name, hex(&hash).into_bytes()));
        forms.push((name, BASE64_STANDARD_NO_PAD.encode(&hash).into_bytes()));
        forms.push((name, hash));
    }
    forms
}

/// Words to look for, in each of their forms.
pub struct Search {
    names: Vec<String>,
    needles: AhoCorasick,
}

impl Search {
    /// Gets ready.
    ///
    /// # Panics
    /// When there are too many words.
    #[must_use]
    pub fn of(words: &[&str]) -> Self {
        let (mut names, mut needles) = (Vec::new(), Vec::new());
        for word in words {
            for (form, needle) in forms(word) {
                names.push(format!("{word} ({form})"));
                needles.push(needle);
            }
        }
        Self { names, needles: AhoCorasick::new(needles).expect("a few patterns") }
    }

    /// Where and how the words are found in some bytes: each once.
    #[must_use]
    pub fn bytes(&self, place: &str, bytes: &[u8]) -> BTreeSet<String> {
        let found = self.needles.find_overlapping_iter(bytes);
        found.map(|one| format!("{place}: {}", self.names[one.pattern().as_usize()])).collect()
    }

    /// Where and how they are found in the files of a folder, and of those in it, that changed in the last `lately`.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "a file's age is told by the machine's own clock")]
    pub fn folder(&self, folder: &Path, lately: Duration) -> BTreeSet<String> {
        let Ok(entries) = std::fs::read_dir(folder) else { return BTreeSet::new() };
        let mut found = BTreeSet::new();
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            // Other tests come and go beside us.
            let Ok(about) = path.symlink_metadata() else { continue };
            let age =
                about.modified().ok().and_then(|changed| SystemTime::now().duration_since(changed).ok());
            // A running PostgreSQL keeps traces in files of its own, as the privacy page says; its dump is looked at.
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("porchlight-postgres."))
            {
                continue;
            }
            if about.is_dir() {
                found.extend(self.folder(&path, lately));
            } else if about.is_file() && about.len() < LARGEST && age.unwrap_or_default() < lately {
                let bytes = std::fs::read(&path).unwrap_or_default();
                found.extend(self.bytes(&path.display().to_string(), &bytes));
            }
        }
        found
    }

    /// Where and how they are found in a database: its file and what lies beside it, or what `pg_dump` gives.
    ///
    /// # Panics
    /// When a PostgreSQL cannot be dumped.
    #[must_use]
    pub fn database(&self, engine: &Engine) -> BTreeSet<String> {
        match engine {
            Engine::Sqlite(file) => self.folder(file.parent().expect("a folder"), Duration::MAX),
            Engine::Postgres(url) => {
                let dumped = Command::new("pg_dump").arg(url).output().expect("pg_dump is there");
                assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
                self.bytes("pg_dump", &dumped.stdout)
            }
        }
    }
}
