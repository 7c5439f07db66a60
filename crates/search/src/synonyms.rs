//! Words that mean the same here: a file an operator may replace.

use store::{Fault, Result};

use crate::{folding, language::Language, stems};

const FILE: &str = include_str!("../../../frontend/data/search_words.toml");
/// So many names a thing may have; more would cost every question that names it.
const MOST: usize = 12;

/// Groups of names for the same thing.
#[derive(Clone, Debug)]
pub struct Synonyms(Vec<Vec<Name>>);

/// One name of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// As the file has it, to be shown.
    pub(crate) shown: String,
    /// Its words as they are compared.
    pub(crate) words: Vec<String>,
    stems: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    same: Vec<Vec<String>>,
}

impl Default for Synonyms {
    fn default() -> Self {
        Self::from_toml(FILE).expect("the file that comes with the program is read by its tests")
    }
}

impl Synonyms {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not what it should be; the words say where.
    pub fn from_toml(text: &str) -> Result<Self> {
        let file: File =
            toml::from_str(text).map_err(|error| Fault::Other(format!("search words: {error}")))?;
        let group = |names: Vec<String>| {
            names.into_iter().map(Name::new).filter(|name| !name.words.is_empty()).take(MOST).collect()
        };
        Ok(Self(file.same.into_iter().map(group).collect()))
    }

    /// The longest name that `words` begin with: how many words it has, and the group's other names.
    pub(crate) fn at(&self, words: &[String]) -> Option<(usize, Vec<&Name>)> {
        let forms: Vec<String> = words.iter().map(|word| stems::stem(Language::English, word)).collect();
        let named = self.0.iter().flat_map(|group| group.iter().map(move |name| (name, group)));
        let longest =
            named.filter(|(name, _)| name.begins(words, &forms)).max_by_key(|(name, _)| name.words.len())?;
        let length = longest.0.words.len();
        // One word may stand for several things: the names of all of them count.
        let groups = self.0.iter().filter(|group| {
            group.iter().any(|name| name.words.len() == length && name.begins(words, &forms))
        });
        let mut others: Vec<&Name> = Vec::new();
        for name in groups.flatten() {
            let is_meant = name.words.len() == length && name.begins(words, &forms);
            if !is_meant && !others.contains(&name) {
                others.push(name);
            }
        }
        others.truncate(MOST);
        Some((length, others))
    }
}

impl Name {
    fn new(shown: String) -> Self {
        let words: Vec<String> = folding::words(&shown).into_iter().map(|word| word.folded).collect();
        let stems = words.iter().map(|word| stems::stem(Language::English, word)).collect();
        Self { shown, words, stems }
    }

    /// Short names are compared as they are: "meds" is no form of "med", but a form of "aa" would be any "aas".
    fn begins(&self, words: &[String], forms: &[String]) -> bool {
        words.starts_with(&self.words) || self.words.concat().len() > 3 && forms.starts_with(&self.stems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let words: Vec<String> = folding::words(text).into_iter().map(|word| word.folded).collect();
        let synonyms = Synonyms::default();
        let found = synonyms.at(&words).map(|(_, names)| names).unwrap_or_default();
        found.into_iter().map(|name| name.shown.clone()).collect()
    }

    #[test]
    fn a_thing_is_found_by_its_other_names() {
        assert!(names("AA").contains(&"Alcoholics Anonymous".to_owned()));
        assert!(names("alcoholics anonymous meetings").contains(&"AA".to_owned()));
        assert!(names("relapsed").contains(&"slip".to_owned()));
        assert!(names("sub").contains(&"buprenorphine".to_owned()));
        assert!(names("kitchen").is_empty());
    }

    #[test]
    fn a_broken_file_says_where() {
        assert!(Synonyms::from_toml("same = [[\"a\"").is_err());
        assert!(Synonyms::from_toml("other = 1").is_err());
        assert!(Synonyms::from_toml("").is_ok());
    }
}
