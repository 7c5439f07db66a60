//! How long the screening takes for a long share that no rule has seen before.

use std::{hint::black_box, time::Instant};

use moderation::screening::{self, Screened};

use crate::report::Report;

/// Sentences of which each text is another mixture; made up, like everything here.
const SENTENCES: [&str; 12] = [
    "Work was hard today, but I called my sponsor and went for a walk.",
    "I take my meds every morning with breakfast, and that is my whole routine.",
    "I used to score on that corner, and today I only bought bread there.",
    "My doctor and I lowered my dose this month, so I am nervous about it.",
    "Somebody offered me a drink and I said no.",
    "Hoy tuve un día difícil, pero no bebí.",
    "The treatment centre I went to had a garden, and I learned to weed.",
    "I was in withdrawal when I first walked into this house, and you were kind to me.",
    "Tomo mi medicación cada mañana y me ayuda.",
    "I laughed so hard that I nearly died, and the coffee was to die for.",
    "If anybody needs to talk, I am around this evening.",
    "I lost a friend two years ago and I think of her every day.",
];
/// A long share.
const WORDS: usize = 2_000;
/// How often another one is judged.
const TIMES: usize = 200;

/// Prints `screen_p95_ms`.
pub fn measure(report: &mut Report) {
    // The rules are made ready at the first use.
    judge("");
    let mut taken: Vec<f64> = (1..=TIMES)
        .map(|mixture| {
            let text = text(mixture);
            let started = Instant::now();
            judge(&text);
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    report.figure("screen_p95_ms", taken[TIMES * 95 / 100], "ms");
    report.remark(&format!("{WORDS} words, each time others"));
}

fn judge(text: &str) {
    let screened = Screened { text: black_box(text), body: text, links: 0, recent: &[] };
    black_box(screening::screen(&screened));
}

fn text(mixture: usize) -> String {
    let mut text = String::new();
    let mut next = mixture;
    while text.split_whitespace().count() < WORDS {
        next = (next * 1_103_515_245 + 12_345) % (1 << 31);
        text.push_str(SENTENCES[(next >> 16) % SENTENCES.len()]);
        text.push(' ');
    }
    text
}
