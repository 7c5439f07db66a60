//! Full names: a given name with a family name, or a title with one. A given name alone is how people talk here.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading},
    words,
};

static WORD: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"\p{L}+(?:['-]\p{L}+)*"));
/// "My name is", "my neighbour": after these, two capitals are a name even if no list knows them.
static INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i:\b(?:name is|name's|name was|me llamo|se llama|(?:mi|su) (?:nombre|apellido)(?: completo| real)? es|named)) (?P<name>[A-Z][a-z'-]+(?: [A-Z]\.)?(?: [A-Z][a-z'-]+){1,3})|(?i:\b(?:last name(?: is|'s)?|surname is|apellido es)) (?P<family>[A-Z][a-z'-]+)|(?i:\b{roles}),? (?P<other>[A-Z][a-z'-]+(?: [A-Z]\.)? [A-Z][a-z'-]+)\b",
    )
});
/// People in one house know each other: there, one's own name is one's own matter.
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)\b(?:my (?:\w+ )?name(?:'s| is)|i am|i'm|call me|me llamo|mi (?:nombre|apellido)(?: completo| real)? es|soy)(?: \p{L}+)? ?$",
    )
});

pub(super) fn find(reading: &Reading, setting: &Setting) -> Vec<Mark> {
    let text = reading.text();
    let names = Names { text, words: WORD.find_iter(text).map(|word| word.range()).collect() };
    let mut spans = names.all();
    for captures in INTRODUCTION.captures_iter(text) {
        let name = ["name", "family", "other"].into_iter().find_map(|group| captures.name(group));
        spans.extend(name.filter(|name| is_nobody(name.as_str())).map(|name| name.range()));
    }
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|later, earlier| later.start < earlier.end);
    let marks = spans.into_iter().filter_map(|span| mark(reading, setting, span));
    marks.collect()
}

fn is_nobody(name: &str) -> bool {
    name.split(' ').all(|word| !is_common(word))
}

fn mark(reading: &Reading, setting: &Setting, span: Range<usize>) -> Option<Mark> {
    /// "My full name is" and a given name, and some room.
    const NEAR: usize = 40;
    let own = OWN.is_match(reading.before(span.start, NEAR));
    if own && setting.house {
        return None;
    }
    let (english, spanish) =
        if own { ("somebody here", "alguien de aquí") } else { ("someone I know", "alguien que conozco") };
    Some(Mark::softer(span, reading.language.say(english, spanish)))
}

/// A text's words, walked through once.
struct Names<'t> {
    text: &'t str,
    words: Vec<Range<usize>>,
}

impl Names<'_> {
    fn all(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            match self.titled(at).or_else(|| self.full(at)) {
                Some(last) => {
                    spans.push(self.words[at].start..self.words[at].start + self.reach(at, last));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        spans
    }

    /// How many bytes lie from the start of `first` to the end of `last`, a possessive left aside.
    fn reach(&self, first: usize, last: usize) -> usize {
        self.words[last].start + self.bare(last).len() - self.words[first].start
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |span| &self.text[span.clone()])
    }

    fn bare(&self, at: usize) -> &str {
        let word = self.word(at);
        word.strip_suffix("'s").unwrap_or(word)
    }

    /// Whether only `between` stands between the word at `at` and the next.
    fn joined(&self, at: usize, between: &[&str]) -> bool {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(word), Some(next)) => between.contains(&&self.text[word.end..next.start]),
            _ => false,
        }
    }

    /// "Dr. Okafor", "la señora Ibáñez": the last word of it. "Dr. Bob" is nobody's full name.
    fn titled(&self, at: usize) -> Option<usize> {
        let list = if is_capital(self.word(at)) { "titles" } else { "small_titles" };
        let title = words::is_in(list, self.word(at));
        if !title || !self.joined(at, &[" ", ". "]) {
            return None;
        }
        let name = self.bare(at + 1);
        if is_given(name) {
            return self.full(at + 1);
        }
        (is_capital(name) && name.len() > 2 && !is_common(name)).then(|| self.with_second(at + 1))
    }

    /// A given name and what follows it: the last word of the family name.
    fn full(&self, at: usize) -> Option<usize> {
        let given = self.word(at);
        let sure = is_sure(given);
        if !sure && !words::is_in("doubtful_given", given) {
            return self.unknown(at);
        }
        let mut next = at + 1;
        if !self.joined(at, &[" "]) {
            return None;
        }
        // "María José", "Sam J."
        if self.joined(next, &[" ", ". "])
            && (self.word(next).len() == 1 || is_given(self.word(next)))
            && is_capital(self.word(next))
        {
            let inner = if self.word(next).len() == 1 { &[" ", ". "][..] } else { &[" "][..] };
            if self.joined(next, inner) && self.is_family(given, next + 1, sure) {
                return Some(self.with_second(next + 1));
            }
        }
        let mut particles = 0;
        while particles < 2 && words::is_in("particles", self.word(next)) && self.joined(next, &[" "]) {
            next += 1;
            particles += 1;
        }
        self.is_family(given, next, sure).then(|| self.with_second(next))
    }

    /// A family name that no word looks like, after a capital in the midst of a sentence.
    fn unknown(&self, at: usize) -> Option<usize> {
        let (name, family) = (self.word(at), self.bare(at + 1));
        // "In Almacenes Rivera": a place with a family's name.
        let inside =
            at > 0 && self.joined(at - 1, &[" ", ", "]) && !words::is_in("before_places", self.word(at - 1));
        let both = is_capital(name) && name.len() > 2 && is_capital(family) && self.joined(at, &[" "]);
        (inside && both && words::is_in("families", family) && !is_common(name))
            .then(|| self.with_second(at + 1))
    }

    fn is_family(&self, given: &str, at: usize, sure: bool) -> bool {
        let family = self.bare(at);
        let known = words::is_in("families", family);
        if !is_capital(given) {
            return sure && known && !is_capital(family);
        }
        let shaped = is_capital(family) && family.len() > 1 && (!is_loud(family) || is_loud(given) || known);
        let word = words::is_in("family_words", family);
        shaped && (known || (sure && (word || (!is_common(family) && !is_loud(family)))))
    }

    /// A second family name, as people have them in Spanish.
    fn with_second(&self, at: usize) -> usize {
        let next = self.bare(at + 1);
        let second =
            is_capital(next) && (words::is_in("families", next) || words::is_in("family_words", next));
        if second && self.joined(at, &[" ", "-"]) { at + 1 } else { at }
    }
}

fn is_given(word: &str) -> bool {
    is_sure(word) || words::is_in("doubtful_given", word)
}

fn is_sure(word: &str) -> bool {
    words::is_in("given", word) || words::is_in("more_given", word)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_loud(word: &str) -> bool {
    word.len() > 1 && !word.contains(char::is_lowercase)
}

/// A word that starts with a capital for another reason than being a name.
fn is_common(word: &str) -> bool {
    ["never_names", "english", "spanish", "months", "weekdays", "streets_en", "titles"]
        .iter()
        .any(|list| words::is_in(list, word))
}
