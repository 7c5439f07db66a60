//! The name over a text.

use std::collections::HashMap;

use store::PersonaId;

/// The name over a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Its number.
    pub id: PersonaId,
    /// The name; empty when it is gone.
    pub name: String,
    /// The server it comes from; empty for our own.
    pub host: String,
    /// Whether the name is gone, with all it wrote.
    pub deleted: bool,
    /// 1, or more when somebody else on the same page has the same name.
    pub numeral: i64,
}

/// Numbers the authors of one page who have the same name: ours first, then by id.
pub(crate) fn number<'a>(authors: impl Iterator<Item = &'a mut Author>) {
    let mut authors: Vec<_> = authors.collect();
    authors.sort_by_key(|author| (!author.host.is_empty(), author.id));
    let mut known: HashMap<String, Vec<PersonaId>> = HashMap::new();
    for author in authors {
        let namesakes = known.entry(author.name.to_lowercase()).or_default();
        if namesakes.last() != Some(&author.id) {
            namesakes.push(author.id);
        }
        author.numeral = namesakes.len() as i64;
    }
}
