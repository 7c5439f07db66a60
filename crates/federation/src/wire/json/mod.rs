//! Reading ActivityStreams JSON as peers really write it: strict about what can deceive, lenient about shape.
//!
//! [`parse`] once, at the edge; after that everything is read from the [`serde_json::Value`] with the small
//! functions here, which take `&object["field"]` (an absent field is `Null`), never fail, and never panic:
//!
//! ```
//! use federation::wire::json::{ids, one_id, one_type, parse, text};
//! let note = parse(br#"{"id": "https://a.example/1", "type": "Note", "to": null, "content": "Hello"}"#).unwrap();
//! assert_eq!(one_id(&note), Some("https://a.example/1"));
//! assert_eq!(one_type(&note), Some("Note"));
//! assert_eq!(text(&note["content"], 1000).as_deref(), Some("Hello"));
//! assert!(ids(&note["to"]).is_empty());
//! ```

mod addressing;
mod attached;
mod reading;
mod strict;

pub use addressing::{Addressing, PUBLIC, is_public};
pub use attached::{Attachment, Tag, attachments, tags};
pub use reading::{flag, ids, last_link, link, one_id, one_type, text, timestamp, types};
pub use strict::{JsonRefusal, MAX_BYTES, parse};
