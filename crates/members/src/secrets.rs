//! What only the server knows: the pepper and the moderation key, in files beside the database.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};
use store::{BellId, Chance, Day, Fault, Result, Tag};
use zeroize::Zeroizing;

use crate::{
    BanStanding,
    keyed::{self, KeyedHash, Secret, Size},
};

/// How dear one guess at a passphrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
    /// Memory for one hashing, in KiB.
    pub memory_kib: u32,
    /// How often that memory is gone over.
    pub passes: u32,
}

impl HashingCost {
    /// What every real instance uses: 64 MiB, three passes.
    pub const FULL: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// For tests and the demo only.
    pub const CHEAP: Self = Self { memory_kib: 64, passes: 1 };
}

/// The secrets that must not lie in the same backup as the database.
pub struct ServerSecrets {
    pepper: Secret,
    peppered: KeyedHash,
    ban: KeyedHash,
    goings: KeyedHash,
    goings_seal: Secret,
    ledger: KeyedHash,
    homes: KeyedHash,
    bells: Secret,
    words: KeyedHash,
    seal_private: <X25519HkdfSha256 as Kem>::PrivateKey,
    seal_public: <X25519HkdfSha256 as Kem>::PublicKey,
}

/// Says what a sealed ban standing is for.
const SEAL: &[u8] = b"porchlight ban seal";
/// Says what sealed words are for.
const WORDS: &[u8] = b"porchlight words";

impl ServerSecrets {
    /// Reads `pepper` and `moderation.key` from `folder`, or makes them, readable by their owner only.
    ///
    /// # Errors
    /// When a file cannot be read or made, or has a wrong length.
    pub fn load_or_create(folder: &Path, chance: &Chance) -> Result<Self> {
        fs::create_dir_all(folder)
            .map_err(|error| Fault::Other(format!("cannot make the folder {}: {error}", folder.display())))?;
        Ok(Self::of(
            secret_file(&folder.join("pepper"), chance)?,
            &*secret_file(&folder.join("moderation.key"), chance)?,
        ))
    }

    /// Fixed secrets for tests.
    #[must_use]
    pub fn for_tests() -> Self {
        Self::of(Zeroizing::new([1; 32]), &[2; 32])
    }

    fn of(pepper: Secret, moderation: &[u8; 32]) -> Self {
        let (seal_private, seal_public) =
            X25519HkdfSha256::derive_keypair(&*keyed::derive(moderation, "ban seal"));
        Self {
            peppered: KeyedHash::new(&keyed::derive(&*pepper, "tags")),
            words: KeyedHash::new(&keyed::derive(&*pepper, "words")),
            pepper,
            ban: KeyedHash::new(&keyed::derive(moderation, "ban")),
            goings: KeyedHash::new(&keyed::derive(moderation, "goings")),
            goings_seal: keyed::derive(moderation, "goings seal"),
            ledger: KeyedHash::new(&keyed::derive(moderation, "ledger")),
            homes: KeyedHash::new(&keyed::derive(moderation, "homes")),
            bells: keyed::derive(moderation, "bells"),
            seal_private,
            seal_public,
        }
    }

    pub(crate) fn pepper(&self) -> &[u8] {
        &*self.pepper
    }

    /// Under what a sign-in name finds its account; the name itself is not kept.
    pub(crate) fn login_tag(&self, normalised: &str) -> Tag {
        Tag::cut(&self.peppered.of(&[b"login", normalised.as_bytes()]))
    }

    /// The salt with which an unknown name is hashed, so that it costs what a known one does.
    pub(crate) fn salt_of_nobody(&self, normalised: &str) -> Vec<u8> {
        self.peppered.of(&[b"salt", normalised.as_bytes()])[..16].to_vec()
    }

    /// `ban(c)`, from what only the member's session can compute.
    pub(crate) fn ban_standing(&self, seed: &[u8; 32]) -> BanStanding {
        BanStanding(self.ban.of(&[seed]))
    }

    /// Under what a going is found.
    pub(crate) fn going_tag(&self, plain: &[u8]) -> Tag {
        Tag::cut(&self.goings.of(&[plain]))
    }

    /// What a going is, closed to whoever has only the database.
    pub(crate) fn seal_going(&self, tag: Tag, plain: &[u8], chance: &Chance) -> Vec<u8> {
        keyed::seal(&self.goings_seal, plain, Size::Secret, &tag.0, chance)
    }

    pub(crate) fn open_going(&self, tag: Tag, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        keyed::open(&self.goings_seal, sealed, &tag.0)
    }

    /// How the ledger of deletions names things.
    #[must_use]
    pub fn ledger_naming(&self) -> store::ledger::Naming {
        let key = self.ledger.clone();
        Box::new(move |kind, id| Tag::cut(&key.of(&[&[kind as u8], &id.to_be_bytes()])))
    }

    /// What an organisation looks like under a salt, so that two sessions can be told to share one or not.
    pub(crate) fn home_mark(&self, salt: i64, organisation: i64) -> [u8; 16] {
        Tag::cut(&self.homes.of(&[&salt.to_be_bytes(), &organisation.to_be_bytes()])).0
    }

    /// Where a bell rings, closed to whoever has only the database.
    #[must_use]
    pub fn seal_bell(&self, bell: BellId, place: &str, chance: &Chance) -> Vec<u8> {
        keyed::seal(&self.bells, place.as_bytes(), Size::Secret, &bell.0.to_be_bytes(), chance)
    }

    /// Opens what [`ServerSecrets::seal_bell`] made.
    #[must_use]
    pub fn open_bell(&self, bell: BellId, sealed: &[u8]) -> Option<String> {
        let plain = keyed::open(&self.bells, sealed, &bell.0.to_be_bytes())?;
        String::from_utf8(plain.to_vec()).ok()
    }

    /// Seals words that stand in an address for a while: they open for whoever shows `holder` again, today and tomorrow.
    /// Of a session's cookie we keep only a hash, so that nobody else can open them afterwards, not even this server.
    #[must_use]
    pub fn seal_words(&self, holder: &[u8], today: Day, words: &[u8], chance: &Chance) -> Vec<u8> {
        keyed::seal(&self.words_key(holder, today), words, Size::Words, WORDS, chance)
    }

    /// Opens what [`ServerSecrets::seal_words`] made.
    #[must_use]
    pub fn open_words(&self, holder: &[u8], today: Day, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        [today, today.plus_days(-1)]
            .into_iter()
            .find_map(|day| keyed::open(&self.words_key(holder, day), sealed, WORDS))
    }

    fn words_key(&self, holder: &[u8], day: Day) -> Secret {
        Zeroizing::new(self.words.of(&[&day.0.to_be_bytes(), holder]))
    }

    /// Seals a ban standing to the moderation key: equal standings look different.
    ///
    /// # Panics
    /// Never: the key is valid and the text is short.
    #[must_use]
    pub fn seal(&self, standing: &BanStanding, chance: &Chance) -> Vec<u8> {
        let (key, sealed) = chance
            .with(|rng| {
                hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                    &OpModeS::Base,
                    &self.seal_public,
                    SEAL,
                    &standing.0,
                    &[],
                    rng,
                )
            })
            .expect("a valid key seals a short text");
        [key.to_bytes().as_slice(), &sealed].concat()
    }

    /// Opens what [`ServerSecrets::seal`] made.
    #[must_use]
    pub fn open_seal(&self, seal: &[u8]) -> Option<BanStanding> {
        let (key, sealed) = seal.split_at_checked(32)?;
        let key = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(key).ok()?;
        let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.seal_private,
            &key,
            SEAL,
            sealed,
            &[],
        );
        Some(BanStanding(plain.ok()?.try_into().ok()?))
    }
}

/// Reads 32 bytes from a file, or makes it: never over an existing one, for losing a pepper locks people out.
fn secret_file(path: &Path, chance: &Chance) -> Result<Secret> {
    let failed = |error: std::io::Error| Fault::Other(format!("cannot use {}: {error}", path.display()));
    match fs::read(path) {
        Ok(bytes) => {
            let bytes = Zeroizing::new(bytes);
            bytes.as_slice().try_into().map(Zeroizing::new).map_err(|_| {
                Fault::Other(format!("{} must hold 32 bytes; restore it from its copy", path.display()))
            })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret = Zeroizing::new(chance.bytes());
            create_for_owner(path)
                .and_then(|mut file| {
                    file.write_all(&*secret)?;
                    file.sync_all()
                })
                .map_err(failed)?;
            Ok(secret)
        }
        Err(error) => Err(failed(error)),
    }
}

fn create_for_owner(path: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_open_for_who_sealed_them_and_not_the_day_after_tomorrow() {
        let (secrets, chance, today) = (ServerSecrets::for_tests(), Chance::seeded(1), Day(20_000));
        let sealed = secrets.seal_words(b"cookie", today, b"cant sleep", &chance);
        let opened = |holder: &[u8], day| secrets.open_words(holder, day, &sealed).map(|it| it.to_vec());
        assert_eq!(opened(b"cookie", today), Some(b"cant sleep".to_vec()));
        assert_eq!(opened(b"cookie", today.plus_days(1)), Some(b"cant sleep".to_vec()));
        assert_eq!(opened(b"cookie", today.plus_days(2)), None);
        assert_eq!((opened(b"", today), opened(b"another", today)), (None, None));
        let longer = secrets.seal_words(b"cookie", today, &[b'a'; 200], &chance);
        assert_eq!(sealed.len(), longer.len(), "its length tells how much was typed");
    }

    #[test]
    fn secrets_are_made_once_and_only_their_owner_may_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let chance = Chance::system();
        let folder = std::env::temp_dir().join(format!("porchlight-secrets-{}", chance.code(12)));
        let first = ServerSecrets::load_or_create(&folder, &chance).unwrap();
        let again = ServerSecrets::load_or_create(&folder, &chance).unwrap();
        assert_eq!(first.login_tag("robin"), again.login_tag("robin"));
        let mode = fs::metadata(folder.join("pepper")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o400);
        fs::remove_file(folder.join("pepper")).unwrap();
        fs::write(folder.join("pepper"), b"cut short").unwrap();
        assert!(ServerSecrets::load_or_create(&folder, &chance).is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_seal_opens_to_what_was_sealed_and_looks_different_each_time() {
        let (secrets, chance) = (ServerSecrets::for_tests(), Chance::seeded(1));
        let standing = secrets.ban_standing(&[3; 32]);
        let (one, two) = (secrets.seal(&standing, &chance), secrets.seal(&standing, &chance));
        assert_ne!(one, two);
        assert!(secrets.open_seal(&one) == secrets.open_seal(&two));
        assert!(secrets.open_seal(&one) == Some(standing));
        assert!(secrets.open_seal(b"nothing").is_none());
        assert!(secrets.open_seal(&[0; 80]).is_none());
    }
}
