//! What in a text could tell somebody who its writer is. It marks and offers a softer wording; it never blocks.
//!
//! Everything happens here: no network, no model, the same answer for the same words, in time that grows with their
//! number alone. `tests/linter` holds it to sentences that must be marked and to shares that must not.

mod case_number;
mod centre;
mod date;
mod dose;
mod email;
mod fold;
mod language;
mod meeting;
mod name;
mod phone;
mod reading;
mod street;
mod words;
mod work;

use std::ops::Range;

pub use centre::Centres;
use reading::{Mark, Reading};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// The number of a court, an office, a record or a person.
    CaseNumber,
    /// An exact date of sobriety or birth.
    Date,
    /// A phone number.
    Phone,
    /// A street, with or without its number.
    Street,
    /// Where somebody was treated, from the instance's own list.
    Centre,
    /// A given name with a family name.
    Name,
    /// An employer, or the licence of a profession.
    Work,
    /// How much of something.
    Dose,
    /// Where and when people meet.
    Meeting,
}

/// Finds one kind.
type Finder = fn(&Reading, &Setting) -> Vec<Mark>;

/// Every kind with what finds it, the surest first: what lies within an earlier one's find is not said twice.
const KINDS: [(Kind, Finder); 10] = [
    (Kind::Email, email::find),
    (Kind::CaseNumber, case_number::find),
    (Kind::Date, date::find),
    (Kind::Phone, phone::find),
    (Kind::Street, street::find),
    (Kind::Centre, centre::find),
    (Kind::Name, name::find),
    (Kind::Work, work::find),
    (Kind::Dose, dose::find),
    (Kind::Meeting, meeting::find),
];

impl Kind {
    /// Every kind.
    pub const ALL: [Self; KINDS.len()] = {
        let mut all = [Self::Email; KINDS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = KINDS[at].0;
            at += 1;
        }
        all
    };

    /// The kind in one word: for programs and for the keys of translations.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::CaseNumber => "case",
            Self::Date => "date",
            Self::Phone => "phone",
            Self::Street => "street",
            Self::Centre => "centre",
            Self::Name => "name",
            Self::Work => "work",
            Self::Dose => "dose",
            Self::Meeting => "meeting",
        }
    }

    /// Whether it is marked among people who live together. They know where they live, when somebody came and who
    /// works where; a way to reach somebody, a third person's name and a case number stay as dangerous as elsewhere.
    fn matters_in_a_house(self) -> bool {
        matches!(self, Self::Email | Self::CaseNumber | Self::Phone | Self::Street | Self::Name)
    }
}

/// Where a text will be read.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// Whether its readers live together.
    pub house: bool,
    /// The treatment centres that the instance knows.
    pub centres: Centres,
}

/// One thing that could tell somebody who the writer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Which bytes of the text it is; both ends lie between characters.
    pub span: Range<usize>,
    /// The words themselves.
    pub text: String,
    /// What could stand there instead, in the language of the text; `None` when it is better left out.
    pub softer: Option<String>,
}

/// Finds everything in `text`, in the order of the text.
#[must_use]
pub fn lint(text: &str, setting: &Setting) -> Vec<Finding> {
    let reading = Reading::of(text);
    let mut findings: Vec<Finding> = Vec::new();
    for (kind, find) in KINDS {
        if setting.house && !kind.matters_in_a_house() {
            continue;
        }
        let known = Covered::by(&findings);
        for mark in find(&reading, setting) {
            let span = reading.origin(&mark.span);
            if !known.covers(&span) {
                let text = text[span.clone()].to_owned();
                findings.push(Finding { kind, span, text, softer: mark.softer });
            }
        }
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    }
    findings
}

/// How far findings reach, for those that start at or before a place: looked up, never walked through.
struct Covered {
    starts: Vec<usize>,
    reaches: Vec<usize>,
}

impl Covered {
    /// `findings` are sorted by where they start.
    fn by(findings: &[Finding]) -> Self {
        let starts = findings.iter().map(|finding| finding.span.start).collect();
        let mut reach = 0;
        let reaches = findings.iter().map(|finding| {
            reach = reach.max(finding.span.end);
            reach
        });
        Self { reaches: reaches.collect(), starts }
    }

    fn covers(&self, span: &Range<usize>) -> bool {
        let before = self.starts.partition_point(|start| *start <= span.start);
        before > 0 && self.reaches[before - 1] >= span.end
    }
}
