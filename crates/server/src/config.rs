//! Settings: one TOML file, overridden by `PORCHLIGHT_…` variables, with safe defaults and no unknown keys.

mod meanings;
mod refusal;
pub mod shown;
mod values;

use std::path::{Path, PathBuf};

use figment::{
    Figment, Provider,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use store::Engine;
use url::Url;

pub use self::{meanings::MEANINGS, refusal::ConfigError};
use self::{meanings::nearest, refusal::unusable};
use crate::door::Limits;

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
    /// How many connections may be open at once.
    pub connections: u64,
    /// How many requests may be under way at once.
    pub requests: u64,
    /// For how many seconds anybody may keep the server waiting.
    pub patience: u64,
    /// The folder for backups; empty for one in the data folder.
    pub backups: PathBuf,
    /// How many days they are kept; 0 for none.
    pub backup_keep_days: u64,
    /// Log lines as `text` or `json`.
    pub log: LogFormat,
    /// The file that these settings were read from, and that set-up may write to.
    #[serde(skip)]
    pub file: PathBuf,
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

impl Default for Config {
    fn default() -> Self {
        let limits = Limits::default();
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
            connections: limits.connections as u64,
            requests: limits.requests as u64,
            patience: limits.patience.as_secs(),
            backups: PathBuf::new(),
            backup_keep_days: 14,
            log: LogFormat::Text,
            file: PathBuf::new(),
        }
    }
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
            .map(|config: Self| Self { file: file.to_owned(), ..config })
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
        self.limits_are_usable()?;
        self.keeping_is_usable()?;
        self.address_header()?;
        self.onion()?;
        Ok(())
    }

    /// Where backups lie.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        let none = self.backups.as_os_str().is_empty();
        if none { self.data.join("backups") } else { self.backups.clone() }
    }

    /// Writes one setting into `file`, in place of what it says; the rest stays as it is.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn write(file: &Path, key: &str, value: &str) -> std::io::Result<()> {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let line = format!("{key} = {}", toml::Value::from(value));
        let is_it = |old: &&str| old.split_once('=').is_some_and(|(name, _)| name.trim() == key);
        let rest = text.lines().filter(|old| !is_it(old));
        let written: String =
            std::iter::once(line.as_str()).chain(rest).map(|line| format!("{line}\n")).collect();
        let half = file.with_extension("toml.half");
        std::fs::write(&half, written)?;
        std::fs::rename(half, file)
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

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn read(text: &str) -> Result<Config, ConfigError> {
        let file =
            std::env::temp_dir().join(format!("porchlight-config-{}.toml", store::Chance::system().code(12)));
        std::fs::write(&file, text).unwrap();
        let read = Config::read(&file, true);
        std::fs::remove_file(file).unwrap();
        read
    }

    #[test]
    fn one_setting_is_written_and_the_others_stay() {
        let file =
            std::env::temp_dir().join(format!("porchlight-config-{}.toml", store::Chance::system().code(12)));
        Config::write(&file, "address", "https://maple.example").unwrap();
        assert_eq!(Config::read(&file, true).unwrap().address, "https://maple.example");
        std::fs::write(&file, "# ours\nname = \"Maple\"\naddress = \"http://old.example\"\n").unwrap();
        Config::write(&file, "address", "https://maple.example").unwrap();
        let read = Config::read(&file, true).unwrap();
        assert_eq!((read.address.as_str(), read.name.as_str()), ("https://maple.example", "Maple"));
        assert!(std::fs::read_to_string(&file).unwrap().contains("# ours"));
        std::fs::remove_file(&file).unwrap();
        assert!(Config::write(&file.join("no/folder"), "address", "x").is_err());
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
            ("connections = 0", "connections"),
            ("requests = 100000", "requests"),
            ("patience = 0", "patience"),
            ("backup_keep_days = 400", "backup_keep_days"),
        ] {
            let told = read(text).unwrap().usable().unwrap_err().to_string();
            assert!(told.contains(key), "{text}: {told}");
        }
        assert!(read("listen = 5").is_err());
        assert!(read("listen = [").is_err());
    }
}
