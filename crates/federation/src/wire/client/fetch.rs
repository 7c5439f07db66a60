//! Fetching a document: redirects by hand, and an id that must be the place where it was found.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, LOCATION};
use bytes::Bytes;
use serde_json::Value;

use super::Client;
use super::answer::{self, Accept};
use super::errand::Errand;
use super::refusal::FetchRefusal;
use crate::wire::json::{self, one_id};
use crate::wire::web_address::WebAddress;

/// Nobody honest needs more.
const MAX_REDIRECTS: usize = 3;

/// A document that its own server served under its own id. What is embedded in it is not thereby proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The id, which is also where it was found.
    pub id: WebAddress,
    /// What it says.
    pub json: Value,
}

impl Client {
    /// Fetches an ActivityPub document.
    ///
    /// Its `id` must be the address at which it was finally found. If it names another address of the same host
    /// (an actor's page answers with the actor), that one is asked, once.
    pub async fn fetch_document(
        &self,
        address: &WebAddress,
        errand: &Errand,
    ) -> Result<Document, FetchRefusal> {
        let found = self.document_at(address, errand).await?;
        match found {
            (place, document) if document.id == place => Ok(document),
            (place, document) if document.id.same_host(&place) => {
                let (place, again) = self.document_at(&document.id, errand).await?;
                let settled = again.id == place && again.id == document.id;
                settled.then_some(again).ok_or(FetchRefusal::IdElsewhere)
            }
            _ => Err(FetchRefusal::IdElsewhere),
        }
    }

    /// Fetches another JSON document, such as WebFinger or NodeInfo, and says where it was finally found.
    pub async fn fetch_json(
        &self,
        address: &WebAddress,
        accept: Accept,
        errand: &Errand,
    ) -> Result<(WebAddress, Value), FetchRefusal> {
        let fetching = self.follow(address, accept, errand);
        let in_time = tokio::time::timeout(self.patience.total, fetching).await;
        let (place, body) = in_time.map_err(|_| FetchRefusal::TooSlow)??;
        Ok((place, json::parse(&body)?))
    }

    /// Fetches a picture: whatever it is, it is looked at where it can do no harm.
    pub async fn fetch_picture(&self, address: &WebAddress, errand: &Errand) -> Result<Bytes, FetchRefusal> {
        let fetching = self.follow(address, Accept::Picture, errand);
        let in_time = tokio::time::timeout(self.patience.total, fetching).await;
        let (_, bytes) = in_time.map_err(|_| FetchRefusal::TooSlow)??;
        Ok(bytes)
    }

    async fn document_at(
        &self,
        address: &WebAddress,
        errand: &Errand,
    ) -> Result<(WebAddress, Document), FetchRefusal> {
        let (place, json) = self.fetch_json(address, Accept::ActivityPub, errand).await?;
        let id = one_id(&json).ok_or(FetchRefusal::NoId)?;
        let id = WebAddress::parse(id, self.reach)?;
        Ok((place, Document { id, json }))
    }

    async fn follow(
        &self,
        address: &WebAddress,
        accept: Accept,
        errand: &Errand,
    ) -> Result<(WebAddress, Bytes), FetchRefusal> {
        let mut here = address.without_fragment();
        let mut seen = Vec::new();
        while seen.len() <= MAX_REDIRECTS {
            let response = self.ask(&here, accept, errand).await?;
            let Some(next) = self.redirected(&here, &response)? else {
                return Ok((here, answer::read(response, accept).await?));
            };
            seen.push(here);
            if seen.contains(&next) {
                return Err(FetchRefusal::RedirectLoop);
            }
            here = next;
        }
        Err(FetchRefusal::TooManyRedirects)
    }

    /// One request. Every check that holds for the first address holds for where it leads.
    async fn ask(
        &self,
        address: &WebAddress,
        accept: Accept,
        errand: &Errand,
    ) -> Result<reqwest::Response, FetchRefusal> {
        self.check_host(address)?;
        errand.check_host(address.host())?;
        errand.budget().spend()?;
        if let Some(pace) = &self.pace {
            pace.step(address.host())?;
        }
        let mut headers = errand.signer().map_or_else(HeaderMap::new, |signer| signer.sign_get(address));
        headers.insert(ACCEPT, accept.header());
        self.get(address, headers).await
    }

    fn redirected(
        &self,
        here: &WebAddress,
        response: &reqwest::Response,
    ) -> Result<Option<WebAddress>, FetchRefusal> {
        if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let target = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let next = here.join(target.ok_or(FetchRefusal::BadRedirect)?, self.reach)?.without_fragment();
        if next.scheme() == here.scheme() { Ok(Some(next)) } else { Err(FetchRefusal::BadRedirect) }
    }
}
