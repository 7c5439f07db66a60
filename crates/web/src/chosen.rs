//! What those who run this server chose, remembered between pages: a bar is drawn without asking the database.

use std::sync::{Arc, PoisonError, RwLock};

use members::{Porch, help_lines, help_lines::HelpLine, porch};
use store::{Day, Result, Tx};

/// All of it, as it was when it was last read.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Name, colour, who may read.
    pub porch: Porch,
    /// The help lines that somebody here called.
    pub lines: Vec<HelpLine>,
}

/// The one that pages look at, and that a change puts another in the place of.
#[derive(Default)]
pub struct Choice(RwLock<Arc<Chosen>>);

impl Chosen {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(tx: &mut Tx) -> Result<Self> {
        Ok(Self { porch: porch::read(tx).await?, lines: help_lines::all(tx).await? })
    }

    /// The lines of a country that members may be sent to today.
    pub fn lines_of<'a>(&'a self, country: &'a str, today: Day) -> impl Iterator<Item = &'a HelpLine> {
        self.lines.iter().filter(move |line| line.country == country && line.is_good(today))
    }
}

impl Choice {
    /// What counts now.
    #[must_use]
    pub fn now(&self) -> Arc<Chosen> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on this counts.
    pub fn set(&self, chosen: Chosen) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(chosen);
    }
}
