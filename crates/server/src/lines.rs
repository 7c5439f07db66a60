//! Texts on standard input, one a line, each answered on standard output. Nothing is kept and nothing is asked.

use std::io::{self, BufRead, Write};

use crate::Outcome;

/// A line, or why it is no text.
pub type Line<'l> = Result<&'l str, &'static str>;

/// Answers every line, given its number from 1.
///
/// # Errors
/// When a line was no UTF-8 (after all lines were answered), or standard input cannot be read.
pub fn run(answer: impl FnMut(usize, Line<'_>) -> String) -> Outcome {
    match each(io::stdin().lock(), io::stdout().lock(), answer) {
        Ok(0) => Ok(()),
        Ok(unreadable) => Err(format!("not UTF-8, and so not judged: {unreadable} of the lines").into()),
        // Whoever reads our answers has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Answers every line; how many could not be read as text.
pub(crate) fn each(
    texts: impl BufRead,
    mut answers: impl Write,
    mut answer: impl FnMut(usize, Line<'_>) -> String,
) -> io::Result<usize> {
    let mut unreadable = 0;
    for (at, line) in texts.split(b'\n').enumerate() {
        let line = line?;
        let text = str::from_utf8(line.strip_suffix(b"\r").unwrap_or(&line));
        let text = text.map_err(|_| "this line is not UTF-8");
        unreadable += usize::from(text.is_err());
        writeln!(answers, "{}", answer(at + 1, text))?;
    }
    Ok(unreadable)
}
