//! `porchlight screen`: what the screening would say of texts from anywhere. Nothing is kept and nothing is asked.

use std::io::{self, BufRead, Write};

use forum::text;
use moderation::screening::{self, Screened, Verdict};
use serde_json::{Value, json};

use crate::Outcome;

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
/// When a line was no UTF-8 (after all lines were answered), or standard input cannot be read.
pub fn run(options: &Options) -> Outcome {
    match answer(options, io::stdin().lock(), io::stdout().lock()) {
        Ok(0) => Ok(()),
        Ok(unreadable) => Err(format!("not UTF-8, and so not judged: {unreadable} of the lines").into()),
        // Whoever reads our answers has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Answers every line; how many could not be read as text.
fn answer(options: &Options, texts: impl BufRead, mut answers: impl Write) -> io::Result<usize> {
    let mut unreadable = 0;
    for (at, line) in texts.split(b'\n').enumerate() {
        let line = line?;
        let verdict = str::from_utf8(line.strip_suffix(b"\r").unwrap_or(&line)).map(judge);
        unreadable += usize::from(verdict.is_err());
        match (verdict, options.json) {
            (Ok(verdict), true) => writeln!(answers, "{}", as_json(&verdict))?,
            (Ok(verdict), false) => writeln!(answers, "line {}: {}", at + 1, as_words(&verdict))?,
            (Err(_), true) => writeln!(answers, "{}", json!({ "error": "this line is not UTF-8" }))?,
            (Err(_), false) => writeln!(answers, "line {}: this line is not UTF-8", at + 1)?,
        }
    }
    Ok(unreadable)
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
        let unreadable = answer(&Options { json }, texts, &mut answers).unwrap();
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
