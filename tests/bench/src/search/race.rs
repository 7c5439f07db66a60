//! Several people who search at once, each asking as soon as they are answered.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{quality::Contender, times::Times};

/// How many search at once.
pub const SEARCHERS: usize = 8;
/// The most words of a question.
pub const WORDS: usize = 4;

/// What a race showed: all times, and those of questions of one, two, three and four words.
pub struct Race {
    pub all: Times,
    pub by_words: [Times; WORDS],
    pub rate: f64,
}

/// Lets `searchers` ask these questions in turn for so many seconds.
pub async fn run<C>(contender: &Arc<C>, questions: &Arc<Vec<String>>, searchers: usize, seconds: u64) -> Race
where
    C: Contender + Send + Sync + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let end = Instant::now() + Duration::from_secs(seconds);
    let started = Instant::now();
    let searching: Vec<_> = (0..searchers)
        .map(|_| {
            let (contender, questions, next) = (contender.clone(), questions.clone(), next.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while Instant::now() < end {
                    let typed = &questions[next.fetch_add(1, Ordering::Relaxed) % questions.len()];
                    let before = Instant::now();
                    std::hint::black_box(contender.first_page(typed).await);
                    times.push((typed.split(' ').count(), before.elapsed()));
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for searcher in searching {
        times.extend(searcher.await.expect("a searcher ends well"));
    }
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    let of = |words| times.iter().filter(|(count, _)| *count == words).map(|(_, time)| *time).collect();
    let by_words = std::array::from_fn(|less| Times::of(of(less + 1)));
    Race { all: Times::of(times.into_iter().map(|(_, time)| time).collect()), by_words, rate }
}
