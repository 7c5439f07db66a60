//! Pictures: taken in, made clean, put below a text, shown to whoever may read that text, and gone with it.
//!
//! A text has one picture at most. What a member sent is never kept: a process of its own makes a new picture of the
//! pixels alone ([`darkroom`]), and that one is kept under a random name ([`storage`]).

pub mod child;
pub mod darkroom;
pub mod develop;
mod elsewhere;
mod pending;
mod removal;
mod show;
pub mod storage;
mod text;
mod today;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, atomic::AtomicI64},
};

use store::{Database, Result, Tag};

pub use darkroom::Darkroom;
pub use elsewhere::{arrived, expect, expected};
pub use pending::Pending;
pub use show::{get, of_all, seen_by};
pub use storage::{Bucket, Place, Storage};
pub(crate) use text::{attach, forget_of_persona, settle};
pub use text::{forget, of};

use today::Today;

/// The most bytes that somebody may send.
pub const HEAVIEST: usize = 15 * 1_024 * 1_024;
/// The most pixels a side may have.
pub const WIDEST: u32 = 12_000;
/// The longest description, in characters.
pub const ALT_MOST: usize = 1_000;

/// How a clean picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A photo.
    Jpeg,
    /// Something with few colours, or with holes in it.
    Png,
}

impl Kind {
    /// As it is stored, and as the process that makes it says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
        }
    }

    /// Reads it back.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png].into_iter().find(|kind| kind.word() == word)
    }

    /// The content type under which it leaves; never one that somebody claimed.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A picture that was made clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// How it is written.
    pub kind: Kind,
    /// How wide, in pixels.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// A picture that is kept, as pages and other servers are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its random name, in `/media/…`.
    pub name: String,
    /// The number of the thread or comment it stands below; `None` until that is posted.
    pub subject: Option<i64>,
    /// How it is written.
    pub kind: Kind,
    /// How wide, in pixels.
    pub width: i64,
    /// How high.
    pub height: i64,
    /// What it shows, in words; may be empty.
    pub alt: String,
    /// Where another server has it. Nobody is ever sent there.
    pub source: Option<String>,
}

/// A picture as a draft names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureDraft {
    /// Its random name.
    pub name: String,
    /// What shows that the writer sent it; `None` for the picture that the text has already.
    pub proof: Option<Tag>,
    /// What it shows, in words; may be empty.
    pub alt: String,
}

/// What is needed to take pictures in and to hand them out. Cheap to clone.
#[derive(Clone)]
pub struct Media(Arc<Inner>);

struct Inner {
    database: Arc<Database>,
    darkroom: Darkroom,
    storage: Storage,
    /// The most bytes that all pictures may take together.
    room: u64,
    today: Today,
    swept: AtomicI64,
    suspects: Mutex<HashSet<String>>,
}

impl Media {
    /// Puts it together; `room` is how many bytes all pictures may take.
    #[must_use]
    pub fn new(database: Arc<Database>, darkroom: Darkroom, storage: Storage, room: u64) -> Self {
        let (today, swept, suspects) = (Today::default(), AtomicI64::new(0), Mutex::default());
        Self(Arc::new(Inner { database, darkroom, storage, room, today, swept, suspects }))
    }

    /// Where the bytes lie.
    #[must_use]
    pub fn storage(&self) -> &Storage {
        &self.0.storage
    }

    /// A picture's bytes, for who was found to be allowed to see it.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn bytes(&self, picture: &Picture) -> Result<Option<Vec<u8>>> {
        self.0.storage.get(&picture.name).await
    }
}
