//! The guarded client: everything this server asks of others, and sends to others, goes through here.
//!
//! It connects to public addresses only, follows at most three redirects and looks at each before it goes there,
//! reads no more than 1 MB, gives up in time, spends a budget, keeps a pace with each server, and never speaks to itself
//! or to blocked servers.

mod answer;
mod collection;
mod errand;
mod fetch;
mod pace;
mod refusal;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;

pub use answer::Accept;
pub use collection::{CollectionCaps, Walked};
pub use errand::{Errand, FetchBudget};
pub use fetch::Document;
pub use pace::Pace;
pub use refusal::FetchRefusal;

use super::host::Host;
use super::resolver::GuardedResolver;
use super::signer::DatedSigner;
use super::web_address::{Reach, WebAddress};

/// All that a request of ours says about this server besides its signature.
const USER_AGENT: &str = "Porchlight";

/// How long we wait for others.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For the beginning of an answer, connection included.
    pub headers: Duration,
    /// For everything: redirects, headers and body.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            headers: Duration::from_secs(10),
            total: Duration::from_secs(20),
        }
    }
}

/// Talks to other servers. Cheap to clone; one for the whole program, because it keeps connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    reach: Reach,
    patience: Patience,
    pace: Option<Arc<Pace>>,
    is_ours: Arc<dyn Fn(&Host) -> bool + Send + Sync>,
}

impl Client {
    /// A client with the reach and patience given; `is_ours` tells which hosts are this server itself.
    ///
    /// It fails where the system has no certificate authorities to trust, except in demo mode, which can do
    /// without `https`.
    pub fn new(
        reach: Reach,
        patience: Patience,
        is_ours: impl Fn(&Host) -> bool + Send + Sync + 'static,
    ) -> Result<Self, reqwest::Error> {
        Self::with_resolver(GuardedResolver::new(reach), patience, is_ours)
    }

    /// The same with a resolver of one's own, so that a test can say where a name leads.
    pub fn with_resolver(
        resolver: GuardedResolver,
        patience: Patience,
        is_ours: impl Fn(&Host) -> bool + Send + Sync + 'static,
    ) -> Result<Self, reqwest::Error> {
        let reach = resolver.reach();
        let http = match (guarded(resolver.clone(), patience).build(), reach) {
            (Err(_), Reach::Demo) => guarded(resolver, patience).tls_certs_only([]).build()?,
            (built, _) => built?,
        };
        Ok(Self { http, reach, patience, pace: None, is_ours: Arc::new(is_ours) })
    }

    /// Asks no server more often than `pace` allows; clones share it.
    #[must_use]
    pub fn at_pace(mut self, pace: Pace) -> Self {
        self.pace = Some(Arc::new(pace));
        self
    }

    /// How far this client reaches.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Delivers an activity, once; trying again, and when, is the caller's decision.
    ///
    /// `Ok` is whatever the peer answered, refusals and redirects included: a delivery is never redirected. Whether
    /// the inbox is the actor's own (same host) and its server not blocked is for the caller to have checked.
    pub async fn post(
        &self,
        inbox: &WebAddress,
        body: Bytes,
        signer: &DatedSigner,
    ) -> Result<StatusCode, FetchRefusal> {
        self.check_host(inbox)?;
        if let Some(pace) = &self.pace {
            pace.check_rest(inbox.host())?;
        }
        let headers = signer.sign_post(inbox, &body);
        let request = self.http.post(inbox.url().clone()).headers(headers).body(body);
        let answer = self.send(request).await?;
        self.heed(inbox, &answer);
        Ok(answer.status())
    }

    /// Sends a few words, unsigned, once: to a bell, which is no inbox.
    ///
    /// `Ok` is whatever was answered.
    pub async fn tell(
        &self,
        place: &WebAddress,
        headers: HeaderMap,
        words: Bytes,
    ) -> Result<StatusCode, FetchRefusal> {
        self.check_host(place)?;
        let request = self.http.post(place.url().clone()).headers(headers).body(words);
        Ok(self.send(request).await?.status())
    }

    /// For how many seconds a server asked us to leave it alone; 0 for most.
    pub fn rest(&self, host: &Host) -> i64 {
        self.pace.as_ref().map_or(0, |pace| pace.rest(host))
    }

    async fn get(&self, address: &WebAddress, headers: HeaderMap) -> Result<reqwest::Response, FetchRefusal> {
        let answer = self.send(self.http.get(address.url().clone()).headers(headers)).await?;
        self.heed(address, &answer);
        Ok(answer)
    }

    /// "Not now, come again in …"
    fn heed(&self, address: &WebAddress, answer: &reqwest::Response) {
        let busy = matches!(answer.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
        if let (true, Some(pace)) = (busy, &self.pace) {
            pace.note(address.host(), answer.headers());
        }
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, FetchRefusal> {
        let answer = tokio::time::timeout(self.patience.headers, request.send()).await;
        answer.map_err(|_| FetchRefusal::TooSlow)?.map_err(FetchRefusal::from)
    }

    fn check_host(&self, address: &WebAddress) -> Result<(), FetchRefusal> {
        if (self.is_ours)(address.host()) { Err(FetchRefusal::Ourselves) } else { Ok(()) }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("reach", &self.reach).finish_non_exhaustive()
    }
}

fn guarded(resolver: GuardedResolver, patience: Patience) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .dns_resolver(resolver)
        .redirect(reqwest::redirect::Policy::none())
        // A proxy from the environment would do the lookups that the resolver must do.
        .no_proxy()
        .referer(false)
        .connect_timeout(patience.connect)
        .timeout(patience.total)
        .pool_max_idle_per_host(2)
}
