//! Content notes: what somebody may want to know before reading on.

/// A content note; the text under it is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Note {
    Amounts,
    Brand,
    Method,
    SelfHarm,
    Overdose,
    Death,
    Other,
}

impl Note {
    /// Every note, in the order of the form.
    pub const ALL: [Self; 7] =
        [Self::Amounts, Self::Brand, Self::Method, Self::SelfHarm, Self::Overdose, Self::Death, Self::Other];

    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Amounts => "amounts",
            Self::Brand => "brand",
            Self::Method => "method",
            Self::SelfHarm => "self-harm",
            Self::Overdose => "overdose",
            Self::Death => "death",
            Self::Other => "other",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|note| note.word() == word)
    }

    /// As the database keeps several: their words, separated by spaces, each once.
    #[must_use]
    pub fn join(notes: &[Self]) -> String {
        let kept = Self::ALL.into_iter().filter(|note| notes.contains(note));
        kept.map(Self::word).collect::<Vec<_>>().join(" ")
    }

    /// Reads several; unknown words are left out.
    #[must_use]
    pub fn split(words: &str) -> Vec<Self> {
        words.split(' ').filter_map(Self::read).collect()
    }
}
