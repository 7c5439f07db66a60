//! Looks at words before anybody else does.
//!
//! A text is read as plain words (`plain`), in which rules look for phrases (`phrases`, `finder`); the words that
//! they share stand in `data/`. Everything happens here: no network, no model, the same answer for the same words.
//! `tests/screening` holds it to sentences, half of which nobody looked at while the rules were made.

mod finder;
mod phrases;
mod plain;
mod spelling;
mod vocabulary;
mod words;

use std::sync::LazyLock;

use store::Mutant;

use crate::rules;
use finder::Finder;
use vocabulary::{Symbol, Vocabulary};

/// What a rule gets to see.
#[derive(Clone, Copy, Debug)]
pub struct Screened<'a> {
    /// The words, as plain text; a title comes first, as a line of its own.
    pub text: &'a str,
    /// The words without the title.
    pub body: &'a str,
    /// How many links lead out of it.
    pub links: usize,
    /// What the same name wrote lately in this community, newest first, as plain text.
    pub recent: &'a [String],
}

/// What follows from the screening, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Words of somebody who may need help now: never kept back, whatever else they hold; the author sees who helps.
    OfferHelp,
    /// A moderator looks first; the author sees why, and can mend it.
    Hold,
    /// There is a better place for it, which the author is told of.
    Route,
    /// A gentle suggestion to the author, who may go on.
    Nudge,
    /// Nothing to say.
    Clear,
}

impl Outcome {
    /// The word that programs read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OfferHelp => "OfferHelp",
            Self::Hold => "Hold",
            Self::Route => "Route",
            Self::Nudge => "Nudge",
            Self::Clear => "Clear",
        }
    }
}

/// Which of the moderators' queues something belongs in, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(try_from = "i64")]
pub enum Lane {
    /// Somebody may die.
    ImminentDanger,
    /// A picture that nobody should see, and that the law speaks of: for as few eyes as possible.
    IllegalPicture,
    /// It tells who somebody is.
    Identity,
    /// Somebody looks for people to use: brokers, and those who approach newcomers.
    Predation,
    /// Selling, buying, where to get it.
    Sourcing,
    /// Somebody is not well, though not in danger this minute.
    SelfHarm,
    /// Somebody is run down.
    Harassment,
    /// Everything else.
    Ordinary,
}

impl Lane {
    /// Every lane, the most urgent first.
    pub const ALL: [Self; 8] = [
        Self::ImminentDanger,
        Self::IllegalPicture,
        Self::Identity,
        Self::Predation,
        Self::Sourcing,
        Self::SelfHarm,
        Self::Harassment,
        Self::Ordinary,
    ];

    /// Its place in the order of urgency, which the database keeps.
    #[must_use]
    pub fn place(self) -> i64 {
        self as i64
    }

    /// Whether only those who lead a community are shown what is in it.
    #[must_use]
    pub fn is_sealed(self) -> bool {
        self == Self::IllegalPicture
    }

    /// The word that programs read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ImminentDanger => "imminent-danger",
            Self::IllegalPicture => "illegal-picture",
            Self::Identity => "identity",
            Self::Predation => "predation",
            Self::Sourcing => "sourcing",
            Self::SelfHarm => "self-harm",
            Self::Harassment => "harassment",
            Self::Ordinary => "ordinary",
        }
    }
}

impl TryFrom<i64> for Lane {
    type Error = String;

    fn try_from(place: i64) -> Result<Self, String> {
        let lane = Self::ALL.into_iter().find(|lane| lane.place() == place);
        lane.ok_or_else(|| "a lane that this version does not know".to_owned())
    }
}

/// One rule: what it is called, what follows, who looks, and what it looks for.
#[derive(Debug)]
pub struct Rule {
    /// Its id, which decisions keep.
    pub id: &'static str,
    /// What follows when it speaks.
    pub outcome: Outcome,
    /// Where it belongs among what waits for moderators.
    pub lane: Lane,
    pub(crate) test: Test,
}

/// How a rule judges.
#[derive(Debug)]
pub(crate) enum Test {
    /// By what is said; never by what is said in one of the ways of `but`.
    Says { says: &'static [&'static [&'static str]], but: &'static [&'static [&'static str]] },
    /// By what else there is to see.
    Sees(fn(&Screened<'_>) -> bool),
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    /// The rule that decided, if any had something to say.
    pub rule: Option<&'static Rule>,
}

impl Verdict {
    /// What follows.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.rule.map_or(Outcome::Clear, |rule| rule.outcome)
    }

    /// Whether these may be words of somebody who needs help now: nothing keeps them back, neither another rule nor a
    /// report.
    #[must_use]
    pub fn is_never_held(&self) -> bool {
        self.outcome() == Outcome::OfferHelp && !Mutant::CrisisWordsHeld.is_on()
    }

    /// The rule because of which a moderator looks first.
    #[must_use]
    pub fn hold(&self) -> Option<&'static str> {
        let holds = |rule: &Rule| matches!(rule.outcome, Outcome::Hold | Outcome::OfferHelp);
        self.rule.filter(|rule| holds(rule) && !self.is_never_held()).map(|rule| rule.id)
    }

    /// The rule because of which a moderator looks at all: at what is held, at who may need help, and at what hurts
    /// others though it is not held.
    #[must_use]
    pub fn looks(&self) -> Option<&'static Rule> {
        self.rule.filter(|rule| match rule.outcome {
            Outcome::OfferHelp | Outcome::Hold => true,
            Outcome::Nudge => matches!(rule.lane, Lane::Predation | Lane::Harassment),
            Outcome::Route | Outcome::Clear => false,
        })
    }
}

impl PartialEq for Verdict {
    fn eq(&self, other: &Self) -> bool {
        self.rule.map(|rule| rule.id) == other.rule.map(|rule| rule.id)
    }
}

impl Eq for Verdict {}

/// Asks every rule; the gravest outcome decides, and of equal ones the most urgent lane.
#[must_use]
pub fn screen(screened: &Screened<'_>) -> Verdict {
    let words = plain::read(screened.text, &ENGINE.vocabulary);
    let said = ENGINE.speaking(&words);
    let speaks = |at: usize, rule: &Rule| match &rule.test {
        Test::Says { .. } => said >> at & 1 == 1,
        Test::Sees(sees) => sees(screened),
    };
    let speaking = rules::ALL.iter().enumerate().filter(|(at, rule)| speaks(*at, rule));
    Verdict { rule: speaking.map(|(_, rule)| *rule).min_by_key(|rule| (rule.outcome, rule.lane)) }
}

/// The rules, made ready once.
struct Engine {
    vocabulary: Vocabulary,
    /// What all rules look for.
    says: Finder,
    /// For each rule, the ways to say it that mean something else.
    but: Vec<Finder>,
}

impl Engine {
    fn new() -> Self {
        let mut vocabulary = Vocabulary::new();
        let phrases = |rule: &Rule| match rule.test {
            Test::Says { says, but } => (says.concat(), but.concat()),
            Test::Sees(_) => (Vec::new(), Vec::new()),
        };
        for (says, but) in rules::ALL.iter().map(|rule| phrases(rule)) {
            phrases::learn(&says, &mut vocabulary);
            phrases::learn(&but, &mut vocabulary);
        }
        let (mut all, mut otherwise) = (Finder::default(), Vec::new());
        for (at, (says, but)) in rules::ALL.iter().map(|rule| phrases(rule)).enumerate() {
            all.add(at, phrases::read(&says, &vocabulary));
            let mut finder = Finder::default();
            finder.add(at, phrases::read(&but, &vocabulary));
            otherwise.push(finder);
        }
        Self { vocabulary, says: all, but: otherwise }
    }

    /// The rules whose phrases are said, and not in a way that means something else; as bits.
    fn speaking(&self, words: &[Symbol]) -> u64 {
        let said = self.says.speak(words, u64::MAX);
        let meant = |at: &usize| self.says.speak(&self.but[*at].without(words), 1 << at) != 0;
        (0..self.but.len())
            .filter(|at| said >> at & 1 == 1)
            .filter(meant)
            .fold(0, |meant, at| meant | 1 << at)
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);
