//! `porchlight screen`: what the screening would say of texts from anywhere. Nothing is kept and nothing is asked.

use forum::text;
use moderation::screening::{self, Screened, Verdict};
use serde_json::{Value, json};

use crate::{
    Outcome,
    lines::{self, Line},
};

/// How `porchlight screen` reads.
#[derive(clap::Args)]
pub struct Options {
    /// Answer each text with one line of JSON.
    #[arg(long)]
    json: bool,
}

/// Reads texts from standard input, one a line, and answers each on standard output.
///
/// # Errors
/// As [`lines::run`].
pub fn run(options: &Options) -> Outcome {
    lines::run(answering(options))
}

fn answering(options: &Options) -> impl Fn(usize, Line<'_>) -> String {
    let json = options.json;
    move |line, text| match (text.map(judge), json) {
        (Ok(verdict), true) => as_json(&verdict).to_string(),
        (Ok(verdict), false) => format!("line {line}: {}", as_words(&verdict)),
        (Err(why), true) => json!({ "error": why }).to_string(),
        (Err(why), false) => format!("line {line}: {why}"),
    }
}

fn judge(text: &str) -> Verdict {
    let links = text::links(&text::render(text));
    screening::screen(&Screened { text, body: text, links, recent: &[] })
}

fn as_json(verdict: &Verdict) -> Value {
    json!({
        "outcome": verdict.outcome().word(),
        "rule": verdict.rule.map(|rule| rule.id),
        "lane": verdict.rule.map(|rule| rule.lane.word()),
    })
}

fn as_words(verdict: &Verdict) -> String {
    match verdict.rule {
        Some(rule) => format!("{} ({}, {})", rule.outcome.word(), rule.id, rule.lane.word()),
        None => "nothing to say".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: bool, texts: &[u8]) -> (usize, String) {
        let mut answers = Vec::new();
        let unreadable = lines::each(texts, &mut answers, answering(&Options { json })).unwrap();
        (unreadable, String::from_utf8(answers).unwrap())
    }

    #[test]
    fn each_line_gets_one_line_of_json() {
        let (_, told) =
            told(true, "I took 40 pills\nI take 16 mg of Suboxone\r\n\nVendo pastillas\n".as_bytes());
        let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let clear = json!({ "outcome": "Clear", "rule": null, "lane": null });
        assert_eq!(
            lines,
            [
                json!({ "outcome": "OfferHelp", "rule": "overdose", "lane": "imminent-danger" }),
                clear.clone(),
                clear,
                json!({ "outcome": "Hold", "rule": "sourcing", "lane": "sourcing" }),
            ]
        );
    }

    #[test]
    fn what_is_no_text_is_said_and_the_rest_is_judged() {
        let (unreadable, words) = told(false, b"\xff\xfe\nI want to die\n");
        assert_eq!(unreadable, 1);
        assert_eq!(words, "line 1: this line is not UTF-8\nline 2: OfferHelp (crisis, imminent-danger)\n");
    }
}
