//! `porchlight rehearse`: one made-up server on loopback, empty or as it was left, for tests and figures.
//!
//! Plain http, ports and loopback peers are allowed here and in the demo, and nowhere else: `serve` has no switch
//! that leads to it.

use std::{net::SocketAddr, path::PathBuf};

use store::{Clock, Engine};
use url::Url;

use crate::{
    Outcome,
    config::LogFormat,
    instance::{Instance, Plan},
    serve::House,
    telemetry,
};

/// What a test chooses.
#[derive(clap::Args)]
pub struct Options {
    /// The server's name, and its host under `.localhost`.
    #[arg(long)]
    name: String,
    /// The port on 127.0.0.1.
    #[arg(long)]
    port: u16,
    /// A second, private port that tells how much work is waiting.
    #[arg(long)]
    work_port: Option<u16>,
    /// The folder for everything that is kept.
    #[arg(long)]
    data: PathBuf,
    /// A PostgreSQL address; SQLite in the folder without it.
    #[arg(long)]
    database: Option<String>,
}

/// Runs one made-up server until it is told to stop. Prints one line of JSON once it answers.
pub async fn run(options: Options) -> Outcome {
    telemetry::start_quietly(LogFormat::Text);
    let base = Url::parse(&format!("http://{}.localhost:{}", options.name, options.port))?;
    let engine = match options.database {
        Some(url) => Engine::Postgres(url),
        None => Engine::Sqlite(options.data.join("porchlight.sqlite")),
    };
    let plan = Plan::made_up(base.clone(), &options.name, engine, options.data);
    let instance = Instance::open(plan, Clock::system()).await?;
    let mut house = House::default();
    house.open_door(&instance, SocketAddr::from(([127, 0, 0, 1], options.port))).await?;
    if let Some(port) = options.work_port {
        house
            .open_side_door(std::slice::from_ref(&instance), SocketAddr::from(([127, 0, 0, 1], port)))
            .await?;
    }
    let setup = instance.site.settings.setup_token.clone();
    println!("{}", serde_json::json!({ "name": options.name, "url": base.as_str(), "setup": setup }));
    house.until_told().await
}
