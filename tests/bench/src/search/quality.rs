//! How well known items are found: the mean of one over their place in the first ten, 0 when they are not there.

use std::time::Instant;

use super::{
    known_items::{From, KnownItem},
    times::Times,
};
use crate::seed::{Planted, Talk};

/// What a first page shows, and what is judged.
pub const PAGE: usize = 10;

/// One line of a page of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub thread: i64,
    /// The id of the text itself: the thread's, or a comment's.
    pub text: i64,
}

/// Something that answers questions.
pub trait Contender {
    /// The first page, with its snippets made; `None` when it took too long.
    fn first_page(&self, typed: &str) -> impl Future<Output = Option<Vec<Hit>>> + Send;
}

/// The questions, and where their answers stand.
pub struct Exam<'e> {
    pub talks: &'e [Talk],
    pub planted: &'e [Planted],
    pub items: &'e [KnownItem],
}

/// What a contender got.
pub struct Marks {
    pub plain: f64,
    pub misspelt: f64,
    pub synonyms: f64,
    pub times: Times,
    /// How many questions took too long; they count as not found.
    pub unanswered: usize,
    /// The questions whose answer was not first, and its place.
    pub missed: Vec<(KnownItem, Option<usize>)>,
}

impl Exam<'_> {
    /// Asks everything; some are asked before, to warm up.
    pub async fn sit(&self, contender: &impl Contender) -> Marks {
        let (mut places, mut times, mut unanswered) = (Vec::new(), Vec::new(), 0);
        for item in self.items.iter().step_by(10) {
            contender.first_page(&item.typed).await;
        }
        for item in self.items {
            let before = Instant::now();
            let page = contender.first_page(&item.typed).await;
            times.push(before.elapsed());
            unanswered += usize::from(page.is_none());
            places.push(page.iter().flatten().take(PAGE).position(|hit| self.answers(item, *hit)));
        }
        let of = |chosen: &dyn Fn(&KnownItem) -> bool| mean(self.items, &places, chosen);
        let both = self.items.iter().cloned().zip(places.iter().copied());
        Marks {
            plain: of(&|item| item.from != From::Synonym && !item.misspelt),
            misspelt: of(&|item| item.misspelt),
            synonyms: of(&|item| item.from == From::Synonym),
            missed: both.filter(|(_, place)| *place != Some(0)).collect(),
            times: Times::of(times),
            unanswered,
        }
    }

    /// Words of a title mean its thread, by whichever of its texts it is found, and threads of the same title cannot be
    /// told apart; words of a sentence mean the one text that has it.
    fn answers(&self, item: &KnownItem, hit: Hit) -> bool {
        let planted = &self.planted[item.talk];
        match item.from {
            From::Subject => self.titled(&self.talks[item.talk].title).any(|thread| thread == hit.thread),
            From::Sentence | From::Synonym => {
                hit.text == item.comment.map_or(planted.thread.0, |comment| planted.comments[comment])
            }
        }
    }

    fn titled(&self, title: &str) -> impl Iterator<Item = i64> {
        let talks = self.talks.iter().zip(self.planted);
        talks
            .filter(move |(talk, _)| talk.title.eq_ignore_ascii_case(title))
            .map(|(_, planted)| planted.thread.0)
    }
}

/// The mean reciprocal rank of those chosen.
fn mean(items: &[KnownItem], places: &[Option<usize>], chosen: &dyn Fn(&KnownItem) -> bool) -> f64 {
    let chosen: Vec<f64> = (items.iter().zip(places))
        .filter(|(item, _)| chosen(item))
        .map(|(_, place)| place.map_or(0.0, |place| 1.0 / (place + 1) as f64))
        .collect();
    chosen.iter().sum::<f64>() / chosen.len() as f64
}
