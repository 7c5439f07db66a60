//! What the index holds of a text: words, their places, and a few numbers. Nothing is stored to be read back, and
//! nothing says who wrote.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use crate::spaced::SPACED;

/// Grows when what is written changes: an older index is built anew.
pub(crate) const FORMAT: u32 = 3;

/// The fields of every index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Which thing, see [`crate::document::Kind::key`].
    pub(crate) key: Field,
    /// In which community.
    pub(crate) community: Field,
    /// Hour, after two days month, and place in one number that grows with time.
    pub(crate) recency: Field,
    /// 1 when a content note stands on it.
    pub(crate) noted: Field,
    /// Words as they are written, with their places.
    pub(crate) words: Field,
    /// Their stems; those of a title count more than once.
    pub(crate) stems: Field,
    /// The stems of a title alone.
    pub(crate) titles: Field,
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        key: schema.add_u64_field("key", INDEXED | FAST),
        community: schema.add_u64_field("community", INDEXED),
        recency: schema.add_u64_field("recency", INDEXED | FAST),
        noted: schema.add_u64_field("noted", INDEXED),
        words: schema.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions)),
        stems: schema.add_text_field("stems", text(IndexRecordOption::WithFreqs)),
        titles: schema.add_text_field("titles", text(IndexRecordOption::WithFreqs)),
    };
    (schema.build(), fields)
}

fn text(option: IndexRecordOption) -> TextOptions {
    TextOptions::default()
        .set_indexing_options(TextFieldIndexing::default().set_tokenizer(SPACED).set_index_option(option))
}
