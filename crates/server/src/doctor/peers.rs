//! Whether the servers of our circle answer.

use federation::{
    peers::Peer,
    wire::{WebAddress, resolver::GuardedResolver},
};
use futures_util::future::join_all;
use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "peers",
    codes: &[("well", State::Fine), ("alone", State::Unknown), ("silent", State::Soon)],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let peers = list(patient).await;
    if peers.is_empty() {
        return Found::plain("alone");
    }
    let asked =
        join_all(peers.iter().map(|peer| async move { (peer, ask(patient, peer).await.is_some()) })).await;
    let silent = asked.iter().filter(|(_, answers)| !answers);
    let found: Vec<Found> = silent
        .map(|(peer, _)| {
            Found("silent", vec![("host", peer.host.clone()), ("waiting", peer.waiting.to_string())])
        })
        .collect();
    if found.is_empty() { Found::with("well", "count", peers.len()) } else { found }
}

/// The servers of our circle; none where the database cannot say.
pub(super) async fn list(patient: &Patient) -> Vec<Peer> {
    let Ok(database) = &patient.database else { return Vec::new() };
    let listed = async { federation::peers::list(&mut database.read().await?).await };
    listed.await.unwrap_or_default()
}

/// Asks one for what everybody may ask, at public addresses only, as all that leaves this server does.
pub(super) async fn ask(patient: &Patient, peer: &Peer) -> Option<reqwest::Response> {
    let actor = WebAddress::parse(peer.actor_id.as_deref()?, patient.reach).ok()?;
    let address = actor.url().join("/.well-known/nodeinfo").ok()?;
    let client = || {
        reqwest::Client::builder()
            .user_agent("Porchlight")
            .dns_resolver(GuardedResolver::new(patient.reach))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(std::time::Duration::from_secs(6))
    };
    let http = client().build().or_else(|_| client().tls_certs_only([]).build()).ok()?;
    http.get(address).send().await.ok().filter(|answer| answer.status().is_success())
}
