//! `porchlight verify-audit`: whether anybody changed, dropped or moved a row of the audit.

use serde_json::{Value, json};
use store::{
    Chance, Clock, CommunityId, Database,
    audit::{self, Finding, Mark, Report, Wrong},
};

use crate::{Outcome, config::Config};

/// How `porchlight verify-audit` looks.
#[derive(clap::Args)]
pub struct Options {
    /// Where the audit ended when it was printed: shows whether anything was cut off since.
    #[arg(long, value_name = "HEAD", value_delimiter = ',')]
    head: Vec<Mark>,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Looks through everything and prints what is wrong, and where each list ends.
///
/// # Errors
/// When something is wrong, or the database cannot be read.
pub async fn run(config: &Config, options: Options) -> Outcome {
    let database = Database::open_as_it_is(&config.engine(), Clock::system(), Chance::system()).await?;
    let report = audit::check(&mut database.read().await?, options.head).await?;
    if options.json {
        println!("{}", as_json(&report));
    } else {
        as_words(&report).iter().for_each(|line| println!("{line}"));
    }
    match report.findings.len() {
        0 => Ok(()),
        1 => Err("the audit is not whole: 1 place is wrong".into()),
        many => Err(format!("the audit is not whole: {many} places are wrong").into()),
    }
}

fn head(report: &Report) -> String {
    let marks: Vec<Mark> = report.heads.iter().map(|(_, mark)| mark.clone()).collect();
    Mark::print(&marks)
}

fn as_json(report: &Report) -> Value {
    let finding = |finding: &Finding| json!({ "community": finding.community, "ordinal": finding.ordinal, "wrong": finding.wrong.word() });
    let chain = |(community, mark): &(Option<CommunityId>, Mark)| json!({ "community": community, "rows": mark.rows, "head": mark.to_string() });
    json!({
        "whole": report.findings.is_empty(),
        "rows": report.rows,
        "head": head(report),
        "chains": report.heads.iter().map(chain).collect::<Vec<_>>(),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn as_words(report: &Report) -> Vec<String> {
    let mut lines: Vec<String> = report.findings.iter().map(in_words).collect();
    let whole = if report.findings.is_empty() { "the audit is whole" } else { "the audit is not whole" };
    lines.push(format!("{whole}: {} rows in {} lists", report.rows, report.heads.len()));
    if !report.heads.is_empty() {
        lines.push(format!("head: {}", head(report)));
    }
    lines
}

fn in_words(finding: &Finding) -> String {
    let list =
        finding.community.map_or("the server's list".to_owned(), |id| format!("the list of community {id}"));
    let Finding { ordinal, .. } = finding;
    match finding.wrong {
        Wrong::Missing => format!("{list}: number {ordinal} is missing"),
        Wrong::Changed => format!("{list}: number {ordinal} was changed or moved"),
        Wrong::End => format!("{list}: it does not end at number {ordinal}, as is noted"),
        Wrong::Head => format!("the printed head of {ordinal} rows is nowhere: rows were dropped or changed"),
    }
}
