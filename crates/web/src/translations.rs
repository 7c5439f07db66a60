//! Every visible word, by key: `frontend/locales/*.ftl`, read once at the start.

use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

const ENGLISH: &str = include_str!("../../../frontend/locales/en.ftl");

/// The words of one language.
pub struct Translations {
    language: &'static str,
    direction: &'static str,
    /// Messages without gaps, resolved once: a page may ask for a thousand of them.
    ready: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

impl Translations {
    /// English.
    ///
    /// # Panics
    /// When the embedded file is not Fluent; a test reads it too.
    #[must_use]
    pub fn english() -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::LanguageIdentifier::default()]);
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(ENGLISH.to_owned()).expect("en.ftl is valid Fluent");
        bundle.add_resource(resource).expect("no key stands twice in en.ftl");
        let ready = keys().filter_map(|key| Some((key.to_owned(), resolve(&bundle, key, None)?))).collect();
        Self { language: "en", direction: "ltr", ready, bundle }
    }

    /// The language's code, for `<html lang>`.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        self.direction
    }

    /// The words for `key`.
    ///
    /// # Panics
    /// In debug builds, when there are none: a test should meet that, not a member.
    #[must_use]
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.ready.get(key).map_or_else(|| missing(key), String::as_str)
    }

    /// The words for `key` with its gaps filled: `say_with("people", ("count", 3))`.
    ///
    /// # Panics
    /// As [`Translations::say`].
    #[must_use]
    pub fn say_with(&self, key: &str, arguments: impl Arguments) -> String {
        let mut gaps = FluentArgs::new();
        arguments.put(&mut gaps);
        resolve(&self.bundle, key, Some(&gaps)).unwrap_or_else(|| missing(key).to_owned())
    }

    /// Whether there are words for `key`.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

fn missing(key: &str) -> &str {
    if cfg!(debug_assertions) {
        panic!("en.ftl has no words for {key:?}, or they want other gaps");
    }
    tracing::error!(key, "words are missing");
    key
}

/// Every key of the English file, in its order.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let starts = ENGLISH.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    starts.filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

fn resolve(bundle: &FluentBundle<FluentResource>, key: &str, gaps: Option<&FluentArgs>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let words = bundle.format_pattern(pattern, gaps, &mut errors).into_owned();
    errors.is_empty().then_some(words)
}

/// What fills the gaps of a message: one pair of name and value, or several.
pub trait Arguments {
    /// Puts each value under its name.
    fn put(&self, gaps: &mut FluentArgs);
}

impl<V: Gap> Arguments for (&'static str, V) {
    fn put(&self, gaps: &mut FluentArgs) {
        gaps.set(self.0, self.1.value());
    }
}

impl<A: Gap, B: Gap> Arguments for ((&'static str, A), (&'static str, B)) {
    fn put(&self, gaps: &mut FluentArgs) {
        self.0.put(gaps);
        self.1.put(gaps);
    }
}

impl Arguments for Vec<(&'static str, String)> {
    fn put(&self, gaps: &mut FluentArgs) {
        for (name, value) in self {
            gaps.set(*name, value.value());
        }
    }
}

impl<T: Arguments> Arguments for &T {
    fn put(&self, gaps: &mut FluentArgs) {
        (**self).put(gaps);
    }
}

/// A value for a gap: a text or a whole number.
pub trait Gap {
    /// As Fluent takes it.
    fn value(&self) -> FluentValue<'static>;
}

impl Gap for str {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Gap for String {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

impl Gap for i64 {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl Gap for usize {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl<T: Gap + ?Sized> Gap for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_english_message_is_understood() {
        let words = Translations::english();
        assert!(keys().all(|key| words.knows(key)));
        assert_eq!(words.say("yes"), "Yes");
        assert_eq!(words.say_with("nav-notices-new", ("count", 3_usize)), "3 new");
    }
}
