//! The rules of screening: one file and one line each.

pub mod crisis;
mod links;
mod repetition;

use crate::screening::{Outcome, Screened};

/// Every rule, in the order they are asked.
pub const ALL: &[fn(&Screened<'_>) -> Outcome] = &[links::screen, repetition::screen];
