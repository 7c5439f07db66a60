//! Finds words in what somebody may read, and nothing else.
//!
//! The views `visible_threads` and `visible_comments` and the [`members::Viewer`] are the truth: the index only proposes,
//! and every proposal is looked up before it is shown. The index holds no names, and no text that could be read back.

mod aging;
mod busy;
mod candidates;
mod changes;
mod closeness;
mod damage;
mod dictionary;
mod document;
mod every_segment;
mod fault;
mod find;
mod folding;
mod follow;
mod generations;
mod index;
mod language;
mod mark;
mod meaning;
mod pen;
mod plain;
mod question;
mod rebuild;
mod rows;
mod schema;
mod scope;
mod search;
mod shard;
mod shown;
mod snippet;
mod spaced;
mod statistics;
mod status;
mod stems;
mod synonyms;
mod telling;
mod understand;

pub use find::Found;
pub use question::{Order, Question};
pub use search::{Search, Stop};
pub use shown::{Hit, What};
pub use snippet::Piece;
pub use status::{Progress, Status};
pub use synonyms::Synonyms;
pub use understand::{Spelt, Understood};

/// What a bench may reach behind the pages.
#[cfg(feature = "testing")]
pub mod testing {
    pub use crate::{
        candidates::{Candidate, Wanted},
        document::{Document, Kind},
        index::Index,
        meaning::Meaning,
        scope::Scope,
        understand::understand,
    };
}
