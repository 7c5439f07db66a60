//! members.
