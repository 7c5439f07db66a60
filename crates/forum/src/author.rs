//! The name over a text.

use std::collections::HashMap;

use store::PersonaId;

/// The name over a text. Every query that shows one joins `personas` and names its columns so.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Author {
    /// Its number.
    #[serde(rename = "persona_id")]
    pub id: PersonaId,
    /// The name; empty when it is gone.
    #[serde(rename = "author_name")]
    pub name: String,
    /// The server it comes from; empty for our own.
    #[serde(rename = "author_host")]
    pub host: String,
    /// Whether the name is gone, with all it wrote.
    #[serde(rename = "author_deleted", deserialize_with = "store::flag")]
    pub deleted: bool,
    /// 1, or more when somebody else on the same page has the same name.
    #[serde(skip)]
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

#[cfg(test)]
mod tests {
    use super::*;

    fn author(id: i64, name: &str, host: &str) -> Author {
        Author { id: PersonaId(id), name: name.into(), host: host.into(), deleted: false, numeral: 0 }
    }

    #[test]
    fn a_namesake_from_elsewhere_gets_a_numeral() {
        let mut page = [
            author(1, "Quiet Heron", "harbor.example"),
            author(9, "quiet heron", ""),
            author(1, "Quiet Heron", "harbor.example"),
            author(2, "Plain Oak", ""),
        ];
        number(page.iter_mut());
        assert_eq!(page.map(|author| author.numeral), [2, 1, 2, 1]);
    }
}
