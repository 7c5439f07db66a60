//! With the server's secret files too: can an account be opened without its passphrase, a recovery code or a cookie?
//!
//! Kerckhoffs: the attacker knows how everything is sealed (`members/src/keyed.rs`), but has only what is stored.

use std::{fs, io, path::Path};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};

use crate::dump::{Dump, Value};

/// What the program derives keys for; the attacker has read its source.
const PURPOSES: &[&str] = &[
    "tags",
    "ban seal",
    "ban",
    "recovery wrap",
    "recovery lookup",
    "member",
    "support",
    "persona",
    "persona seal",
    "journal",
];

/// What people choose who are not offered four words, and nothing at all.
const COMMON: &[&str] = &[
    "",
    "123456",
    "password",
    "123456789",
    "12345678",
    "qwerty",
    "letmein",
    "iloveyou",
    "recovery",
    "sobriety",
    "onedayatatime",
    "porchlight",
];

/// What lies beside the database.
pub struct Secrets {
    files: Vec<Vec<u8>>,
    /// What one hashing costs: KiB and passes.
    cost: (u32, u32),
}

impl Secrets {
    /// Reads every file of the folder; `cost` is what the program's source says of Argon2.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(folder: &Path, cost: (u32, u32)) -> io::Result<Self> {
        let files = fs::read_dir(folder)?.map(|entry| fs::read(entry?.path())).collect::<io::Result<_>>()?;
        Ok(Self { files, cost })
    }

    /// Such secrets in hand.
    #[must_use]
    pub fn of(files: Vec<Vec<u8>>, cost: (u32, u32)) -> Self {
        Self { files, cost }
    }
}

/// How many accounts could be opened, and how many there are.
#[must_use]
pub fn opened(dump: &Dump, secrets: &Secrets) -> (usize, usize) {
    let table = dump.table("accounts");
    let general = keys(secrets.files.iter().map(Vec::as_slice));
    let opens = |row: &&Vec<Value>| {
        let boxes = boxes(dump, row);
        let own = keys(boxes.iter().flat_map(|sealed| sealed.beside.iter().map(Vec::as_slice)));
        let typed = typed(row, secrets);
        [&general, &own, &typed].into_iter().flatten().any(|key| boxes.iter().any(|sealed| sealed.opens(key)))
    };
    (table.rows.iter().filter(opens).count(), table.rows.len())
}

/// A sealed root, and all bytes that are stored beside it.
struct Sealed {
    sealed: Vec<u8>,
    contexts: Vec<Vec<u8>>,
    beside: Vec<Vec<u8>>,
}

impl Sealed {
    fn opens(&self, key: &[u8; 32]) -> bool {
        let Some((nonce, sealed)) = self.sealed.split_first_chunk::<24>() else { return false };
        let cipher = XChaCha20Poly1305::new(&(*key).into());
        let payload = |aad| Payload { msg: sealed, aad };
        self.contexts
            .iter()
            .any(|context| cipher.decrypt(&(*nonce).into(), payload(context.as_slice())).is_ok())
    }
}

/// Every place where an account's root is kept.
fn boxes(dump: &Dump, account: &[Value]) -> Vec<Sealed> {
    let id = account[0].number().unwrap_or_default();
    let mut found = Vec::new();
    for name in ["accounts", "recovery_codes", "sessions"] {
        let table = dump.table(name);
        let own = table.rows.iter().filter(|row| row.contains(&Value::Number(id)));
        for row in own {
            let beside: Vec<Vec<u8>> = row.iter().filter_map(Value::bytes).map(<[u8]>::to_vec).collect();
            let mut contexts = vec![id.to_be_bytes().to_vec(), Vec::new()];
            contexts.extend(beside.iter().cloned());
            let long = beside.iter().filter(|bytes| bytes.len() > 64).cloned();
            found.extend(long.map(|sealed| Sealed {
                sealed,
                contexts: contexts.clone(),
                beside: beside.clone(),
            }));
        }
    }
    found
}

/// Every key that some bytes could be, or lead to.
fn keys<'a>(bytes: impl Iterator<Item = &'a [u8]>) -> Vec<[u8; 32]> {
    let mut keys = Vec::new();
    for bytes in bytes {
        keys.extend(bytes.first_chunk::<32>().copied());
        keys.extend(bytes.last_chunk::<32>().copied());
        keys.push(Sha256::digest(bytes).into());
        keys.extend(PURPOSES.iter().map(|purpose| derived(bytes, purpose)));
    }
    keys
}

fn derived(secret: &[u8], purpose: &str) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, secret)
        .expand_multi_info(&[b"porchlight ", purpose.as_bytes()], &mut key)
        .expect("32 bytes are within what HKDF can give");
    key
}

/// The keys that common passphrases would give.
fn typed(account: &[Value], secrets: &Secrets) -> Vec<[u8; 32]> {
    let salts = account.iter().filter_map(Value::bytes).filter(|bytes| bytes.len() == 16).collect::<Vec<_>>();
    let (memory, passes) = secrets.cost;
    let params = Params::new(memory, passes, 1, Some(32)).expect("the program's own parameters");
    let mut keys = Vec::new();
    for pepper in secrets.files.iter().filter(|file| file.len() == 32) {
        let Ok(argon) = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params.clone())
        else {
            continue;
        };
        for (salt, guess) in salts.iter().flat_map(|salt| COMMON.iter().map(move |guess| (salt, guess))) {
            let mut key = [0; 32];
            if argon.hash_password_into(guess.as_bytes(), salt, &mut key).is_ok() {
                keys.push(key);
            }
        }
    }
    keys
}
