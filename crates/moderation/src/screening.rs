//! Looks at words before anybody else does.
//!
//! A text is read as plain words (`plain`), in which rules look for phrases (`phrases`, `finder`); the words that
//! they share stand in `data/`. Where nothing is said as a rule knows it, the weight of all words together is heard
//! (`weighed`). Everything happens here: no network, the same answer for the same words, nothing learnt from anybody's.
//! `tests/screening` holds it to sentences, half of which nobody looked at while the rules were made.

mod finder;
mod own;
mod phrases;
mod plain;
mod searched;
mod spelling;
mod vocabulary;
mod weighed;
mod words;

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use crate::rules;
use finder::Finder;
pub use own::{Derived, Own, OwnRules, Sought, derive};
pub(crate) use own::{id as own_id, word as own_word};
pub use searched::sounds_urgent;
use store::Mutant;
use vocabulary::{Symbol, Vocabulary};
use weighed::Weights;
pub use weighed::{CLASSES, Class, weighable};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        let all = [Self::OfferHelp, Self::Hold, Self::Route, Self::Nudge, Self::Clear];
        all.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// Which of the moderators' queues something belongs in, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
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

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.word() == word)
    }

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
    /// What it listens for besides, in the weight of all words together: where nothing is said as the rule knows it.
    pub(crate) weighs: Option<Class>,
}

/// How a rule judges.
#[derive(Debug)]
pub(crate) enum Test {
    /// By what is said; never by what is said in one of the ways of `but`.
    Says { says: &'static [&'static [&'static str]], but: &'static [&'static [&'static str]] },
    /// By what else there is to see.
    Sees(fn(&Screened<'_>) -> bool),
}

impl Rule {
    /// Whether a community may do without it. What finds somebody who needs help now may not be switched off.
    #[must_use]
    pub fn may_rest(&self) -> bool {
        self.outcome != Outcome::OfferHelp
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    /// The rule of ours that decided, if any had something to say.
    pub rule: Option<&'static Rule>,
    /// The community's own rule that decided; then none of ours did.
    pub own: Option<Own>,
}

impl Verdict {
    /// What follows.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let own = self.own.map_or(Outcome::Clear, |own| own.outcome);
        self.rule.map_or(own, |rule| rule.outcome)
    }

    /// The id of the rule that decided, as decisions keep it.
    #[must_use]
    pub fn id(&self) -> Option<Cow<'static, str>> {
        let own = || self.own.map(|own| Cow::Owned(own.word()));
        self.rule.map(|rule| Cow::Borrowed(rule.id)).or_else(own)
    }

    /// Whether all that is wrong with them is whom they are said to.
    #[must_use]
    pub fn is_shielding(&self) -> bool {
        self.rule.is_some_and(|rule| rule.id == rules::NEWCOMER)
    }

    /// Whether these may be words of somebody who needs help now: nothing keeps them back, neither another rule nor a
    /// report.
    #[must_use]
    pub fn is_never_held(&self) -> bool {
        self.outcome() == Outcome::OfferHelp && !Mutant::CrisisWordsHeld.is_on()
    }

    /// The rule because of which a moderator looks first.
    #[must_use]
    pub fn hold(&self) -> Option<Cow<'static, str>> {
        let holds = matches!(self.outcome(), Outcome::Hold | Outcome::OfferHelp) && !self.is_never_held();
        self.id().filter(|_| holds)
    }

    /// The rule because of which a moderator looks at all, and where it belongs: at what is held, at who may need help,
    /// and at what hurts others though it is not held.
    #[must_use]
    pub fn looks(&self) -> Option<(Cow<'static, str>, Lane)> {
        let lane = self.rule.map(|rule| rule.lane).or(self.own.map(|own| own.lane));
        self.id().zip(lane).filter(|(_, lane)| match self.outcome() {
            Outcome::OfferHelp | Outcome::Hold => true,
            Outcome::Nudge => matches!(lane, Lane::Predation | Lane::Harassment),
            Outcome::Route | Outcome::Clear => false,
        })
    }
}

impl PartialEq for Verdict {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Verdict {}

/// What is different here: what a community changed, and what a thread asks for.
#[derive(Clone, Debug, Default)]
pub struct Here {
    /// The rules of ours that rest, as bits.
    resting: u64,
    /// The community's own.
    own: Option<Arc<OwnRules>>,
    /// Whether the thread asks for no advice.
    listening: bool,
    /// Whether it is said to somebody who is new.
    to_newcomer: bool,
}

impl Here {
    /// What a community changed: which rules rest, and its own.
    #[must_use]
    pub fn new(resting: &[&str], own: Option<Arc<OwnRules>>) -> Self {
        let rests = |rule: &Rule| rule.may_rest() && resting.contains(&rule.id);
        let bits = rules::ALL.iter().enumerate().filter(|(_, rule)| rests(rule));
        Self {
            resting: bits.fold(0, |bits, (at, _)| bits | 1 << at),
            own,
            listening: false,
            to_newcomer: false,
        }
    }

    /// In a thread whose author asks for no advice, or not.
    #[must_use]
    pub fn listening(self, listening: bool) -> Self {
        Self { listening, ..self }
    }

    /// Said to somebody who is new, or not.
    #[must_use]
    pub fn to_newcomer(self, to_newcomer: bool) -> Self {
        Self { to_newcomer, ..self }
    }

    /// Whether somebody who is new is asked for contact by the team alone.
    #[must_use]
    pub fn shields(&self) -> bool {
        let rests = |(at, rule): (usize, &&Rule)| rule.id == rules::NEWCOMER && self.resting >> at & 1 == 1;
        !rules::ALL.iter().enumerate().any(rests)
    }

    fn asks(&self, at: usize, rule: &Rule) -> bool {
        self.resting >> at & 1 == 0
            && (self.listening || rule.id != rules::ADVICE)
            && (self.to_newcomer || rule.id != rules::NEWCOMER)
    }
}

/// As [`screen_here`], where nothing was changed.
#[must_use]
pub fn screen(screened: &Screened<'_>) -> Verdict {
    screen_here(screened, &Here::default())
}

/// Asks every rule; what is gravest decides (help, then what is held, each by words that a rule knows before what only
/// sounds so), and of equal ones the most urgent lane, ours before a community's own.
#[must_use]
pub fn screen_here(screened: &Screened<'_>, here: &Here) -> Verdict {
    let words = plain::read(screened.text, &ENGINE.vocabulary);
    let (said, otherwise) = ENGINE.speaking(&words);
    let weighed = weighed(screened.text, otherwise);
    let speaks = |at: usize, rule: &Rule| match &rule.test {
        Test::Says { .. } => said >> at & 1 == 1,
        Test::Sees(sees) => sees(screened),
    };
    let asked = rules::ALL.iter().enumerate().filter(|(at, rule)| here.asks(*at, rule));
    let speaking = asked.filter_map(|(at, rule)| {
        let how = if speaks(at, rule) { How::Said } else { How::Weighed };
        let is_weighed = || rule.weighs.is_some_and(|class| weighed.contains(&class));
        (how == How::Said || is_weighed()).then(|| (gravity(rule.outcome, how), *rule))
    });
    // What is said weighs more than whom it is said to: of equal ones, the newcomers' rule comes last.
    let ours = speaking.min_by_key(|(gravity, rule)| (*gravity, rule.id == rules::NEWCOMER, rule.lane));
    let own = here.own.as_ref().and_then(|own| own.judge(screened.text));
    let outranks = |own: &Own| match ours {
        Some((_, rule)) if Mutant::OwnRuleOutranksHelp.is_on() => rule.outcome <= Outcome::Hold,
        Some((ours, rule)) => (gravity(own.outcome, How::Said), own.lane) < (ours, rule.lane),
        None => true,
    };
    match own.filter(outranks) {
        Some(own) => Verdict { rule: None, own: Some(own) },
        None => Verdict { rule: ours.map(|(_, rule)| rule), own: None },
    }
}

/// What all words together sound like. Where somebody speaks of danger in a way that means something else, or of what is
/// long past, the same words weigh nothing.
fn weighed(text: &str, otherwise: u64) -> Vec<Class> {
    let helps = |at: usize| rules::ALL[at].outcome == Outcome::OfferHelp && otherwise >> at & 1 == 1;
    let means_otherwise = (0..rules::ALL.len()).any(helps);
    let mut heard = WEIGHTS.heard(text);
    heard.retain(|class| !means_otherwise || !matches!(class, Class::Danger | Class::Help));
    heard
}

/// How a rule came to speak.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Something is said that it knows.
    Said,
    /// All words together sound like it.
    Weighed,
}

/// What decides, the gravest first: who is heard to need help before all that is held; but what only sounds like it does
/// not let pass what is surely to be held.
fn gravity(outcome: Outcome, how: How) -> u8 {
    match (outcome, how) {
        (Outcome::OfferHelp, How::Said) => 0,
        (Outcome::Hold, How::Said) => 1,
        (Outcome::OfferHelp, How::Weighed) => 2,
        (Outcome::Hold, How::Weighed) => 3,
        (Outcome::Route, _) => 4,
        (Outcome::Nudge, _) => 5,
        (Outcome::Clear, _) => 6,
    }
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

    /// The rules whose phrases are said, and those whose phrases are said in a way that means something else; as bits.
    fn speaking(&self, words: &[Symbol]) -> (u64, u64) {
        let said = self.says.speak(words, u64::MAX);
        let meant = |at: &usize| self.says.speak(&self.but[*at].without(words), 1 << at) != 0;
        let meant = (0..self.but.len())
            .filter(|at| said >> at & 1 == 1)
            .filter(meant)
            .fold(0, |meant, at| meant | 1 << at);
        (meant, said & !meant)
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);
static WEIGHTS: LazyLock<Weights> = LazyLock::new(Weights::new);
