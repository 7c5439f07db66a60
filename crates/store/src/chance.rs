//! Randomness, passed in from outside: the system's, or a seed in a test.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};

use crate::Mutant;

/// Where random bytes come from. Cloning shares the source.
#[derive(Clone)]
pub struct Chance {
    source: Arc<Mutex<StdRng>>,
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Chance")
    }
}

impl Chance {
    /// A cryptographic generator seeded by the operating system.
    #[must_use]
    pub fn system() -> Self {
        Self { source: Arc::new(Mutex::new(rand::make_rng())) }
    }

    /// The same bytes for the same seed: for tests and for the demo's made-up names only.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { source: Arc::new(Mutex::new(StdRng::seed_from_u64(seed))) }
    }

    /// Fresh random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// A random number from 0 up to but not including `limit`, which must not be 0.
    #[must_use]
    pub fn below(&self, limit: usize) -> usize {
        self.with(|rng| rng.random_range(0..limit))
    }

    /// A random id: 1 to 2^53 - 1, exact in every JSON client.
    #[must_use]
    pub fn id(&self) -> i64 {
        if Mutant::SerialIds.is_on() {
            return next_number();
        }
        self.with(|rng| rng.random_range(1..(1_i64 << 53)))
    }

    /// `length` random lower-case letters and digits, without those that look alike.
    #[must_use]
    pub fn code(&self, length: usize) -> String {
        const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
        (0..length).map(|_| char::from(ALPHABET[self.below(ALPHABET.len())])).collect()
    }

    /// Lends the generator itself, for a library that asks for one.
    pub fn with<T>(&self, use_it: impl FnOnce(&mut StdRng) -> T) -> T {
        use_it(&mut self.source.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// For [`Mutant::SerialIds`] only.
fn next_number() -> i64 {
    static NUMBER: AtomicI64 = AtomicI64::new(5_000_000_000);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
