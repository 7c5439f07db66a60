//! Content notes in words.

use forum::Note;

use crate::translations::Translations;

/// The notes as one list of words: "self-harm, overdose".
#[must_use]
pub fn said(words: &Translations, notes: &[Note]) -> String {
    let each = notes.iter().map(|note| words.say(key(*note)));
    each.collect::<Vec<_>>().join(", ")
}

/// The key of a note's word within a sentence.
#[must_use]
pub fn key(note: Note) -> &'static str {
    match note {
        Note::Amounts => "note-amounts",
        Note::Brand => "note-brand",
        Note::Method => "note-method",
        Note::SelfHarm => "note-self-harm",
        Note::Overdose => "note-overdose",
        Note::Death => "note-death",
        Note::Other => "note-other",
    }
}

/// The key of a note's word as a choice in a form.
#[must_use]
pub fn choice_key(note: Note) -> &'static str {
    match note {
        Note::Amounts => "note-choice-amounts",
        Note::Brand => "note-choice-brand",
        Note::Method => "note-choice-method",
        Note::SelfHarm => "note-choice-self-harm",
        Note::Overdose => "note-choice-overdose",
        Note::Death => "note-choice-death",
        Note::Other => "note-choice-other",
    }
}

/// Reads the notes that a form ticked; words that mean nothing are left out.
#[must_use]
pub fn read(ticked: &[String]) -> Vec<Note> {
    Note::ALL.into_iter().filter(|note| ticked.iter().any(|word| word == note.word())).collect()
}
