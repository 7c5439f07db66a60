//! Whose signature it is: the key is remembered, fetched when unknown, and fetched anew once when it no longer fits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use store::{Database, Fault};

use super::{ActorDocument, by_key, keep};
use crate::wire::{
    Client, Errand, FetchRefusal, PublicKey, SignatureRefusal, WebAddress, key_document::published_key,
    verifier::Claim,
};

/// Why nobody can say whose signature it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyFault {
    /// The signature is not right.
    #[error(transparent)]
    Signature(#[from] SignatureRefusal),
    /// The key cannot be had now; later it may.
    #[error("the key cannot be fetched now")]
    Passing,
    /// There is no such key, or it is not what it claims to be.
    #[error("there is no such key")]
    NoKey,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Fault),
}

/// A key that was seen in its owner's own document.
#[derive(Clone)]
struct Known {
    owner: String,
    key: PublicKey,
}

/// Keys of other servers' actors.
#[derive(Default)]
pub(crate) struct Keys {
    known: Mutex<HashMap<String, Arc<Known>>>,
    asked: Mutex<HashMap<String, Asked>>,
}

/// A key that was asked for lately.
#[derive(Clone, Copy)]
struct Asked {
    when: Instant,
    under_way: bool,
}

/// Whether a key may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MayAsk {
    Yes,
    /// Somebody waits for it just now: a sender that is told "later" loses nothing, one that is told "never" does.
    UnderWay,
    /// It was, and nothing fit.
    Lately,
}

/// How many keys are kept in memory; all are in the database.
const MOST: usize = 5_000;
/// How soon a key may be asked for again.
const PAUSE: Duration = Duration::from_secs(60);

impl Keys {
    /// The id of the actor who signed.
    pub(crate) async fn signer(
        &self,
        claim: &Claim,
        database: &Database,
        client: &Client,
        errand: &Errand,
    ) -> Result<String, KeyFault> {
        let key_id = claim.key_id();
        let mut refusal = KeyFault::NoKey;
        if let Some(known) = self.find(key_id, database).await? {
            match claim.verify(&known.key) {
                Err(no @ SignatureRefusal::DoesNotMatch) => refusal = no.into(),
                verified => return verified.map(|()| known.owner.clone()).map_err(KeyFault::from),
            }
        }
        match self.may_ask(key_id) {
            MayAsk::Yes => {}
            MayAsk::UnderWay => return Err(KeyFault::Passing),
            MayAsk::Lately => return Err(refusal),
        }
        let fetched = self.fetch(key_id, database, client, errand).await?;
        claim.verify(&fetched.key)?;
        Ok(fetched.owner.clone())
    }

    async fn find(&self, key_id: &str, database: &Database) -> Result<Option<Arc<Known>>, KeyFault> {
        if let Some(known) = lock(&self.known).get(key_id) {
            return Ok(Some(Arc::clone(known)));
        }
        let mut tx = database.read().await?;
        let Some(actor) = by_key(&mut tx, key_id).await? else { return Ok(None) };
        let key = PublicKey::from_pem(&actor.key_pem).map_err(|_| KeyFault::NoKey)?;
        Ok(Some(self.note(key_id, actor.actor_id, key)))
    }

    fn note(&self, key_id: &str, owner: String, key: PublicKey) -> Arc<Known> {
        let known = Arc::new(Known { owner, key });
        let mut kept = lock(&self.known);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key_id.to_owned(), Arc::clone(&known));
        known
    }

    /// Whether this key may be asked for now: a hundred bad signatures cause one request, not a hundred.
    fn may_ask(&self, key_id: &str) -> MayAsk {
        let mut asked = lock(&self.asked);
        if asked.len() >= MOST {
            asked.retain(|_, one| one.when.elapsed() < PAUSE);
        }
        match asked.get(key_id).filter(|one| one.when.elapsed() < PAUSE) {
            Some(one) if one.under_way => MayAsk::UnderWay,
            Some(_) => MayAsk::Lately,
            None if asked.len() >= MOST => MayAsk::Lately,
            None => {
                asked.insert(key_id.to_owned(), Asked { when: Instant::now(), under_way: true });
                MayAsk::Yes
            }
        }
    }

    /// Whoever asked was answered; `learned` is false when the next request may ask again.
    fn answered(&self, key_id: &str, learned: bool) {
        let mut asked = lock(&self.asked);
        if learned {
            asked.entry(key_id.to_owned()).and_modify(|one| one.under_way = false);
        } else {
            asked.remove(key_id);
        }
    }

    async fn fetch(
        &self,
        key_id: &str,
        database: &Database,
        client: &Client,
        errand: &Errand,
    ) -> Result<Arc<Known>, KeyFault> {
        let fetched = fetch_owner(key_id, client, errand).await;
        let kept = match fetched {
            Err(refusal) if refusal.is_passing() => Err(KeyFault::Passing),
            Err(_) => Err(KeyFault::NoKey),
            Ok((actor, key)) => self.keep(key_id, &actor, key, database).await,
        };
        self.answered(key_id, !matches!(kept, Err(KeyFault::Passing | KeyFault::Store(_))));
        kept
    }

    async fn keep(
        &self,
        key_id: &str,
        actor: &ActorDocument,
        key: PublicKey,
        database: &Database,
    ) -> Result<Arc<Known>, KeyFault> {
        let mut tx = database.write().await?;
        keep(&mut tx, actor).await?;
        tx.commit().await?;
        Ok(self.note(key_id, actor.id.as_str().to_owned(), key))
    }
}

/// Fetches the owner of a key; only the owner's own document, on the key's own server, proves that it is.
async fn fetch_owner(
    key_id: &str,
    client: &Client,
    errand: &Errand,
) -> Result<(ActorDocument, PublicKey), FetchRefusal> {
    let address = WebAddress::parse(key_id, client.reach())?;
    let found = client.fetch_document(&address.without_fragment(), errand).await?;
    let published = published_key(&found.json, key_id).map_err(|_| FetchRefusal::IdElsewhere)?;
    let owner = WebAddress::parse(&published.owner, client.reach())?;
    if !owner.same_host(&address) {
        return Err(FetchRefusal::IdElsewhere);
    }
    let document = if owner == found.id { found } else { client.fetch_document(&owner, errand).await? };
    let published = published_key(&document.json, key_id).map_err(|_| FetchRefusal::IdElsewhere)?;
    let mut actor = ActorDocument::read(&document, client.reach()).ok_or(FetchRefusal::OtherType)?;
    actor.key_id = key_id.to_owned();
    actor.key_pem = published.key.to_pem();
    if published.owner == actor.id.as_str() {
        Ok((actor, published.key))
    } else {
        Err(FetchRefusal::IdElsewhere)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_while_a_key_is_fetched_is_told_to_come_again() {
        let keys = Keys::default();
        assert_eq!(keys.may_ask("a"), MayAsk::Yes);
        assert_eq!(keys.may_ask("a"), MayAsk::UnderWay);
        assert_eq!(keys.may_ask("b"), MayAsk::Yes);
        keys.answered("a", true);
        assert_eq!(keys.may_ask("a"), MayAsk::Lately);
        keys.answered("b", false);
        assert_eq!(keys.may_ask("b"), MayAsk::Yes);
    }
}
