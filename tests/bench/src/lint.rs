//! How long the compose linter takes for a long share.

use std::time::Instant;

use forum::linter::{self, Centres, Setting};

use crate::report::Report;

/// A share of about twenty words that has something of most kinds; made up, like everything here.
const PASSAGE: &str = "I have 47 days and Grace got me here. Some nights I call Daniel Okafor at 212-555-0147, \
    others I sit on Juniper Street. Dejé de beber el 4 de marzo de 2019, y trabajo en Almacenes Rivera; \
    it was 80 mg a day. The meeting is at noon in the parish hall, said nobody who was there.\n\n";
/// A long share.
const WORDS: usize = 2_000;
/// How often it is judged.
const TIMES: usize = 200;

/// Prints `lint_p95_ms`.
pub fn measure(report: &mut Report) {
    let setting = Setting { house: false, centres: Centres::new(["Hope Harbour", "Casa del Alba"]) };
    let text = PASSAGE.repeat(WORDS / PASSAGE.split_whitespace().count() + 1);
    // The patterns are made at the first use.
    let marks = linter::lint(&text, &setting).len();
    let mut taken: Vec<f64> = (0..TIMES)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(linter::lint(std::hint::black_box(&text), &setting));
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    report.figure("lint_p95_ms", taken[TIMES * 95 / 100], "ms");
    report.remark(&format!("{} words, {marks} marks", text.split_whitespace().count()));
}
