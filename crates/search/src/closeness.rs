//! How close to each other words stand: of texts that fit alike, the one that says it in one breath fits best.

use tantivy::{
    DocId, DocSet, SegmentReader, Term,
    postings::{Postings, SegmentPostings},
    schema::{Field, IndexRecordOption},
};

/// Words that follow each other everywhere add so much to how well a text fits.
const MOST: f32 = 0.5;

/// The places of some words in the texts of one segment.
pub(crate) struct Closeness {
    /// Of each word, in the order in which they were typed; `None` for one that no text has.
    postings: Vec<Option<SegmentPostings>>,
}

impl Closeness {
    /// Of these words.
    pub(crate) fn of(segment: &SegmentReader, field: Field, words: &[&str]) -> tantivy::Result<Self> {
        let index = segment.inverted_index(field)?;
        let places = |word: &&str| {
            let term = Term::from_field_text(field, word);
            index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
        };
        Ok(Self { postings: words.iter().map(places).collect::<Result<_, _>>()? })
    }

    /// By how much a text fits better than its words alone say. Texts are asked in their order.
    pub(crate) fn factor(&mut self, text: DocId) -> f32 {
        let places: Vec<Vec<u32>> = self
            .postings
            .iter_mut()
            .map(|postings| postings.as_mut().map_or(Vec::new(), |of| at(of, text)))
            .collect();
        1.0 + MOST * closeness(&places)
    }
}

fn at(postings: &mut SegmentPostings, text: DocId) -> Vec<u32> {
    let mut places = Vec::new();
    if postings.doc() < text {
        postings.seek(text);
    }
    if postings.doc() == text {
        postings.positions(&mut places);
    }
    places
}

/// 1 when each word stands right after the one before, near 0 when they are far apart.
fn closeness(places: &[Vec<u32>]) -> f32 {
    let pairs = places.windows(2).filter_map(|pair| distance(&pair[0], &pair[1]));
    #[expect(clippy::cast_precision_loss, reason = "a place in a text is small")]
    let near = pairs.map(|distance| 1.0 / distance as f32).sum::<f32>();
    #[expect(clippy::cast_precision_loss, reason = "so are the words of a question")]
    let pairs = places.len().saturating_sub(1).max(1) as f32;
    near / pairs
}

/// How far the second stands after the first where they are nearest; before it, it is one further.
fn distance(first: &[u32], second: &[u32]) -> Option<u32> {
    let (mut one, mut other, mut least) = (0, 0, None);
    while let (Some(before), Some(after)) = (first.get(one), second.get(other)) {
        let distance = if after > before { after - before } else { before - after + 1 };
        least = Some(least.map_or(distance, |least: u32| least.min(distance)));
        if before < after { one += 1 } else { other += 1 }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_in_one_breath_is_close() {
        let together = closeness(&[vec![3, 90], vec![4], vec![5, 200]]);
        assert!((together - 1.0).abs() < f32::EPSILON);
        let apart = closeness(&[vec![3], vec![40], vec![80]]);
        let turned = closeness(&[vec![5], vec![4], vec![3]]);
        assert!(apart < turned && turned < together, "{apart} {turned} {together}");
        assert_eq!(closeness(&[vec![7]]), 0.0);
        assert_eq!(closeness(&[vec![7], vec![]]), 0.0);
        assert_eq!(closeness(&[]), 0.0);
    }
}
