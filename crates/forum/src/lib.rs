//! forum.
