//! Tries a sign-in name at a running server with a stopwatch: `cargo run -p attack --bin timing -- localhost:8420 robin`.

use std::process::ExitCode;

use attack::timing;
use clap::Parser;

/// Does a server take longer for a sign-in name that it knows?
#[derive(Parser)]
struct Options {
    /// Host and port, plain http. A real server answers 20 tries of a name, then one a minute.
    address: String,
    /// A name that may be there; it is compared with made-up ones.
    name: String,
    /// How often.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    match timing::sign_in(&options.address, &options.name, options.rounds).await {
        Ok((known, unknown)) => {
            println!("{:.3} (0.5 tells nothing, 1 everything)", timing::area(&known, &unknown));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
