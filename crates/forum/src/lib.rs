//! What members write to each other: threads, comments, support and feeds. Nothing is published unscreened.
//!
//! Content is read through the views `visible_threads` and `visible_comments` and a `Viewer`, and in no other
//! way; [`words`] is the one place where authors and moderators look behind that veil.

pub mod author;
pub mod calls;
pub mod collection;
pub mod comments;
pub mod draft;
pub mod feeds;
pub mod first_replies;
pub mod goings;
pub mod keeping;
pub mod lately;
pub mod leaving;
pub mod ledger;
pub mod linter;
pub mod media;
mod naming;
pub mod note;
pub mod objects;
pub mod received;
pub mod refusal;
pub mod releases;
pub mod restored;
pub mod sent_forms;
pub mod shield;
pub mod state;
pub mod support;
pub mod text;
pub mod threads;
pub mod tidying;
pub mod tree;
pub mod words;
mod writing;

pub use author::Author;
pub use comments::{Comment, CommentPage};
pub use draft::{CommentDraft, Posted, Signing, ThreadDraft};
pub use feeds::MyLine;
pub use media::{Media, Picture, PictureDraft};
pub use naming::{name_in, scope};
pub use note::Note;
pub use received::{IncomingComment, IncomingEdit, IncomingThread, Received};
pub use refusal::Refusal;
pub use releases::Pace;
pub use state::State;
pub use threads::{Order, Thread, ThreadLine};
