//! Why a configuration cannot be used, in a sentence.

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

pub(super) fn unusable(key: &'static str, value: &str, why: &'static str) -> ConfigError {
    ConfigError::Unusable { key, value: value.to_owned(), why }
}
