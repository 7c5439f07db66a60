//! Made-up names of two words, and how names are compared.

/// The words that made-up names are drawn from.
#[derive(Clone, Debug)]
pub struct NameLists {}

impl NameLists {
    /// Reads `adjectives = [...]` and `nouns = [...]`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the lists.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let _ = text;
        todo!()
    }
}
