//! `porchlight config`: the settings as they are in effect, with what is secret hidden.

use url::Url;

use super::{Config, MEANINGS};
use crate::Outcome;

/// What can be chosen.
#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    pub(crate) settings: crate::Settings,
    /// Print an example file with every setting and its meaning instead.
    #[arg(long)]
    pub(crate) example: bool,
    /// Print JSON instead of TOML.
    #[arg(long)]
    json: bool,
}

/// What stands in the place of a secret.
const HIDDEN: &str = "(hidden)";

/// Prints the settings.
pub fn print(config: &Config, options: &Options) -> Outcome {
    let shown = toml::Table::try_from(hidden(config))?;
    if options.json {
        println!("{}", serde_json::to_string(&shown)?);
        return Ok(());
    }
    for (key, _) in MEANINGS {
        println!("{key} = {}", shown[*key]);
    }
    Ok(())
}

fn hidden(config: &Config) -> Config {
    let mut config = config.clone();
    if !config.bucket_key.is_empty() {
        config.bucket_key = HIDDEN.to_owned();
    }
    if !config.database.is_empty() {
        config.database = without_password(&config.database);
    }
    config
}

fn without_password(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else { return HIDDEN.to_owned() };
    let asked: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    if asked.iter().any(|(name, _)| name.contains("password")) {
        return HIDDEN.to_owned();
    }
    if url.password().is_some() && url.set_password(Some("hidden")).is_err() {
        return HIDDEN.to_owned();
    }
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let config = Config {
            bucket_key: "s3cret".into(),
            database: "postgres://porch:s3cret@db/porch".into(),
            ..Config::default()
        };
        let shown = toml::to_string(&hidden(&config)).unwrap();
        assert!(!shown.contains("s3cret") && shown.contains("postgres://porch:hidden@db/porch"), "{shown}");
        for odd in ["postgres://db/porch?password=s3cret", "host=db password=s3cret"] {
            assert!(!without_password(odd).contains("s3cret"));
        }
        assert_eq!(hidden(&Config::default()), Config::default());
    }
}
