//! A text as the index takes it in.

use store::{CommentId, CommunityId, Hour, Mutant, ThreadId};
use tantivy::TantivyDocument;

use crate::{folding, language, schema::Fields, stems};

/// Words of a title count so often.
const TITLE_WEIGHT: usize = 3;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A thread, with its title.
    Thread(ThreadId),
    /// A comment in one.
    Comment(CommentId),
    /// What a community says of itself.
    Community(CommunityId),
    /// Its guidelines, all in one.
    Guidelines(CommunityId),
}

impl Kind {
    /// One number for each thing: ids are below 2^53, so two bits are left for what it is.
    #[must_use]
    pub fn key(self) -> u64 {
        let (id, kind) = match self {
            Self::Thread(id) => (id.0, 0),
            Self::Comment(id) => (id.0, 1),
            Self::Community(id) => (id.0, 2),
            Self::Guidelines(id) => (id.0, 3),
        };
        id.cast_unsigned() << 2 | kind
    }

    /// What a key stands for.
    #[must_use]
    pub fn of(key: u64) -> Self {
        let id = (key >> 2).cast_signed();
        match key & 3 {
            0 => Self::Thread(ThreadId(id)),
            1 => Self::Comment(CommentId(id)),
            2 => Self::Community(CommunityId(id)),
            _ => Self::Guidelines(CommunityId(id)),
        }
    }
}

/// A text to be found. It has no author.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub community: CommunityId,
    /// When it was written, as coarse as the database keeps it.
    pub hour: Hour,
    /// Its place among those of one hour.
    pub ordinal: i64,
    /// Whether a content note stands on it.
    pub noted: bool,
    /// Its title; empty for a comment.
    pub title: String,
    /// Its text, without markup.
    pub body: String,
}

/// A number that grows with time: the hour, then the community, then the place in it.
#[must_use]
pub(crate) fn recency(hour: Hour, community: CommunityId, ordinal: i64) -> u64 {
    let ordinal = ordinal.clamp(0, i64::from(u32::MAX)).cast_unsigned();
    since(hour) | (community.0.cast_unsigned() & 0xfff) << 32 | ordinal
}

/// The smallest such number of an hour.
pub(crate) fn since(hour: Hour) -> u64 {
    (hour.0.div_euclid(3_600).clamp(0, 0xf_ffff).cast_unsigned()) << 44
}

/// A time as coarse as it is kept by now: the hour for two days, then the month.
pub(crate) fn coarse(hour: Hour, now: Hour) -> Hour {
    if hour < now.plus_hours(-48) && !Mutant::SearchKeepsHours.is_on() { hour.month() } else { hour }
}

/// The hour in such a number.
pub(crate) fn hour_of(recency: u64) -> Hour {
    Hour((recency >> 44).cast_signed() * 3_600)
}

impl Document {
    /// As Tantivy takes it.
    pub(crate) fn made(&self, fields: &Fields) -> TantivyDocument {
        let (title, body) = (folding::words(&self.title), folding::words(&self.body));
        let language = language::of(title.iter().chain(&body).map(|word| word.folded.as_str()));
        let mut made = TantivyDocument::default();
        made.add_u64(fields.key, self.kind.key());
        made.add_u64(fields.community, self.community.0.cast_unsigned());
        made.add_u64(fields.recency, recency(self.hour, self.community, self.ordinal));
        made.add_u64(fields.noted, u64::from(self.noted));
        let stemmed = |word: &folding::Word| stems::stem(language, &word.folded);
        let titles: Vec<String> = title.iter().map(stemmed).collect();
        made.add_text(fields.titles, titles.join(" "));
        let titles = titles.iter().flat_map(|stem| std::iter::repeat_n(stem.clone(), TITLE_WEIGHT));
        made.add_text(fields.stems, spaced(titles, body.iter().map(stemmed)));
        let folded = |word: folding::Word| word.folded;
        made.add_text(fields.words, spaced(title.into_iter().map(folded), body.into_iter().map(folded)));
        made
    }
}

/// As [`crate::spaced`] reads it: the title, a gap, the text.
fn spaced(title: impl Iterator<Item = String>, body: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for word in title.chain([String::new()]).chain(body) {
        text.push_str(&word);
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_one_thing() {
        for kind in [
            Kind::Thread(ThreadId(7)),
            Kind::Comment(CommentId(7)),
            Kind::Community(CommunityId((1 << 53) - 1)),
            Kind::Guidelines(CommunityId(7)),
        ] {
            assert_eq!(Kind::of(kind.key()), kind);
        }
    }

    #[test]
    fn later_is_greater() {
        let community = CommunityId(99);
        let early = recency(Hour(7_200), community, 9);
        assert!(early < recency(Hour(7_200), community, 10));
        assert!(recency(Hour(7_200), community, 1 << 40) < recency(Hour(10_800), CommunityId(1), 0));
        assert_eq!(hour_of(early), Hour(7_200));
    }
}
