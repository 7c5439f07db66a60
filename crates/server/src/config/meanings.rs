//! What each setting means, in words for the operator; the example file is made of them.

use super::Config;

/// Each setting's meaning, as the example file tells it.
pub const MEANINGS: &[(&str, &str)] = &[
    (
        "address",
        "The public address, as browsers and other servers see it. The one setting a real server needs. Do not change it once other servers know it: they would not find this one again.",
    ),
    ("name", "The server's name, as its pages show it. A neutral one protects your members."),
    ("listen", "Where this program listens. Put a proxy with TLS in front of it, or an onion service."),
    (
        "address_header",
        "The header in which your proxy says who asks, as in \"x-forwarded-for\": used in memory to slow down floods, never kept. \
         Only a proxy on this machine or a private network is believed. Empty: all who come through it count as one crowd.",
    ),
    (
        "onion",
        "The same server as an onion service, as in \"http://....onion\". Tor Browser then offers it to its readers. Empty for none.",
    ),
    ("work_listen", "A private loopback address that tells how much work is waiting. Empty for none."),
    ("data", "The folder for the database, the secrets and everything else that is kept."),
    ("database", "A PostgreSQL address (postgres://...), or empty for SQLite in the data folder."),
    ("leave_to", "Where \"leave quickly\" goes: a plain site that anybody might be looking at."),
    (
        "source",
        "Where people get the source of the version you run, changes included. Empty: you give it to whoever asks.",
    ),
    (
        "treatment_centres",
        "Names of treatment centres near you, as in [\"Hope Harbour\"]. Whoever writes one is told before posting it.",
    ),
    (
        "picture_megabytes",
        "How many megabytes all pictures may take together. 0 for no pictures. Each community's lead turns them on.",
    ),
    (
        "bucket_endpoint",
        "A storage that speaks S3, for the pictures (https://...). Empty: they lie in the folder media in the data folder.",
    ),
    ("bucket_name", "The bucket's name."),
    ("bucket_region", "The bucket's region."),
    ("bucket_key_id", "The id of the key to the bucket."),
    ("bucket_key", "The key to the bucket. PORCHLIGHT_BUCKET_KEY keeps it out of this file."),
    (
        "connections",
        "How many connections may be open at once. A proxy in front needs few; phones without one need more. One street of the Internet gets an eighth of them.",
    ),
    (
        "requests",
        "How many requests may be answered at once. The last quarter is for those who write; others are asked to come back.",
    ),
    (
        "patience",
        "For how many seconds a slow phone may keep the server waiting: for a request's first lines, or between two of them.",
    ),
    (
        "backups",
        "The folder for the nightly backups; another disk is better. Empty: the folder backups in the data folder.",
    ),
    (
        "backup_keep_days",
        "How many days backups are kept. What members delete stays in them so long, and nobody but the house key sheet opens them. 0 for no backups.",
    ),
    ("log", "Log lines as \"text\" or \"json\". They never hold names, addresses or words of members."),
];

impl Config {
    /// The example file: every setting, its meaning and its default.
    #[must_use]
    pub fn example() -> String {
        let defaults = toml::Table::try_from(Self::default()).expect("the defaults are plain values");
        let mut text = String::from(
            "# Porchlight's settings. Everything has a safe default; a real server needs `address`.\n\
             # Each may also be given as PORCHLIGHT_ADDRESS and so on, which wins over this file.\n",
        );
        for (key, meaning) in MEANINGS {
            text.push_str(&format!("\n# {meaning}\n# {key} = {}\n", defaults[*key]));
        }
        text
    }
}

/// The known setting that looks most like `key`.
pub(super) fn nearest(key: &str) -> &'static str {
    let known = MEANINGS.iter().map(|(known, _)| *known);
    known.min_by_key(|known| strsim::damerau_levenshtein(known, key)).expect("there are settings")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{super::tests::read, *};

    #[test]
    fn the_example_is_generated_and_complete() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/config.example.toml");
        if std::env::var_os("WRITE_GENERATED").is_some() {
            std::fs::write(&path, Config::example()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), Config::example(), "run with WRITE_GENERATED=1");
        let fields = toml::Table::try_from(Config::default()).unwrap();
        assert_eq!(fields.len(), MEANINGS.len());
        let all: String = Config::example()
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.contains(" = "))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(Config { file: std::path::PathBuf::new(), ..read(&all).unwrap() }, Config::default());
    }
}
