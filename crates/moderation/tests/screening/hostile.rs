//! Any text at all: no panic, and time that grows with the text alone.

use std::time::{Duration, Instant};

use crate::bench::judge;

#[test]
fn strange_texts_are_read() {
    for text in [
        "\u{0}",
        "💊💊💊",
        "'",
        "***",
        "@",
        "$$$ $",
        "....",
        "a@",
        "://",
        "½ ² ①",
        "\u{301}\u{301}",
        "1.",
        "x*",
        "ﷺ",
        "'s",
    ] {
        judge(text);
    }
}

#[test]
fn no_text_takes_long() {
    for piece in [
        "i want to ",
        "s e l l ",
        "x4",
        "i do d o ",
        "~",
        "you should take half of the dose and ",
        "you are new ",
        "****",
        "@a ",
        "Aa Bb is ",
    ] {
        let text = piece.repeat(20_000 / piece.len());
        let started = Instant::now();
        judge(&text);
        let taken = started.elapsed();
        println!("{piece:?}: {taken:?}");
        // A hundred times what it takes; what fails here grows with the square of the text.
        assert!(taken < Duration::from_secs(20), "{piece:?}: {taken:?}");
    }
}
