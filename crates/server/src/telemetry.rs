//! Log lines: what the program does, never who did what.

use tracing_subscriber::{EnvFilter, fmt, fmt::MakeWriter};

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
    listen(filter, format, std::io::stderr);
}

/// Writes what the filter lets through. Nothing is taken from libraries that speak through `log`: at its finest, the
/// one that reads HTML would write members' words.
pub fn listen<W>(filter: EnvFilter, format: LogFormat, writer: W)
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = fmt().with_env_filter(filter).with_writer(writer).with_target(false);
    let set = match format {
        LogFormat::Text => tracing::subscriber::set_global_default(lines.compact().finish()),
        LogFormat::Json => tracing::subscriber::set_global_default(lines.json().finish()),
    };
    set.expect("the log is started once");
}
