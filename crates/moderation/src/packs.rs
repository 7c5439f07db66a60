//! Packs of guidelines that a community can start with: data, which its lead may change afterwards.

use std::sync::LazyLock;

use serde::Deserialize;

const FILE: &str = include_str!("../../../frontend/data/guidelines.toml");

/// A guideline as the packs have it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// What the software knows it by.
    pub code: String,
    /// A few words.
    pub short: String,
    /// What members read, in English.
    pub en: String,
    /// The same in Spanish.
    pub es: String,
    /// What the software does with it.
    pub does: Does,
}

/// What the software does with a guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Does {
    /// Keeps back what seems to break it, until a moderator has looked.
    Holds,
    /// Suggests something gentler, or a better place.
    Suggests,
    /// Refuses a name.
    Refuses,
    /// Shows a label that the author chose, and keeps to it.
    Labels,
    /// Nothing: people look after it.
    People,
}

/// A pack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// What a form calls it.
    pub id: String,
    /// Which version of its words this is.
    pub version: i64,
    /// The codes of its guidelines, in order.
    pub holds: Vec<String>,
}

/// In which language a pack is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Reads it from the word that a form sends.
    #[must_use]
    pub fn read(word: &str) -> Self {
        if word == "es" { Self::Spanish } else { Self::English }
    }
}

impl Seed {
    /// What members read.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Spanish => &self.es,
        }
    }
}

impl Pack {
    /// Its guidelines, in order.
    pub fn guidelines(&self) -> impl Iterator<Item = &'static Seed> + '_ {
        self.holds.iter().filter_map(|code| seed(code))
    }

    /// What members read, in order.
    #[must_use]
    pub fn texts(&self, language: Language) -> Vec<String> {
        self.guidelines().map(|seed| seed.text(language).to_owned()).collect()
    }
}

/// Every pack; the first is for whoever does not choose.
#[must_use]
pub fn all() -> &'static [Pack] {
    &DATA.packs
}

/// The pack that a form calls so; the first for any other word.
#[must_use]
pub fn by_id(id: &str) -> &'static Pack {
    all().iter().find(|pack| pack.id == id).unwrap_or(&all()[0])
}

/// The guideline that the software knows so.
#[must_use]
pub fn seed(code: &str) -> Option<&'static Seed> {
    DATA.guidelines.iter().find(|seed| seed.code == code)
}

/// What a text of a pack is known by.
pub(crate) fn code_of(text: &str) -> Option<&'static str> {
    DATA.guidelines.iter().find(|seed| seed.en == text || seed.es == text).map(|seed| &*seed.code)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    guidelines: Vec<Seed>,
    packs: Vec<Pack>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(FILE).expect("guidelines.toml is read by a test too"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_holds_guidelines_that_there_are() {
        assert_eq!(all()[0].id, "general");
        for pack in all() {
            assert_eq!(pack.guidelines().count(), pack.holds.len(), "{}", pack.id);
            assert!(pack.version > 0 && pack.holds.len() <= 20, "{}", pack.id);
        }
        let held = |seed: &&Seed| all().iter().any(|pack| pack.holds.contains(&seed.code));
        assert_eq!(DATA.guidelines.iter().filter(held).count(), DATA.guidelines.len());
        assert_eq!(by_id("nonsense").id, "general");
    }

    #[test]
    fn every_sentence_is_short_and_no_text_comes_twice() {
        let mut texts = Vec::new();
        for seed in &DATA.guidelines {
            for text in [&seed.en, &seed.es] {
                let longest =
                    text.split(['.', ':', '?']).map(|sentence| sentence.split_whitespace().count()).max();
                assert!(longest <= Some(20), "{text}");
                assert!(!texts.contains(text), "{text}");
                texts.push(text.clone());
                assert_eq!(code_of(text), Some(&*seed.code));
            }
        }
    }
}
