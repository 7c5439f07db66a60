//! What I joined, and what I wrote: lists across communities.
//!
//! Both walk an index of bare keys first, then fetch the words of one page: a list costs the same however much
//! is written elsewhere. A page may be a little short where something is hidden; it is empty only at the end.

mod joined;
mod mine;

pub use joined::joined;
pub use mine::{MyLine, mine};
