//! Slow hashing of passphrases: dear for a guesser, bounded for the server.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use store::{Fault, Mutant, Result, labour};
use tokio::sync::Semaphore;

use crate::{HashingCost, ServerSecrets, keyed::Secret};

/// How many passphrases are hashed at once: each takes the whole memory of its cost.
const AT_ONCE: usize = 2;

/// The one place where passphrases become keys.
pub(crate) struct Hashing {
    cost: HashingCost,
    places: Semaphore,
}

impl Hashing {
    pub(crate) fn new(cost: HashingCost) -> Self {
        Self { cost, places: Semaphore::new(AT_ONCE) }
    }

    /// The key that a passphrase opens: Argon2id with the account's salt and the server's pepper.
    pub(crate) async fn key(
        &self,
        secrets: &Arc<ServerSecrets>,
        passphrase: &str,
        salt: &[u8],
    ) -> Result<Secret> {
        labour::note("Argon2id");
        let _place = self.places.acquire().await.map_err(|error| Fault::Other(error.to_string()))?;
        let (secrets, cost) = (Arc::clone(secrets), self.cost);
        let (passphrase, salt) = (crate::passphrases::normalised(passphrase), salt.to_vec());
        tokio::task::spawn_blocking(move || hash(&secrets, cost, passphrase.as_bytes(), &salt))
            .await
            .map_err(|error| Fault::Other(error.to_string()))?
            .map_err(|error| Fault::Other(format!("a passphrase cannot be hashed: {error}")))
    }
}

fn hash(
    secrets: &ServerSecrets,
    cost: HashingCost,
    passphrase: &[u8],
    salt: &[u8],
) -> argon2::Result<Secret> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32))?;
    let argon = Argon2::new_with_secret(secrets.pepper(), Algorithm::Argon2id, Version::V0x13, params)?;
    let passphrase = if Mutant::PassphraseIgnored.is_on() { b"" } else { passphrase };
    let mut key = Secret::default();
    argon.hash_password_into(passphrase, salt, &mut *key)?;
    Ok(key)
}
