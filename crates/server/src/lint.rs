//! `porchlight lint`: what the composer would mark, for texts from anywhere. Nothing is kept and nothing is asked.

use forum::linter::{self, Centres, Finding, Setting};
use serde_json::{Value, json};

use crate::{
    Outcome,
    lines::{self, Line},
};

/// How `porchlight lint` reads.
#[derive(clap::Args)]
pub struct Options {
    /// Answer each text with one line of JSON; `start` and `end` count bytes.
    #[arg(long)]
    json: bool,
    /// Judge as among people who live together: contacts, other people's names and case numbers alone.
    #[arg(long)]
    house: bool,
    /// The name of a treatment centre to look for; may be given several times.
    #[arg(long, value_name = "NAME")]
    centre: Vec<String>,
}

/// Reads texts from standard input, one a line, and answers each on standard output.
///
/// # Errors
/// As [`lines::run`].
pub fn run(options: &Options) -> Outcome {
    lines::run(answering(options))
}

fn answering(options: &Options) -> impl Fn(usize, Line<'_>) -> String {
    let setting = Setting { house: options.house, centres: Centres::new(&options.centre) };
    let json = options.json;
    move |line, text| {
        let found = text.map(|text| linter::lint(text, &setting));
        if json { as_json(&found).to_string() } else { as_words(line, &found) }
    }
}

type Found = Result<Vec<Finding>, &'static str>;

fn as_json(found: &Found) -> Value {
    match found {
        Ok(findings) => json!({ "findings": findings.iter().map(finding).collect::<Vec<_>>() }),
        Err(why) => json!({ "findings": [], "error": why }),
    }
}

fn finding(finding: &Finding) -> Value {
    json!({
        "kind": finding.kind.word(),
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "softer": finding.softer,
    })
}

fn as_words(line: usize, found: &Found) -> String {
    let findings = match found {
        Ok(findings) => findings,
        Err(why) => return format!("line {line}: {why}"),
    };
    if findings.is_empty() {
        return format!("line {line}: nothing to mark");
    }
    let said = findings.iter().map(|finding| {
        let instead = match &finding.softer {
            Some(softer) => format!("softer: \"{softer}\""),
            None => "better left out".to_owned(),
        };
        format!("line {line}: {} \"{}\"; {instead}", finding.kind.word(), finding.text)
    });
    said.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(options: &Options, texts: &[u8]) -> (usize, String) {
        let mut answers = Vec::new();
        let unreadable = lines::each(texts, &mut answers, answering(options)).unwrap();
        (unreadable, String::from_utf8(answers).unwrap())
    }

    fn options(json: bool, house: bool) -> Options {
        Options { json, house, centre: vec!["Hope Harbour".into()] }
    }

    #[test]
    fn each_line_gets_one_line_of_json() {
        let (_, told) = told(
            &options(true, false),
            "Mail sam@mail.example\nI have 47 days\n\nFrom hope harbour\r\n".as_bytes(),
        );
        let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[0],
            json!({ "findings": [
                { "kind": "email", "start": 5, "end": 21, "text": "sam@mail.example", "softer": null }
            ] })
        );
        assert_eq!(lines[1], json!({ "findings": [] }));
        assert_eq!(lines[3]["findings"][0]["text"], "hope harbour");
    }

    #[test]
    fn a_house_is_told_less() {
        let (_, told) = told(&options(true, true), "I was at Hope Harbour\n".as_bytes());
        assert_eq!(told, "{\"findings\":[]}\n");
    }

    #[test]
    fn what_is_no_text_is_said_and_the_rest_is_judged() {
        let texts = b"\xff\xfe\nsober since May 4, 2020\n";
        let (unreadable, words) = told(&options(false, false), texts);
        assert_eq!(unreadable, 1);
        assert_eq!(
            words,
            "line 1: this line is not UTF-8\nline 2: date \"May 4, 2020\"; softer: \"spring 2020\"\n"
        );
        let (_, lines) = told(&options(true, false), texts);
        assert!(lines.starts_with("{\"error\":\"this line is not UTF-8\",\"findings\":[]}\n"), "{lines}");
    }
}
