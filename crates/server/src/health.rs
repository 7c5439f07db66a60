//! `porchlight health`: asks the running server whether it can serve, for whoever watches over it.

use std::{net::SocketAddr, time::Duration};

use crate::{Outcome, config::Config};

/// What can be chosen.
#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    pub(crate) settings: crate::Settings,
    /// Print JSON instead of a word.
    #[arg(long)]
    json: bool,
}

/// Longer than a database that is away keeps a page waiting.
const PATIENCE: Duration = Duration::from_secs(15);

/// Succeeds when the server answers that it is ready.
pub async fn ask(config: &Config, options: &Options) -> Outcome {
    let ready = is_ready(config.listen.parse()?).await;
    if options.json {
        println!("{}", serde_json::json!({ "ready": ready.is_ok() }));
    } else if ready.is_ok() {
        println!("ready");
    }
    ready
}

async fn is_ready(mut address: SocketAddr) -> Outcome {
    // What listens everywhere also listens here.
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            [127, 0, 0, 1].into()
        } else {
            [0, 0, 0, 0, 0, 0, 0, 1].into()
        });
    }
    let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
    let answer = client.get(format!("http://{address}/health/ready")).send().await;
    let answer = answer.map_err(|_| format!("nobody answers at {address}"))?;
    if answer.status().is_success() {
        Ok(())
    } else {
        Err("the server runs, but cannot reach its database".into())
    }
}
