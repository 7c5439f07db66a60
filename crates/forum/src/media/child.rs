//! The process that decodes: it gives up all it will not need, reads a picture, writes a clean one, and ends.
//!
//! What a decoder's fault could reach is this process: no file, no connection, no other picture, and no memory or time
//! without end.

use std::io::{self, Read, Write};

use rlimit::Resource;
use store::Mutant;

use super::{HEAVIEST, develop::develop};

/// How much address space the decoding may take.
pub const MEMORY: u64 = 1_024 * 1_024 * 1_024;
/// How many seconds of a processor.
pub const SECONDS: u64 = 15;
/// Standard input, output and error are open; with this limit nothing else ever is, neither a file nor a socket.
const OPEN: u64 = 3;

/// Does the work of `porchlight picture`.
///
/// # Errors
/// When the limits cannot be set, or nobody listens any more.
pub fn run(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    if !Mutant::PictureUnlimited.is_on() {
        confine()?;
    }
    let mut bytes = Vec::new();
    from.by_ref().take(HEAVIEST as u64 + 1).read_to_end(&mut bytes)?;
    match develop(&bytes) {
        Ok(clean) => {
            writeln!(to, "{} {} {}", clean.kind.word(), clean.width, clean.height)?;
            to.write_all(&clean.bytes)?;
        }
        Err(unfit) => writeln!(to, "{}", unfit.word())?,
    }
    to.flush()
}

/// Takes away for good what is not needed. A dump of this process would hold somebody's photo, so there is none.
fn confine() -> io::Result<()> {
    for (resource, most) in [
        (Resource::AS, MEMORY),
        (Resource::CPU, SECONDS),
        (Resource::NOFILE, OPEN),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        let most = most.min(resource.get_hard()?);
        resource.set(most, most)?;
    }
    Ok(())
}
