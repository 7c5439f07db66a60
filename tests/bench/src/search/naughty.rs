//! What nobody should type, and what nobody could have meant.

use std::time::Instant;

use store::Chance;

use super::{packages, quality::Contender, times::Times};

/// How many are made by chance.
const RANDOM: usize = 10_000;
const SEED: u64 = 3;

/// The strings of npm's `big-list-of-naughty-strings`.
pub fn listed() -> Vec<String> {
    let file = packages::NAUGHTY.folder().join("blns.json");
    let json = std::fs::read_to_string(file).expect("the list is there");
    serde_json::from_str(&json).expect("the list is JSON")
}

/// Ten thousand others: pieces of what means something to a search, in an order that means nothing.
pub fn random(words: &[String]) -> Vec<String> {
    const PIECES: [&str; 24] = [
        "\"",
        "-",
        "in:",
        "has:note",
        "before:2026-03",
        "after:",
        "*",
        "(",
        ")",
        " OR ",
        " AND ",
        ":",
        "'",
        "~",
        "!",
        "ñ",
        "\u{301}",
        "\u{202e}",
        "睡不着",
        "لا أنام",
        "🙂",
        "a",
        "\0",
        "          ",
    ];
    let chance = Chance::seeded(SEED);
    let piece = || match chance.below(4) {
        0 => PIECES[chance.below(PIECES.len())].to_owned(),
        1 => char::from_u32(chance.below(0x2_ffff) as u32).unwrap_or('x').to_string(),
        _ => format!(" {}", words[chance.below(words.len())]),
    };
    (0..RANDOM).map(|_| (0..1 + chance.below(12)).map(|_| piece()).collect()).collect()
}

/// Asks all of them, one after the other.
pub async fn ask(contender: &impl Contender, questions: &[String]) -> Times {
    let mut times = Vec::with_capacity(questions.len());
    for typed in questions {
        let before = Instant::now();
        std::hint::black_box(contender.first_page(typed).await);
        times.push(before.elapsed());
    }
    Times::of(times)
}
