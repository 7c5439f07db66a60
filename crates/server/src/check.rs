//! `porchlight check`: what a configuration means, in sentences.

use crate::config::{Config, ConfigError};

/// Explains `config`, a sentence a line.
///
/// # Errors
/// The first setting that cannot work.
pub fn explain(config: &Config) -> Result<Vec<String>, ConfigError> {
    config.usable()?;
    let base = config.base()?;
    let host = base.host_str().unwrap_or_default().to_lowercase();
    let mut lines = vec![
        format!("Members reach {} at {}.", config.name, config.address),
        format!(
            "The program listens on {}; whatever stands in front of it sends requests there.",
            config.listen
        ),
        database(config),
        format!("\"Leave quickly\" goes to {}.", config.leave_to),
        source(config),
        crowd(config),
    ];
    if let Some(onion) = config.onion()? {
        lines.push(format!("Tor Browser is told that the same server is at {onion}."));
    }
    if base.scheme() == "http" {
        lines.push(plain_http(&host));
    }
    if let Some(word) = web::telling(&host) {
        lines.push(format!(
            "The host name contains \"{word}\". It stands in every link, so it tells others why people are here. A neutral name protects them."
        ));
    }
    lines.push(format!(
        "A server with fewer than {} accounts works, but its members are easier to guess. Its pages say so; sharing a server helps.",
        members::size::FEW
    ));
    lines.push(backups(config));
    Ok(lines)
}

fn backups(config: &Config) -> String {
    let Some(keeping) = config.keeping() else {
        return "Backups are switched off, so this server is not for real members: its pages say so."
            .to_owned();
    };
    let (folder, days) = (keeping.folder.display(), keeping.days);
    if members::sheet::is_kept(&config.data) {
        format!(
            "Every night a backup is made in {folder}, tried, and kept for {days} days. Copy them to another machine too."
        )
    } else {
        format!("Nightly backups go to {folder}, once there is a house key sheet: porchlight keys sheet.")
    }
}

fn database(config: &Config) -> String {
    if config.database.is_empty() {
        format!("Everything is kept in {} (SQLite).", config.data.display())
    } else {
        format!("Posts are kept in PostgreSQL; the secrets are kept in {}.", config.data.display())
    }
}

/// The licence lets everybody who uses the server over a network ask for its source.
fn source(config: &Config) -> String {
    if config.source.is_empty() {
        "The page about Porchlight says that you give its source to whoever asks: do so, or set `source`."
            .to_owned()
    } else {
        format!("The page about Porchlight leads to its source at {}.", config.source)
    }
}

/// Floods at the doors are slowed down by where they come from, as far as that is known.
fn crowd(config: &Config) -> String {
    if config.address_header.is_empty() {
        "All who come through a proxy or Tor count as one crowd when a flood at sign-in is slowed down. A proxy that says who asks makes that fairer: set `address_header`.".to_owned()
    } else {
        format!(
            "Your proxy says in `{}` who asks; it must overwrite what a browser sends there. It is used in memory only.",
            config.address_header
        )
    }
}

fn plain_http(host: &str) -> String {
    let lacks = "the connection is not encrypted by TLS, cookies cannot be marked secure, and other servers cannot talk to it";
    if host.ends_with(".onion") {
        "This is an onion service: Tor encrypts it, but servers outside Tor cannot talk to it.".to_owned()
    } else {
        format!("The address is plain http: {lacks}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_accounts_mean_is_told() {
        let told = explain(&Config::default()).unwrap().join("\n");
        assert!(told.contains("fewer than 50 accounts") && told.contains("easier to guess"), "{told}");
    }

    #[test]
    fn what_becomes_of_backups_is_told() {
        let told = explain(&Config::default()).unwrap().join("\n");
        assert!(told.contains("once there is a house key sheet"), "{told}");
        let told = explain(&Config { backup_keep_days: 0, ..Config::default() }).unwrap().join("\n");
        assert!(told.contains("switched off"), "{told}");
    }

    #[test]
    fn who_owes_the_source_is_told() {
        let told = explain(&Config::default()).unwrap().join("\n");
        assert!(told.contains("give its source to whoever asks"), "{told}");
        let config = Config { source: "https://forge.example/porchlight".into(), ..Config::default() };
        let told = explain(&config).unwrap().join("\n");
        assert!(told.contains("at https://forge.example/porchlight"), "{told}");
    }

    #[test]
    fn what_a_proxy_and_an_onion_mean_is_told() {
        let told = explain(&Config::default()).unwrap().join("\n");
        assert!(told.contains("count as one crowd") && !told.contains("Tor Browser"), "{told}");
        let (address_header, onion) = ("X-Forwarded-For".into(), "http://maplemaple.onion".into());
        let told = explain(&Config { address_header, onion, ..Config::default() }).unwrap().join("\n");
        assert!(told.contains("in `X-Forwarded-For`") && told.contains("http://maplemaple.onion"), "{told}");
    }

    #[test]
    fn a_telling_host_name_and_plain_http_are_named() {
        let config = Config { address: "http://alumni.hope-treatment.example".into(), ..Config::default() };
        let told = explain(&config).unwrap().join("\n");
        assert!(told.contains("tells others why") && told.contains("plain http"), "{told}");
        let neutral = Config { address: "https://maple.example".into(), ..Config::default() };
        let told = explain(&neutral).unwrap().join("\n");
        assert!(!told.contains("tells others why") && !told.contains("plain http"), "{told}");
    }
}
