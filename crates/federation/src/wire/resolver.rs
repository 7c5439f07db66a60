//! Looking up names for connections: once, and with every private answer thrown away before anyone connects.
//!
//! The connection is made to the very addresses that were checked here, so a name that answers differently a moment
//! later (DNS rebinding) gains nothing.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use super::addresses::may_connect;
use super::host::Host;
use super::web_address::Reach;

/// The name leads into a private network, and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the name leads to addresses that are not public")]
pub struct PrivateAnswer;

/// The answer of a lookup, when it is there.
pub type Answer = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;
/// How a name is asked for. A parameter, so that a test can answer.
pub type Lookup = Arc<dyn Fn(String) -> Answer + Send + Sync>;

/// The resolver of the guarded client.
#[derive(Clone)]
pub struct GuardedResolver {
    reach: Reach,
    lookup: Lookup,
}

impl GuardedResolver {
    /// Asks the system.
    pub fn new(reach: Reach) -> Self {
        Self::asking(reach, Arc::new(|name| Box::pin(ask_system(name))))
    }

    /// Asks whom it is told to ask.
    pub fn asking(reach: Reach, lookup: Lookup) -> Self {
        Self { reach, lookup }
    }

    /// How far it reaches.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// One lookup, and of its answers those that may be connected to.
    pub async fn addresses(
        &self,
        name: &str,
    ) -> Result<Vec<IpAddr>, Box<dyn std::error::Error + Send + Sync>> {
        let on_this_machine = Host::parse(name, self.reach).is_some_and(|host| host.is_localhost());
        if self.reach == Reach::Demo && on_this_machine {
            return Ok(vec![Ipv4Addr::LOCALHOST.into()]);
        }
        let mut answers = (self.lookup)(name.to_owned()).await?;
        let found = !answers.is_empty();
        answers.retain(|ip| may_connect(*ip, self.reach));
        if found && answers.is_empty() { Err(PrivateAnswer.into()) } else { Ok(answers) }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.clone();
        Box::pin(async move {
            let addresses = resolver.addresses(name.as_str()).await?;
            // Port 0 stands for the port of the address that is being opened.
            let sockets = addresses.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}

async fn ask_system(name: String) -> io::Result<Vec<IpAddr>> {
    Ok(tokio::net::lookup_host((name, 0)).await?.map(|socket| socket.ip()).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Answers the given lists in turn, and counts.
    fn answering(answers: &'static [&'static [&'static str]]) -> (Lookup, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let lookup: Lookup = Arc::new(move |_| {
            let turn = counter.fetch_add(1, Ordering::SeqCst);
            let ips = answers[turn].iter().map(|text| text.parse().unwrap()).collect();
            Box::pin(async move { Ok(ips) })
        });
        (lookup, asked)
    }

    #[tokio::test]
    async fn c10_a_name_that_turns_private_is_refused_at_connect_time() {
        let (lookup, asked) = answering(&[&["1.1.1.1"], &["127.0.0.1"]]);
        let resolver = GuardedResolver::asking(Reach::Public, lookup);
        let first = resolver.addresses("rebinding.example").await.unwrap();
        assert_eq!(first, ["1.1.1.1".parse::<IpAddr>().unwrap()]);
        assert_eq!(asked.load(Ordering::SeqCst), 1, "one lookup for one connection");
        let second = resolver.addresses("rebinding.example").await.unwrap_err();
        assert!(second.is::<PrivateAnswer>());
    }

    #[tokio::test]
    async fn c06_private_answers_are_dropped_among_public_ones() {
        let (lookup, _) = answering(&[&["10.0.0.1", "1.1.1.1", "::1"]]);
        let resolver = GuardedResolver::asking(Reach::Public, lookup);
        let addresses = resolver.addresses("mixed.example").await.unwrap();
        assert_eq!(addresses, ["1.1.1.1".parse::<IpAddr>().unwrap()]);
    }

    #[tokio::test]
    async fn demo_names_are_this_machine_without_a_lookup() {
        let (lookup, asked) = answering(&[]);
        let resolver = GuardedResolver::asking(Reach::Demo, lookup);
        for name in ["localhost", "pine.localhost"] {
            assert_eq!(resolver.addresses(name).await.unwrap(), [IpAddr::from(Ipv4Addr::LOCALHOST)]);
        }
        assert_eq!(asked.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn names_of_this_machine_are_closed_in_public() {
        let (lookup, _) = answering(&[&["127.0.0.1", "::1"]]);
        let resolver = GuardedResolver::asking(Reach::Public, lookup);
        assert!(resolver.addresses("pine.localhost").await.unwrap_err().is::<PrivateAnswer>());
    }
}
