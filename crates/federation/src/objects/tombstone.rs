//! What stands where something was.

use serde_json::{Value, json};

/// It was here, and is gone; of what it was, nothing is said.
pub(crate) fn document(id: &str) -> Value {
    json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "Tombstone" })
}
