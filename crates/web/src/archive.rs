//! A file for the member alone: a page to read and data to work with, in one tar archive, encrypted with a passphrase in
//! the format of `age`, which opens without us.

use std::io::Write;

use age::{Encryptor, scrypt, secrecy::SecretString};
use store::{Fault, Result};

/// What a guess costs: 2^16 rounds of scrypt, 64 MiB, as for signing in.
const WORK: u8 = 16;
const BLOCK: usize = 512;

/// Files in an archive that is encrypted while it is written.
pub struct Archive {
    writer: age::stream::StreamWriter<Vec<u8>>,
    seconds: i64,
}

impl Archive {
    /// An empty one. Every file in it bears the same coarse time.
    ///
    /// # Errors
    /// When it cannot be encrypted, which is our fault.
    pub fn new(passphrase: String, seconds: i64) -> Result<Self> {
        let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase));
        recipient.set_work_factor(WORK);
        let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
        let writer = encryptor.map_err(|error| Fault::Other(format!("age: {error}")))?;
        let writer = writer.wrap_output(Vec::new()).map_err(failed)?;
        Ok(Self { writer, seconds })
    }

    /// Adds a file.
    ///
    /// # Errors
    /// When it is larger than the format allows.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let head = head(name, content.len(), self.seconds);
        self.writer.write_all(&head).map_err(failed)?;
        self.writer.write_all(content).map_err(failed)?;
        let rest = content.len().next_multiple_of(BLOCK) - content.len();
        self.writer.write_all(&vec![0; rest]).map_err(failed)
    }

    /// The encrypted bytes.
    ///
    /// # Errors
    /// When it cannot be encrypted, which is our fault.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        self.writer.write_all(&[0; 2 * BLOCK]).map_err(failed)?;
        self.writer.finish().map_err(failed)
    }
}

fn failed(error: impl std::fmt::Display) -> Fault {
    Fault::Other(format!("an archive cannot be written: {error}"))
}

/// The head of one file, as POSIX has it (`ustar`): nobody's name, nobody's number.
fn head(name: &str, length: usize, seconds: i64) -> [u8; BLOCK] {
    let mut head = [0; BLOCK];
    let mut put = |at: usize, text: &str| head[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, name);
    put(100, "0000600\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{length:011o}\0"));
    put(136, &format!("{seconds:011o}\0"));
    // While it is summed up, the sum itself counts as blanks.
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\x0000");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    head
}
