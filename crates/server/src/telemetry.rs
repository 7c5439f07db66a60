//! Log lines: what the program does, never who did what.

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::LogFormat;

/// Starts logging to standard error. `RUST_LOG` chooses how much.
pub fn start(format: LogFormat) {
    start_at("info,sqlx=warn,hyper=warn", format);
}

/// The same for the demo and for tests, where only trouble is worth a line.
pub fn start_quietly(format: LogFormat) {
    start_at("warn", format);
}

fn start_at(usual: &str, format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    match format {
        LogFormat::Text => lines.compact().init(),
        LogFormat::Json => lines.json().init(),
    }
}
