//! Who asks: a stranger, a server that signed, one of our circle, one that we blocked.

use std::time::Duration;

use axum::http::request::Parts;
use members::{Audience, Community, Viewer};
use store::{Mutant, Result};

use crate::{
    actors::KeyFault,
    federation::Inner,
    wire::{
        WebAddress,
        verifier::{ReceivedRequest, examine},
    },
};

/// How long finding out may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// Who asks for a document.
#[derive(Clone, Debug)]
pub(crate) struct Asker {
    /// The server that signed; empty for a stranger.
    host: String,
    listed: bool,
    blocked: bool,
}

impl Asker {
    /// Somebody of whom we know nothing: unsigned, or signed in a way that proves nothing.
    pub(crate) fn stranger() -> Self {
        Self { host: String::new(), listed: false, blocked: false }
    }

    /// Checks the signature of a request, if it has one.
    pub(crate) async fn of(inner: &Inner, head: &Parts) -> Result<Self> {
        if !head.headers.contains_key("signature") {
            if Mutant::UnsignedAreListed.is_on() {
                return Ok(Self { host: "unsigned".to_owned(), listed: true, blocked: false });
            }
            return Ok(Self::stranger());
        }
        let now = inner.database.clock().now();
        let request =
            ReceivedRequest { method: &head.method, uri: &head.uri, headers: &head.headers, body: &[] };
        let Ok(claim) = examine(&request, inner.addresses.host(), now) else { return Ok(Self::stranger()) };
        let standings = inner.standings().await?;
        let Ok(key) = WebAddress::parse(claim.key_id(), inner.settings.reach) else {
            return Ok(Self::stranger());
        };
        if standings.blocks(key.host()) {
            return Ok(Self { host: key.host().to_string(), listed: false, blocked: true });
        }
        let errand = inner.errand(&standings.blocked);
        let signing = inner.keys.signer(&claim, &inner.database, &inner.client, &errand);
        match tokio::time::timeout(PATIENCE, signing).await {
            Ok(Ok(_)) => {
                let host = key.host().to_string();
                Ok(Self { listed: standings.lists(&host), host, blocked: false })
            }
            Ok(Err(KeyFault::Signature(_))) if Mutant::SignaturesAreNotChecked.is_on() => {
                let host = key.host().to_string();
                Ok(Self { listed: standings.lists(&host), host, blocked: false })
            }
            Ok(Err(KeyFault::Store(fault))) => Err(fault),
            Ok(Err(_)) | Err(_) => Ok(Self::stranger()),
        }
    }

    /// Whether it is a server of our circle.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed
    }

    /// The same for the one rule about who may read what.
    pub(crate) fn viewer(&self) -> Viewer {
        match (self.blocked, self.host.is_empty()) {
            (true, _) => Viewer::blocked(),
            (false, true) => Viewer::stranger(),
            (false, false) => Viewer::peer(&self.host, self.listed),
        }
    }

    /// Whether what our members say in a community may be shown. In a remote community its own server may see it,
    /// and whoever may read that community's kind.
    pub(crate) fn may_see(&self, community: &Community) -> bool {
        if community.is_local() {
            return self.viewer().may_read(community);
        }
        match community.audience {
            _ if self.blocked => false,
            Audience::Open => true,
            Audience::Circle => self.listed || (!self.host.is_empty() && self.host == community.host),
            Audience::House => false,
        }
    }
}
