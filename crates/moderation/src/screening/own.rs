//! Rules that a community makes from examples. Of examples it takes the words they share, each in all its forms; a text
//! is found when enough of them stand near each other. It is read by itself, with these words alone: a word that a
//! community adds never changes what our own rules understand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Lane, Outcome, plain,
    vocabulary::{Symbol, Vocabulary},
};

/// What a rule of one's own looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sought {
    /// Words, in small plain letters; `call*` in all its forms, `bed` as it is and with an s.
    pub words: Vec<String>,
    /// So many different ones must stand near each other.
    pub needs: usize,
}

/// A community's own rule that has something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Own {
    /// Its number.
    pub id: i64,
    /// What follows.
    pub outcome: Outcome,
    /// Where it belongs among what waits for moderators.
    pub lane: Lane,
}

const WORD: &str = "own-";

impl Own {
    /// As decisions keep it.
    #[must_use]
    pub fn word(&self) -> String {
        word(self.id)
    }
}

/// As decisions keep the rule of this number.
pub(crate) fn word(id: i64) -> String {
    format!("{WORD}{id}")
}

/// The number of one's own rule, from what decisions keep.
pub(crate) fn id(word: &str) -> Option<i64> {
    word.strip_prefix(WORD)?.parse().ok()
}

/// A community's own rules, made ready.
#[derive(Debug)]
pub struct OwnRules {
    vocabulary: Vocabulary,
    rules: Vec<(Own, Places, usize)>,
}

/// Which word of a rule a symbol stands for.
type Places = HashMap<Symbol, usize>;

/// So many words are near each other: about two sentences.
const NEAR: usize = 30;

impl OwnRules {
    /// Makes them ready.
    #[must_use]
    pub fn new(rules: &[(Own, Sought)]) -> Self {
        let mut vocabulary = Vocabulary::new();
        for word in rules.iter().flat_map(|(_, sought)| &sought.words) {
            entries(word).iter().for_each(|entry| vocabulary.learn(entry));
        }
        let places = |sought: &Sought| {
            let symbols = |word: &String| -> Vec<Symbol> {
                entries(word).iter().flat_map(|entry| vocabulary.symbols(entry)).collect()
            };
            let each = sought.words.iter().enumerate();
            each.flat_map(|(at, word)| symbols(word).into_iter().map(move |symbol| (symbol, at))).collect()
        };
        let rules = rules.iter().map(|(own, sought)| (*own, places(sought), sought.needs)).collect();
        Self { vocabulary, rules }
    }

    /// Of the rules that find something, the one with the gravest outcome and the most urgent lane.
    pub(super) fn judge(&self, text: &str) -> Option<Own> {
        let words = plain::read(text, &self.vocabulary);
        let speaking = self.rules.iter().filter(|(_, places, needs)| finds(&words, places, *needs));
        speaking.map(|(own, ..)| *own).min_by_key(|own| (own.outcome, own.lane))
    }
}

/// What a word of a rule is learnt as.
fn entries(word: &str) -> Vec<String> {
    if word.ends_with('*') { vec![word.to_owned()] } else { vec![word.to_owned(), format!("{word}s")] }
}

/// Whether enough different words stand near each other.
fn finds(words: &[Symbol], places: &Places, needs: usize) -> bool {
    let mut last: HashMap<usize, usize> = HashMap::new();
    words.iter().enumerate().any(|(at, symbol)| {
        let Some(word) = places.get(symbol) else { return false };
        last.insert(*word, at);
        last.values().filter(|seen| at - **seen < NEAR).count() >= needs
    })
}

/// What examples have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// What to look for; no words when they share nothing.
    pub sought: Sought,
    /// The examples that would not be found, by their place from 0.
    pub missed: Vec<usize>,
    /// The counter-examples that would be found all the same.
    pub caught: Vec<usize>,
}

/// More words would say what was in the examples, not what they mean.
const MOST_WORDS: usize = 12;
/// What is told by fewer is told by accident.
const USUAL_NEEDS: usize = 3;

/// Looks for what `examples` share. `struck` are words that are not meant, `needs` how many must come together, if
/// somebody chose.
#[must_use]
pub fn derive(examples: &[&str], counter: &[&str], struck: &[&str], needs: Option<usize>) -> Derived {
    let light = Vocabulary::new();
    let forms = |text: &&str| -> BTreeSet<String> {
        plain::telling(text, &light).iter().map(|word| form(word)).collect()
    };
    let said: Vec<BTreeSet<String>> = examples.iter().map(forms).collect();
    let words = shared(&said, struck);
    let against: Vec<BTreeSet<String>> = counter.iter().map(forms).collect();
    let sought = Sought { needs: fitting(&words, examples, needs), words };
    let sought = if needs.is_some() { sought } else { narrowed(sought, &against, examples, counter) };
    Derived { missed: which(&sought, examples, false), caught: which(&sought, counter, true), sought }
}

/// The forms that several examples have, those of most examples first; of one example, its own.
fn shared(said: &[BTreeSet<String>], struck: &[&str]) -> Vec<String> {
    let mut counted: BTreeMap<&String, usize> = BTreeMap::new();
    said.iter().flatten().for_each(|form| *counted.entry(form).or_default() += 1);
    let least = said.len().min(2);
    let fits = |(form, count): &(&String, usize)| *count >= least && !struck.contains(&form.as_str());
    let mut shared: Vec<(&String, usize)> = counted.into_iter().filter(fits).collect();
    shared.sort_by_key(|(form, count)| (usize::MAX - count, usize::MAX - form.len()));
    shared.into_iter().take(MOST_WORDS).map(|(form, _)| form.clone()).collect()
}

/// How many words must come together: as many as leave every example found, and rather two than one.
fn fitting(words: &[String], examples: &[&str], chosen: Option<usize>) -> usize {
    let most = words.len().clamp(1, USUAL_NEEDS);
    if let Some(chosen) = chosen {
        return chosen.clamp(1, most);
    }
    let missed = |needs: usize| which(&Sought { words: words.to_vec(), needs }, examples, false).len();
    (1..=most)
        .rev()
        .find(|needs| missed(*needs) == 0 || (*needs == 2 && missed(2) * 2 <= examples.len()))
        .unwrap_or(most.min(2))
}

/// Leaves out words that counter-examples have too, or asks for one more, as long as no example is lost by it.
fn narrowed(mut sought: Sought, against: &[BTreeSet<String>], examples: &[&str], counter: &[&str]) -> Sought {
    let lost = |sought: &Sought| which(sought, examples, false).len();
    let caught = |sought: &Sought| which(sought, counter, true).len();
    let before = lost(&sought);
    for word in sought.words.clone().into_iter().rev() {
        let without = Sought {
            words: sought.words.iter().filter(|other| **other != word).cloned().collect(),
            needs: sought.needs,
        };
        let common = against.iter().any(|forms| forms.contains(&word));
        if caught(&sought) > 0 && common && without.words.len() >= without.needs && lost(&without) <= before {
            sought = without;
        }
    }
    let more = Sought { needs: sought.needs + 1, ..sought.clone() };
    let helps = caught(&more) < caught(&sought) && more.needs <= USUAL_NEEDS && lost(&more) <= before;
    if helps { more } else { sought }
}

/// Which of the texts are found (or are not).
fn which(sought: &Sought, texts: &[&str], found: bool) -> Vec<usize> {
    let rules = sought.ready();
    texts
        .iter()
        .enumerate()
        .filter(|(_, text)| rules.judge(text).is_some() == found)
        .map(|(at, _)| at)
        .collect()
}

impl Sought {
    /// Ready to look at many texts.
    #[must_use]
    pub fn ready(&self) -> OwnRules {
        let own = Own { id: 0, outcome: Outcome::Nudge, lane: Lane::Ordinary };
        let all: &[(Own, Self)] = if self.words.is_empty() { &[] } else { &[(own, self.clone())] };
        OwnRules::new(all)
    }
}

impl OwnRules {
    /// Whether any of them finds something in a text.
    #[must_use]
    pub fn find(&self, text: &str) -> bool {
        self.judge(text).is_some()
    }
}

/// What all forms of a word begin with, in English and in Spanish; a short word stands for itself.
fn form(word: &str) -> String {
    /// What is left of a word is no shorter.
    const LEAST: usize = 4;
    const ENDINGS: [&str; 27] = [
        "amiento", "iendo", "ando", "ings", "ados", "adas", "idos", "idas", "ing", "ado", "ada", "ido",
        "ida", "ers", "ies", "ed", "er", "es", "ly", "ar", "ir", "os", "as", "s", "e", "o", "a",
    ];
    let ending = ENDINGS.iter().find(|ending| word.len() >= LEAST + ending.len() && word.ends_with(*ending));
    let stem = ending.map_or(word, |ending| &word[..word.len() - ending.len()]);
    let letters = stem.as_bytes();
    let doubled = letters.len() > LEAST
        && letters[letters.len() - 1] == letters[letters.len() - 2]
        && !b"lsaeo".contains(&letters[letters.len() - 1]);
    let stem = if doubled { &stem[..stem.len() - 1] } else { stem };
    match stem.len() {
        LEAST if stem.ends_with('s') && ending.is_none() => stem[..LEAST - 1].to_owned(),
        ..LEAST => stem.to_owned(),
        _ => format!("{stem}*"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_are_one() {
        for (words, one) in [
            (&["call", "calls", "calling", "called"][..], "call*"),
            (&["lawyer", "lawyers"], "lawy*"),
            (&["price", "prices", "pricing"], "pric*"),
            (&["stopped", "stopping"], "stop*"),
            (&["compra", "compras", "comprar", "comprando"], "compr*"),
            (&["bed", "beds"], "bed"),
        ] {
            words.iter().for_each(|word| assert_eq!(form(word), one, "{word}"));
        }
    }

    const COACHES: [&str; 3] = [
        "I coach people one on one, first session is free, book on my calendar!",
        "Book a free coaching session with me, link to my calendar below",
        "My coaching calendar has free spots. Booking is easy :)",
    ];

    #[test]
    fn examples_give_the_words_that_they_share() {
        let derived = derive(&COACHES, &[], &[], None);
        assert_eq!(derived.sought.needs, 3);
        for word in ["coach*", "free*", "book*", "calend*"] {
            assert!(derived.sought.words.iter().any(|one| one == word), "{word}: {derived:?}");
        }
        assert!(derived.missed.is_empty() && derived.caught.is_empty());
        let rules = derived.sought.ready();
        assert!(rules.find("fr33 c0aching!! b00k in my calendar"), "{derived:?}");
        assert!(!rules.find("I have been sober for a year and my coach at the gym is kind"));
    }

    #[test]
    fn what_was_struck_out_is_not_looked_for_and_counter_examples_are_let_be() {
        let against = "My running coach gave me a free calendar for the gym.";
        let derived = derive(&COACHES, &[against], &["free*"], None);
        assert!(!derived.sought.words.contains(&"free*".to_owned()));
        assert!(derived.missed.is_empty() && derived.caught.is_empty(), "{derived:?}");
        let chosen = derive(&COACHES, &[against], &[], Some(1));
        assert_eq!((chosen.sought.needs, chosen.caught), (1, vec![0]));
    }

    #[test]
    fn examples_that_share_nothing_give_nothing() {
        let derived = derive(&["purple mountains rising", "seven slow lanterns"], &[], &[], None);
        assert!(derived.sought.words.is_empty());
        assert_eq!(derived.missed, [0, 1]);
        assert!(derive(&["to be or not to be"], &[], &[], None).sought.words.is_empty());
    }

    #[test]
    fn one_example_gives_its_own_words_and_spanish_ones_too() {
        let derived = derive(&["¡Vendo suplementos milagrosos para dejar el azúcar!"], &[], &[], None);
        assert!(
            derived.sought.ready().find("vendemos suplementos milagrosos, deja el azucar"),
            "{derived:?}"
        );
    }
}
