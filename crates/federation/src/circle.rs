//! The circle: servers whose operators agreed to share what is not for everybody.
//!
//! One operator makes an invitation code, the other one uses it: their server's actor follows ours, carrying the
//! code; ours accepts. From then on each asks the other for the list of its circle communities.

mod handshake;
mod shared;

use sha2::{Digest as _, Sha256};
use store::{
    Fault, Result, Tx,
    audit::{Act, Entry},
};

use crate::{
    Federation,
    actors::{self, ActorDocument, ActorKind},
    addresses::Place,
    delivery,
    instances::{self, Instance, Standing},
    outbox::letters,
    wire::{FetchRefusal, Host, WebAddress},
};

pub(crate) use handshake::{answered, asked, left};
pub(crate) use shared::{hidden, is_list_of, show, shown};

/// Why two servers do not come into one circle.
#[derive(Debug, thiserror::Error)]
pub enum CircleRefusal {
    /// It is no server's name.
    #[error("this is not a server's address")]
    NotAnAddress,
    /// It is our own.
    #[error("this is our own address")]
    Ourselves,
    /// We do not speak with it: lift the block first.
    #[error("the server is blocked here")]
    Blocked,
    /// It does not answer, or not as a Porchlight does.
    #[error("the other server does not answer as expected: {0}")]
    Unreachable(FetchRefusal),
    /// There is no such server.
    #[error("the server is not in the circle")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl CircleRefusal {
    /// The key of its translation.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotAnAddress => "refusal-circle-not-an-address",
            Self::Ourselves => "refusal-circle-ourselves",
            Self::Blocked => "refusal-circle-blocked",
            Self::Unreachable(_) => "refusal-circle-unreachable",
            Self::Unknown => "refusal-circle-unknown",
            Self::Fault(_) => "refusal-fault",
        }
    }
}

/// How long an invitation can be used.
const INVITATION_DAYS: i64 = 7;

/// Makes an invitation code for another server's operator, usable once.
///
/// # Errors
/// When the database fails.
pub async fn invite(federation: &Federation) -> Result<String, CircleRefusal> {
    let database = &federation.0.database;
    let code = database.chance().code(24);
    let last_day = database.clock().day().plus_days(INVITATION_DAYS);
    let mut tx = database.write().await?;
    tx.sql("INSERT INTO settings (name, value) VALUES ($1, $2)")
        .bind(setting_of(&code))
        .bind(last_day.0.to_string())
        .execute()
        .await?;
    tx.commit().await?;
    Ok(code)
}

/// Where an invitation is kept: by its hash, so that nobody who reads the database can use it.
fn setting_of(code: &str) -> String {
    let hash = Sha256::digest(code.trim().to_lowercase().as_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("circle.invitation.{hex}")
}

/// Asks another server to be in one circle, with the code that its operator gave.
///
/// The answer comes later: see [`list`].
///
/// # Errors
/// When the other server cannot be asked.
pub async fn accept(federation: &Federation, address: &str, code: &str) -> Result<(), CircleRefusal> {
    let inner = &federation.0;
    let host = read_host(federation, address)?;
    if host == *inner.addresses.host() {
        return Err(CircleRefusal::Ourselves);
    }
    let standings = inner.standings().await?;
    if standings.blocks(&host) {
        return Err(CircleRefusal::Blocked);
    }
    let place = format!("{}/{}", host.origin(inner.settings.reach), Place::Server.path());
    let place = WebAddress::parse(&place, inner.settings.reach).map_err(|_| CircleRefusal::NotAnAddress)?;
    let document = inner.client.fetch_document(&place, &inner.errand(&standings.blocked)).await;
    let document = document.map_err(CircleRefusal::Unreachable)?;
    let actor = ActorDocument::read(&document, inner.settings.reach);
    let actor = actor.filter(|actor| actor.kind == ActorKind::Application);
    let actor = actor.ok_or(CircleRefusal::Unreachable(FetchRefusal::OtherType))?;
    let mut tx = inner.database.write().await?;
    let known = actors::keep(&mut tx, &actor).await?;
    let inbox = known.best_inbox().to_owned();
    let body = serde_json::json!({
        "type": "Follow",
        "to": [known.actor_id],
        "object": known.actor_id,
        "content": code.trim().to_lowercase(),
    });
    let follow = letters::to_inbox(&mut tx, inner, &Place::Server, body, &inbox).await?;
    let before = instances::get(&mut tx, &known.host).await?.map(|instance| instance.standing);
    let standing = before.filter(|standing| *standing == Standing::Listed).unwrap_or(Standing::Asked);
    let instance = Instance {
        host: known.host,
        standing,
        actor_id: Some(known.actor_id),
        inbox: Some(inbox),
        follow_id: Some(follow),
    };
    instances::set(&mut tx, &instance).await?;
    tx.commit().await?;
    inner.standings.forget();
    Ok(())
}

/// Every server that we have a standing with.
///
/// # Errors
/// When the database fails.
pub async fn list(federation: &Federation) -> Result<Vec<Instance>> {
    let mut tx = federation.0.database.read().await?;
    instances::list(&mut tx).await
}

/// Takes a server out of the circle, and tells it.
///
/// # Errors
/// When it is not in the circle.
pub async fn end(federation: &Federation, host: &str) -> Result<(), CircleRefusal> {
    let inner = &federation.0;
    let host = read_host(federation, host)?.to_string();
    let mut tx = inner.database.write().await?;
    let instance = instances::get(&mut tx, &host).await?;
    let instance = instance.filter(|it| matches!(it.standing, Standing::Listed | Standing::Asked));
    let instance = instance.ok_or(CircleRefusal::Unknown)?;
    handshake::take_leave(&mut tx, inner, &instance).await?;
    part(&mut tx, &host, Standing::Ended).await?;
    tx.commit().await?;
    inner.standings.forget();
    Ok(())
}

/// Does not speak with a server any more, nor with any under its name.
///
/// # Errors
/// When it is no server's name.
pub async fn block(federation: &Federation, host: &str) -> Result<(), CircleRefusal> {
    let inner = &federation.0;
    let host = read_host(federation, host)?;
    if host == *inner.addresses.host() {
        return Err(CircleRefusal::Ourselves);
    }
    let host = host.to_string();
    let mut tx = inner.database.write().await?;
    if instances::get(&mut tx, &host).await?.is_none() {
        let standing = Standing::Blocked;
        let instance =
            Instance { host: host.clone(), standing, actor_id: None, inbox: None, follow_id: None };
        instances::set(&mut tx, &instance).await?;
    }
    part(&mut tx, &host, Standing::Blocked).await?;
    tx.sql("DELETE FROM followers WHERE host = $1").bind(host.clone()).execute().await?;
    tx.sql("DELETE FROM subscriptions WHERE community_id IN (SELECT id FROM communities WHERE host = $1)")
        .bind(host.clone())
        .execute()
        .await?;
    tx.sql("DELETE FROM jobs WHERE queue = $1 AND lane = $2")
        .bind(delivery::QUEUE.name)
        .bind(host)
        .execute()
        .await?;
    tx.commit().await?;
    inner.standings.forget();
    Ok(())
}

/// `forum.example`, or its address as a browser shows it.
fn read_host(federation: &Federation, text: &str) -> Result<Host, CircleRefusal> {
    let text = text.trim();
    let name = text.split_once("://").map_or(text, |(_, rest)| rest);
    let name = name.split('/').next().unwrap_or_default();
    Host::parse(name, federation.0.settings.reach).ok_or(CircleRefusal::NotAnAddress)
}

/// What was shared is shared no more: neither side hears of the other's circle communities.
pub(crate) async fn part(tx: &mut Tx, host: &str, standing: Standing) -> Result<()> {
    tx.sql("UPDATE instances SET standing = $1, follow_id = NULL WHERE host = $2")
        .bind(standing.word())
        .bind(host.to_owned())
        .execute()
        .await?;
    let act = if standing == Standing::Blocked { Act::ServerBlocked } else { Act::ServerEnded };
    tx.audit(Entry::of_server(act).host(host));
    tx.sql(
        "DELETE FROM followers WHERE host = $1 AND community_id IN \
         (SELECT id FROM communities WHERE host = '' AND audience = 'circle')",
    )
    .bind(host.to_owned())
    .execute()
    .await?;
    tx.sql(
        "DELETE FROM subscriptions WHERE community_id IN \
         (SELECT id FROM communities WHERE host = $1 AND audience = 'circle')",
    )
    .bind(host.to_owned())
    .execute()
    .await?;
    tx.sql("UPDATE communities SET closed = TRUE WHERE host = $1 AND audience = 'circle'")
        .bind(host.to_owned())
        .execute()
        .await?;
    Ok(())
}
