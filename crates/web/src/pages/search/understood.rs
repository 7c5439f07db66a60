//! How the words were understood, in sentences.

use chrono::Datelike;
use search::Understood;
use store::Hour;

use crate::translations::Translations;

/// The sentences, the one about the words first.
pub(super) fn said(t: &Translations, understood: &Understood) -> Vec<String> {
    let mut said: Vec<String> = understood
        .spelt
        .iter()
        .map(|word| t.say_with("search-spelt", (("typed", &word.typed), ("read", &word.read))))
        .collect();
    let mut list = |key: &str, words: &[String]| {
        if !words.is_empty() {
            said.push(t.say_with(key, ("words", words.join(", "))));
        }
    };
    list("search-words", &understood.words);
    list("search-phrases", &understood.phrases);
    list("search-also", &understood.also);
    list("search-without", &understood.without);
    list("search-puzzling", &understood.puzzling);
    if let Some(community) = &understood.community {
        said.push(t.say_with("search-only-in", ("community", community)));
    }
    if understood.noted {
        said.push(t.say("search-only-noted").to_owned());
    }
    for (key, month) in [("search-from", understood.from), ("search-before", understood.before)] {
        said.extend(month.map(|hour| t.say_with(key, ("month", month_of(t, hour)))));
    }
    if understood.shortened {
        said.push(t.say("search-shortened").to_owned());
    }
    said
}

fn month_of(t: &Translations, hour: Hour) -> String {
    let start = hour.start();
    format!("{} {}", t.say(&format!("month-{}", start.month())), start.year())
}
