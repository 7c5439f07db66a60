//! Porchlight's own search, asked as a page asks it.

use std::path::Path;

use members::{Member, Members};

use super::{
    quality::{Contender, Hit},
    rivals::Built,
};

/// The search of a server that nobody serves.
pub struct Porchlight {
    /// The memory of the process when it was opened.
    pub opened_mb: f64,
}

impl Porchlight {
    pub async fn open(_members: &Members, _data: &Path, _member: Member) -> Self {
        Self { opened_mb: super::memory::now() }
    }

    pub async fn build(_members: &Members, _data: &Path) -> usize {
        0
    }

    pub async fn fresh(members: &Members, data: &Path, member: Member) -> (Self, Built) {
        (Self::open(members, data, member).await, Built { index_mb: 0.0, texts_per_second: 0.0 })
    }

    pub fn size(_data: &Path) -> f64 {
        0.0
    }
}

impl Contender for Porchlight {
    async fn first_page(&self, _typed: &str) -> Vec<Hit> {
        Vec::new()
    }
}
