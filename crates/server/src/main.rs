//! The binary `porchlight`; everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    porchlight::run_with(std::env::args_os())
}
