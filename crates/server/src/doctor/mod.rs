//! `porchlight doctor`: looks after everything that can go wrong around a server, and names the one thing to do.
//!
//! Each check is a file and one line in `CHECKS`: what it is called, what it may find, and how it looks. It changes
//! nothing unless it is told to, makes nothing, and asks nobody but this server's own address and the servers of its
//! circle. The words stand in `en.ftl`, under `doctor-…`.

mod address;
mod backup;
mod clock;
mod database;
mod dead;
mod disk;
mod dns;
mod nodeinfo;
mod outside;
mod patient;
mod peers;
mod permissions;
mod proxy;
mod queue;
mod run;
mod schema;
mod secrets;
mod sheet;
mod tls;
mod webfinger;

use futures_util::future::join_all;
use web::{
    machine::{Finding, Soon, State},
    translations::Translations,
};

pub use disk::Room;
pub use patient::Patient;
pub use run::{Options, run};

/// What is looked after, in the order in which it is told.
const CHECKS: &[Check] = &[
    database::CHECK,
    schema::CHECK,
    disk::CHECK,
    permissions::CHECK,
    secrets::CHECK,
    sheet::CHECK,
    backup::CHECK,
    clock::CHECK,
    dns::CHECK,
    tls::CHECK,
    address::CHECK,
    proxy::CHECK,
    webfinger::CHECK,
    nodeinfo::CHECK,
    queue::CHECK,
    dead::CHECK,
    peers::CHECK,
];

/// One thing that is looked after.
struct Check {
    /// What it is called, in reports and in keys of words.
    name: &'static str,
    /// What it may find, and how bad that is.
    codes: &'static [(&'static str, State)],
    look: for<'p> fn(&'p Patient) -> Soon<'p, Vec<Found>>,
    /// Mends what may be mended without asking.
    mend: Option<fn(&Patient) -> std::io::Result<()>>,
}

/// What a check found: one of its codes, and what stands in the gaps of its words.
struct Found(&'static str, Vec<(&'static str, String)>);

impl Found {
    /// Without gaps.
    fn plain(code: &'static str) -> Vec<Self> {
        vec![Self(code, Vec::new())]
    }

    /// With one gap.
    fn with(code: &'static str, gap: &'static str, value: impl ToString) -> Vec<Self> {
        vec![Self(code, vec![(gap, value.to_string())])]
    }
}

/// Looks after everything, all at once: some answers take a while.
pub async fn examine(patient: &Patient) -> Vec<Finding> {
    let words = Translations::english();
    let all = join_all(CHECKS.iter().map(|check| async move { (check, (check.look)(patient).await) })).await;
    let told = |(check, found): (&Check, Vec<Found>)| -> Vec<Finding> {
        found.into_iter().map(|found| tell(&words, check, found)).collect()
    };
    all.into_iter().flat_map(told).collect()
}

/// Mends what may be mended without asking; answers what could not be.
#[must_use]
pub fn mend(patient: &Patient) -> Vec<String> {
    let mended = CHECKS.iter().filter_map(|check| Some((check.name, check.mend?(patient))));
    mended.filter_map(|(name, done)| Some(format!("{name}: {}", done.err()?))).collect()
}

fn tell(words: &Translations, check: &Check, Found(code, gaps): Found) -> Finding {
    let name = check.name;
    let known = check.codes.iter().find(|(known, _)| *known == code);
    let state = known.map_or(State::Unknown, |(_, state)| *state);
    let remedy =
        if state > State::Unknown { words.say_with(&key(name, code, "-do"), &gaps) } else { String::new() };
    Finding {
        check: name,
        code,
        state,
        title: words.say(&format!("doctor-{name}")).to_owned(),
        what: words.say_with(&key(name, code, ""), &gaps),
        why: words.say(&format!("doctor-{name}-why")).to_owned(),
        remedy,
    }
}

fn key(name: &str, code: &str, rest: &str) -> String {
    format!("doctor-{name}-{code}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_found_has_its_words_and_nothing_else_has() {
        let words = Translations::english();
        let mut said = Vec::new();
        for check in CHECKS {
            said.extend([format!("doctor-{}", check.name), format!("doctor-{}-why", check.name)]);
            for (code, state) in check.codes {
                said.push(key(check.name, code, ""));
                if *state > State::Unknown {
                    said.push(key(check.name, code, "-do"));
                }
            }
        }
        for key in &said {
            assert!(words.knows(key), "en.ftl has no {key}");
        }
        let checks = web::translations::keys().filter(|key| {
            CHECKS.iter().any(|check| {
                let start = format!("doctor-{}", check.name);
                *key == start || key.starts_with(&format!("{start}-"))
            })
        });
        for key in checks {
            assert!(said.iter().any(|known| known == key), "nobody finds {key}");
        }
    }
}
