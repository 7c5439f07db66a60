//! `porchlight picture`: one picture on standard input, a clean one on standard output. The server starts it for each
//! picture; nobody else needs it.

use std::{io, process::ExitCode};

use forum::media::child;

/// Does it, in this process, which can do nothing else afterwards.
#[must_use]
pub fn run() -> ExitCode {
    match child::run(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
