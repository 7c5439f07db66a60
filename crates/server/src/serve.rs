//! `porchlight serve`: listens, works, and stops within ten seconds without losing anything.

use std::{net::SocketAddr, time::Duration};

use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use tokio::{signal::unix::SignalKind, sync::watch, task::JoinSet};

use crate::{
    Outcome,
    config::Config,
    door::{Door, Limits},
    instance::{Instance, Plan},
    telemetry,
    work::{self, Stop},
};

/// How long requests and work under way may take to end.
const DRAIN: Duration = Duration::from_secs(9);

/// Files for all that is not a connection: the database, the log, what is fetched elsewhere.
const FILES: u64 = 512;

/// Runs one real server until it is told to stop.
pub async fn run(config: Config) -> Outcome {
    telemetry::start(config.log);
    // Each connection is a file to the system, and it gives few to begin with.
    let _ = rlimit::increase_nofile_limit(config.connections * 2 + FILES);
    let instance = Instance::open(Plan::real(&config)?, store::Clock::system()).await?;
    if instance.site.lacks_copies() {
        tracing::warn!("this server is not yet for real members: there is no backup");
    }
    if let Some(token) = &instance.site.settings.setup_token {
        println!("Set up this server at {}setup/{token} (the link works once).", config.base()?);
    }
    let mut house = House::default();
    house.open_door(&instance, config.listen.parse()?).await?;
    if !config.work_listen.is_empty() {
        house.open_side_door(&[instance], config.work_listen.parse()?).await?;
    }
    tracing::info!(address = config.address, listen = config.listen, "ready");
    house.until_told().await
}

/// Everything that runs, and the one signal that ends it; at first nothing does.
#[derive(Default)]
pub struct House {
    stop: watch::Sender<bool>,
    doors: JoinSet<()>,
    work: JoinSet<()>,
    instances: Vec<Instance>,
}

impl House {
    fn stopping(&self) -> Stop {
        self.stop.subscribe()
    }

    /// Listens for requests to `instance` and starts its background work.
    pub async fn open_door(&mut self, instance: &Instance, address: SocketAddr) -> Outcome {
        let full = web::errors::no_room(&instance.site).map_err(|_| "the page for a full house")?;
        self.listen(instance.router(), address, instance.limits, &full).await?;
        work::start(instance, &self.stopping(), &mut self.work);
        self.instances.push(instance.clone());
        Ok(())
    }

    /// Listens on a private loopback address for questions about waiting work.
    pub async fn open_side_door(&mut self, instances: &[Instance], address: SocketAddr) -> Outcome {
        if !address.ip().is_loopback() {
            return Err("`work_listen` must be a loopback address".into());
        }
        let router = Router::new().route("/health/work", get(waiting)).with_state(instances.to_vec());
        self.listen(router, address, Limits::default(), "").await
    }

    async fn listen(&mut self, router: Router, address: SocketAddr, limits: Limits, full: &str) -> Outcome {
        let door = Door::open(address, router, limits, full);
        let door = door.await.map_err(|error| format!("cannot listen on {address}: {error}"))?;
        self.doors.spawn(door.keep(self.stopping()));
        Ok(())
    }

    /// Runs until SIGTERM or SIGINT, then lets what is under way end.
    pub async fn until_told(mut self) -> Outcome {
        let mut terminate = tokio::signal::unix::signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("stopping");
        self.stop.send_replace(true);
        let ended = async {
            while self.doors.join_next().await.is_some() {}
            while self.work.join_next().await.is_some() {}
        };
        if tokio::time::timeout(DRAIN, ended).await.is_err() {
            tracing::warn!("some work did not end in time; it goes on at the next start");
        }
        self.doors.shutdown().await;
        self.work.shutdown().await;
        for instance in &self.instances {
            instance.database.close().await;
        }
        Ok(())
    }
}

/// What still has to be done, so that a test can drain instead of sleep.
#[derive(Serialize)]
struct Waiting {
    waiting: i64,
}

async fn waiting(State(instances): State<Vec<Instance>>) -> Result<Json<Waiting>, axum::http::StatusCode> {
    let mut waiting = 0;
    for instance in &instances {
        let some = instance.federation.waiting().await;
        waiting += some.map_err(|_| axum::http::StatusCode::SERVICE_UNAVAILABLE)?;
        let some = instance.media.waiting().await;
        waiting += some.map_err(|_| axum::http::StatusCode::SERVICE_UNAVAILABLE)?;
    }
    Ok(Json(Waiting { waiting }))
}
