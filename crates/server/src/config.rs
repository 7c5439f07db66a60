//! Settings: one TOML file, overridden by `PORCHLIGHT_…` variables, with safe defaults and no unknown keys.

use std::path::{Path, PathBuf};

use axum::http::HeaderName;
use figment::{
    Figment, Provider,
    providers::{Env, Format, Serialized, Toml},
};
use forum::media::{Bucket, Place};
use serde::{Deserialize, Serialize};
use store::Engine;
use url::Url;

/// What one server is told about itself. Every field has a line in [`MEANINGS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The public address, as browsers and other servers see it.
    pub address: String,
    /// The server's name, as its pages show it.
    pub name: String,
    /// Where this program listens for the proxy, or for browsers on a LAN.
    pub listen: String,
    /// The header in which the proxy says who asks; empty when it says nothing.
    pub address_header: String,
    /// The same server as an onion service; empty for none.
    pub onion: String,
    /// A private loopback address for `/health/work`; empty for none.
    pub work_listen: String,
    /// The folder for the database, secrets and everything else that is kept.
    pub data: PathBuf,
    /// `postgres://…`, or empty for SQLite in the data folder.
    pub database: String,
    /// Where "leave quickly" goes.
    pub leave_to: String,
    /// Where the source of the running version can be had; empty when the operator gives it on request.
    pub source: String,
    /// The names of treatment centres that the composer marks before somebody posts them.
    pub treatment_centres: Vec<String>,
    /// How many megabytes all pictures may take together; 0 for no pictures.
    pub picture_megabytes: u64,
    /// A storage that speaks S3, for the pictures; empty for a folder in the data folder.
    pub bucket_endpoint: String,
    /// The bucket's name.
    pub bucket_name: String,
    /// Its region.
    pub bucket_region: String,
    /// The id of the key to it.
    pub bucket_key_id: String,
    /// The key to it.
    pub bucket_key: String,
    /// Log lines as `text` or `json`.
    pub log: LogFormat,
}

/// How a log line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Each setting's meaning, as the example file tells it.
pub const MEANINGS: &[(&str, &str)] = &[
    (
        "address",
        "The public address, as browsers and other servers see it. The one setting a real server needs.",
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
    ("log", "Log lines as \"text\" or \"json\". They never hold names, addresses or words of members."),
];

impl Default for Config {
    fn default() -> Self {
        Self {
            address: "http://localhost:8420".into(),
            name: "Porchlight".into(),
            listen: "127.0.0.1:8420".into(),
            address_header: String::new(),
            onion: String::new(),
            work_listen: String::new(),
            data: "data".into(),
            database: String::new(),
            leave_to: "https://www.wikipedia.org/".into(),
            source: String::new(),
            treatment_centres: Vec::new(),
            picture_megabytes: 5_000,
            bucket_endpoint: String::new(),
            bucket_name: String::new(),
            bucket_region: "us-east-1".into(),
            bucket_key_id: String::new(),
            bucket_key: String::new(),
            log: LogFormat::Text,
        }
    }
}

/// Why a configuration cannot be used; the text is for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key that means nothing, and the known one that looks most like it.
    #[error("unknown setting `{key}` in {place}. Did you mean `{nearest}`?")]
    UnknownKey {
        /// As written.
        key: String,
        /// The file, or the environment.
        place: String,
        /// The known key with the fewest edits between.
        nearest: &'static str,
    },
    /// The file is not TOML, or a value has the wrong type.
    #[error("{0}")]
    Unreadable(String),
    /// A value that cannot work.
    #[error("`{key}` is {value:?}: {why}")]
    Unusable {
        /// The setting.
        key: &'static str,
        /// Its value.
        value: String,
        /// What it should be.
        why: &'static str,
    },
}

impl Config {
    /// Reads `file` (a missing one counts as empty when `must_exist` is false) and the environment.
    ///
    /// # Errors
    /// A sentence that names the setting and what to do.
    pub fn read(file: &Path, must_exist: bool) -> Result<Self, ConfigError> {
        if must_exist && !file.exists() {
            return Err(ConfigError::Unreadable(format!("there is no file {}", file.display())));
        }
        let environment = Env::prefixed("PORCHLIGHT_");
        let from_file = Figment::from(Toml::file(file));
        refuse_unknown(&from_file, &file.display().to_string())?;
        refuse_unknown(&Figment::from(environment.clone()), "the environment")?;
        Figment::from(Serialized::defaults(Self::default()))
            .merge(from_file)
            .merge(environment)
            .extract()
            .map_err(|error| ConfigError::Unreadable(error.to_string()))
    }

    /// Checks the values themselves.
    ///
    /// # Errors
    /// The first value that cannot work.
    pub fn usable(&self) -> Result<(), ConfigError> {
        self.base()?;
        for (key, value) in [("listen", &self.listen), ("work_listen", &self.work_listen)] {
            if !(value.is_empty() && key == "work_listen") && value.parse::<std::net::SocketAddr>().is_err() {
                return Err(unusable(key, value, "write an address and a port, as in 127.0.0.1:8420"));
            }
        }
        if !self.database.is_empty() && !self.database.starts_with("postgres") {
            return Err(unusable(
                "database",
                &self.database,
                "write postgres://…, or leave it empty for SQLite",
            ));
        }
        if Url::parse(&self.leave_to).map_or(true, |url| url.scheme() != "https") {
            return Err(unusable("leave_to", &self.leave_to, "write an https address"));
        }
        self.source()?;
        self.bucket_is_usable()?;
        self.address_header()?;
        self.onion()?;
        Ok(())
    }

    /// The public address, parsed: scheme, host and perhaps a port; no path.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn base(&self) -> Result<Url, ConfigError> {
        let refused =
            || unusable("address", &self.address, "write https:// and the host name, and nothing after it");
        let url = Url::parse(&self.address).map_err(|_| refused())?;
        let plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if plain && matches!(url.scheme(), "http" | "https") && url.host_str().is_some() {
            Ok(url)
        } else {
            Err(refused())
        }
    }

    /// Where the source can be had, parsed; `None` when the operator gives it on request.
    ///
    /// # Errors
    /// When it is no address of a page.
    pub fn source(&self) -> Result<Option<Url>, ConfigError> {
        if self.source.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(&self.source).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        url.map(Some)
            .ok_or_else(|| unusable("source", &self.source, "write a web address, or leave it empty"))
    }

    /// The header in which the proxy says who asks, if it does.
    ///
    /// # Errors
    /// When no header can be called so.
    pub fn address_header(&self) -> Result<Option<HeaderName>, ConfigError> {
        if self.address_header.is_empty() {
            return Ok(None);
        }
        let header = self.address_header.to_lowercase().parse();
        header.map(Some).map_err(|_| {
            unusable("address_header", &self.address_header, "write the name of a header, or leave it empty")
        })
    }

    /// The onion service's address, parsed, if there is one.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn onion(&self) -> Result<Option<Url>, ConfigError> {
        if self.onion.is_empty() {
            return Ok(None);
        }
        let is_onion = |url: &Url| url.host_str().is_some_and(|host| host.ends_with(".onion"));
        let plain = |url: &Url| matches!(url.scheme(), "http" | "https") && url.path() == "/";
        let url =
            Url::parse(&self.onion).ok().filter(|url| is_onion(url) && plain(url) && url.query().is_none());
        url.map(Some).ok_or_else(|| {
            unusable("onion", &self.onion, "write http:// and the .onion name, and nothing after it")
        })
    }

    /// Where pictures lie.
    #[must_use]
    pub fn pictures(&self) -> Place {
        if self.bucket_endpoint.is_empty() {
            return Place::Folder(self.data.join("media"));
        }
        Place::Bucket(Bucket {
            endpoint: self.bucket_endpoint.clone(),
            name: self.bucket_name.clone(),
            region: self.bucket_region.clone(),
            key_id: self.bucket_key_id.clone(),
            key: self.bucket_key.clone(),
        })
    }

    fn bucket_is_usable(&self) -> Result<(), ConfigError> {
        if self.bucket_endpoint.is_empty() {
            return Ok(());
        }
        if Url::parse(&self.bucket_endpoint).map_or(true, |url| !matches!(url.scheme(), "http" | "https")) {
            return Err(unusable(
                "bucket_endpoint",
                &self.bucket_endpoint,
                "write a web address, or leave it empty",
            ));
        }
        for (key, value) in [("bucket_name", &self.bucket_name), ("bucket_key_id", &self.bucket_key_id)] {
            if value.is_empty() {
                return Err(unusable(key, value, "a bucket needs it"));
            }
        }
        // Never shown, not even when it is wrong.
        if self.bucket_key.is_empty() { Err(unusable("bucket_key", "", "a bucket needs it")) } else { Ok(()) }
    }

    /// Which database these settings name.
    #[must_use]
    pub fn engine(&self) -> Engine {
        if self.database.is_empty() {
            Engine::Sqlite(self.data.join("porchlight.sqlite"))
        } else {
            Engine::Postgres(self.database.clone())
        }
    }

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

fn unusable(key: &'static str, value: &str, why: &'static str) -> ConfigError {
    ConfigError::Unusable { key, value: value.to_owned(), why }
}

fn refuse_unknown(figment: &Figment, place: &str) -> Result<(), ConfigError> {
    let data = figment.data().map_err(|error| ConfigError::Unreadable(error.to_string()))?;
    let keys = data.values().flat_map(|settings| settings.keys());
    for key in keys {
        if !MEANINGS.iter().any(|(known, _)| known == key) {
            return Err(ConfigError::UnknownKey {
                key: key.clone(),
                place: place.to_owned(),
                nearest: nearest(key),
            });
        }
    }
    Ok(())
}

fn nearest(key: &str) -> &'static str {
    let known = MEANINGS.iter().map(|(known, _)| *known);
    known.min_by_key(|known| strsim::damerau_levenshtein(known, key)).expect("there are settings")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let file =
            std::env::temp_dir().join(format!("porchlight-config-{}.toml", store::Chance::system().code(12)));
        std::fs::write(&file, text).unwrap();
        let read = Config::read(&file, true);
        std::fs::remove_file(file).unwrap();
        read
    }

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
        assert_eq!(read(&all).unwrap(), Config::default());
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let told = read("adress = \"https://porch.example\"").unwrap_err().to_string();
        assert!(told.contains("`adress`") && told.contains("`address`"), "{told}");
    }

    #[test]
    fn what_cannot_work_is_refused_in_a_sentence() {
        for (text, key) in [
            ("address = \"porch.example\"", "address"),
            ("address = \"https://porch.example/forum\"", "address"),
            ("address = \"ftp://porch.example\"", "address"),
            ("listen = \"8420\"", "listen"),
            ("database = \"mysql://x\"", "database"),
            ("leave_to = \"javascript:alert(1)\"", "leave_to"),
            ("source = \"javascript:alert(1)\"", "source"),
            ("source = \"on a disk in the office\"", "source"),
            ("address_header = \"no header\"", "address_header"),
            ("onion = \"https://maple.example\"", "onion"),
            ("onion = \"http://maple.onion/forum\"", "onion"),
        ] {
            let told = read(text).unwrap().usable().unwrap_err().to_string();
            assert!(told.contains(key), "{text}: {told}");
        }
        assert!(read("listen = 5").is_err());
        assert!(read("listen = [").is_err());
    }
}
