//! Pieces that several pages are made of: bylines, cards of threads, the composer, the conversation.

pub mod agreement;
pub mod around;
pub mod audience;
pub mod branches;
pub mod cards;
pub mod case;
pub mod composer;
pub mod help_lines;
pub mod id;
pub mod keys;
pub mod look;
pub mod marks;
pub mod notes;
pub mod pictures;
pub mod place;
pub mod signed;
pub mod times;
pub mod told;
pub mod under;
pub mod weekly;
pub mod writing;
