//! What keeps members safe: guidelines, reports, screening, and measures that every page obeys.
//!
//! It knows subjects, not content: callers pass it the words that a rule wants to see.

pub mod alerts;
pub mod appeals;
pub mod bells;
pub mod cases;
pub mod guidelines;
pub mod hearing;
pub mod legible;
pub mod measures;
pub mod own_rules;
pub mod packs;
pub mod proposals;
pub mod refusal;
pub mod reports;
pub mod rota;
pub mod rules;
pub mod screening;
pub mod standing;
pub mod subject;
pub mod team;
pub mod tidying;
mod turn;
pub mod word_lists;

pub use measures::Measure;
pub use refusal::Refusal;
pub use standing::Standing;
pub use subject::Subject;
pub use team::Moderator;
