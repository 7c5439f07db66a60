//! The command: prints what was found, for people or for programs, and says by its exit code how bad it is.

use std::process::ExitCode;

use federation::wire::Reach;
use serde_json::json;
use store::Clock;
use web::machine::{Finding, State};

use super::{Patient, examine, mend};
use crate::{Outcome, config::Config};

/// What the operator chooses.
#[derive(clap::Args)]
pub struct Options {
    /// Mend what can be mended safely: who may read the files.
    #[arg(long)]
    fix: bool,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Looks after the server. 0: all is fine; 1: something wants a look soon; 2: something is broken.
pub async fn run(config: Config, options: &Options) -> Outcome<ExitCode> {
    let patient = Patient::as_found(&config, Reach::Public, Clock::system()).await;
    let unmended = if options.fix { mend(&patient) } else { Vec::new() };
    let findings = examine(&patient).await;
    patient.leave().await;
    if options.json {
        println!("{}", written(&findings));
    } else {
        findings.iter().for_each(|finding| print!("{}", told(finding)));
    }
    unmended.iter().for_each(|why| eprintln!("porchlight: not mended: {why}"));
    Ok(match findings.iter().map(|finding| finding.state).max() {
        Some(State::Broken) => ExitCode::from(2),
        Some(State::Soon) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    })
}

fn written(findings: &[Finding]) -> serde_json::Value {
    let line = |one: &Finding| {
        json!({
            "check": one.check, "code": one.code, "state": one.state,
            "title": one.title, "what": one.what, "why": one.why, "remedy": one.remedy,
        })
    };
    json!({ "findings": findings.iter().map(line).collect::<Vec<_>>() })
}

fn told(finding: &Finding) -> String {
    let line = format!("{:8} {}: {}\n", finding.state.word(), finding.title, finding.what);
    if finding.state <= State::Unknown {
        return line;
    }
    format!("{line}         Why it matters: {}\n         What to do: {}\n", finding.why, finding.remedy)
}
