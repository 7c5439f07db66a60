//! Finding: from a question to a page of hits.

use std::{collections::HashSet, sync::Arc};

use members::Viewer;
use store::{CommunityId, Cursor, Ids, Result, Tx};

use crate::{
    busy::busy,
    candidates::{Candidate, Wanted},
    dictionary::{Dictionary, Near},
    folding,
    index::Index,
    meaning::{Choice, Group, Meaning},
    question::Question,
    scope::Scope,
    shown::{self, Hit, Reader},
    snippet::Marks,
    status::Progress,
    stems,
    synonyms::Synonyms,
    understand::{Reading, Spelt, Understood, understand},
};

/// So many hits a page has.
const PAGE: usize = 20;
/// So many candidates are looked up at once.
const LOOKED_UP: usize = PAGE + 1;
/// So deep anybody reads.
const DEEPEST: usize = 4_000;
/// A word in so few texts may be mistyped, or the beginning of another.
const SELDOM: u64 = 2;
/// A word that is so many times more frequent was probably meant.
const MUCH_MORE: u64 = 20;
/// What a word weighs that was not typed.
const GUESSED: f32 = 0.6;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How the question was understood.
    pub understood: Understood,
    /// The hits of this page.
    pub hits: Vec<Hit>,
    /// Where the next page starts.
    pub next: Option<Cursor>,
    /// The question in a spelling that more texts have.
    pub did_you_mean: Option<String>,
    /// While the index is built anew, or waits to be: not everything may be found.
    pub filling: Option<Progress>,
}

/// What finding needs besides the question.
pub(crate) struct Finder<'f> {
    pub(crate) index: Option<Arc<Index>>,
    pub(crate) synonyms: &'f Synonyms,
    pub(crate) filling: Option<Progress>,
}

impl Finder<'_> {
    pub(crate) async fn find(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        blocks: &Ids,
        question: &Question,
    ) -> Result<Found> {
        let mut reading = understand(&question.words, self.synonyms);
        let reader = Reader { readable: viewer.readable(tx).await?, blocked: blocks.clone() };
        if let Some(named) = reading.community.take() {
            self.resolve(tx, &reader, &mut reading, &named).await?;
        }
        let mut found = Found {
            understood: Understood::default(),
            hits: Vec::new(),
            next: None,
            did_you_mean: None,
            filling: self.filling,
        };
        if let Some(index) = self.index.clone() {
            let (scopes, typed) = (Scope::read_by(viewer), question.words.clone());
            let (read_in, read_by) = (index.clone(), scopes.clone());
            (reading, found.did_you_mean) = busy(move || widen(&read_in, &read_by, reading, &typed)).await?;
            let search = Searching { index, scopes, meaning: Arc::new(reading.meaning) };
            fill(tx, &search, &reader, question, &mut found).await?;
        }
        found.understood = reading.understood;
        Ok(found)
    }

    /// Which community was meant by a name, an address or a title, among those that are read.
    async fn resolve(&self, tx: &mut Tx, reader: &Reader, reading: &mut Reading, named: &str) -> Result<()> {
        let all: Vec<(CommunityId, String, String, String)> = tx
            .sql("SELECT id, name, host, title FROM communities WHERE id IN list($1) ORDER BY host, name")
            .bind_list(reader.readable.clone())
            .all()
            .await?;
        let wanted = named.trim_start_matches('!').to_lowercase();
        let folded =
            |text: &str| folding::words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>();
        let is = |(_, name, host, _): &&(CommunityId, String, String, String)| {
            let name = name.to_lowercase();
            wanted == name || wanted == format!("{name}@{host}")
        };
        let titled = |(_, _, _, title): &&(CommunityId, String, String, String)| {
            let wanted = folded(&wanted);
            !wanted.is_empty() && folded(title) == wanted
        };
        match all.iter().find(is).or_else(|| all.iter().find(titled)) {
            Some((id, _, _, title)) => {
                reading.meaning.filters.community = Some(*id);
                reading.understood.community = Some(title.clone());
            }
            None => reading.understood.puzzling.push(format!("in:{named}")),
        }
        Ok(())
    }
}

/// Takes in what was probably meant, by the words of the reader's texts; answers the question in that spelling when it
/// was not read so already.
fn widen(
    index: &Index,
    scopes: &[Scope],
    mut reading: Reading,
    typed: &str,
) -> Result<(Reading, Option<String>)> {
    let searchers = index.searchers(scopes);
    let dictionary = Dictionary::of(&searchers);
    let mut suggestion = None;
    let Reading { meaning, understood, .. } = &mut reading;
    for group in &mut meaning.groups {
        let instead = widen_one(&dictionary, group, understood, typed)?;
        suggestion = suggestion.or(instead);
        settle(&dictionary, group)?;
    }
    Ok((reading, suggestion))
}

/// Widens a word that few texts have; answers the whole question with another word, when that was perhaps meant.
fn widen_one(
    dictionary: &Dictionary<'_>,
    group: &mut Group,
    understood: &mut Understood,
    typed: &str,
) -> Result<Option<String>> {
    let Some(word) = group.word.clone().filter(|_| !group.small) else { return Ok(None) };
    let texts = frequency(dictionary, group)?;
    if texts > SELDOM {
        return Ok(None);
    }
    let begun = if group.begun { dictionary.begun(&word)? } else { Vec::new() };
    let longer: Vec<String> = begun.into_iter().filter(|other| *other != word).collect();
    if !longer.is_empty() && word.chars().count() >= 2 {
        understood.begun = Some(word);
        group.choices.extend(longer.into_iter().map(|word| (Choice::Word(word), GUESSED)));
        return Ok(None);
    }
    let near = dictionary.near(&word)?;
    let Some(best) = near.first().filter(|best| texts == 0 || best.texts >= MUCH_MORE * texts) else {
        return Ok(None);
    };
    guess(group, &near);
    if texts > 0 {
        return Ok(Some([&typed[..group.at.start], &best.word, &typed[group.at.end..]].concat()));
    }
    understood.spelt.push(Spelt { typed: typed[group.at.clone()].to_owned(), read: best.word.clone() });
    group.word = Some(best.word.clone());
    Ok(None)
}

fn frequency(dictionary: &Dictionary<'_>, group: &Group) -> Result<u64> {
    let mut texts = 0;
    for (choice, _) in &group.choices {
        // A phrase is another name for it, which nobody mistypes.
        texts += if matches!(choice, Choice::Phrase(_)) { SELDOM + 1 } else { dictionary.texts(choice)? };
    }
    Ok(texts)
}

fn guess(group: &mut Group, near: &[Near]) {
    for (place, near) in near.iter().enumerate() {
        let weight = if place == 0 { GUESSED } else { GUESSED / 2.0 };
        group.choices.extend(stems::all(&near.word).into_iter().map(|stem| (Choice::Stem(stem), weight)));
    }
}

/// Puts what weighs most first, in the form that most texts have, and leaves out what none has.
fn settle(dictionary: &Dictionary<'_>, group: &mut Group) -> Result<()> {
    let mut counted = Vec::new();
    for (choice, weight) in &group.choices {
        let texts = if matches!(choice, Choice::Phrase(_)) { 1 } else { dictionary.texts(choice)? };
        counted.extend((texts > 0).then(|| (texts, (choice.clone(), *weight))));
    }
    if !counted.is_empty() {
        counted.sort_by(|(texts, (_, weight)), (others, (_, other))| {
            other.total_cmp(weight).then(others.cmp(texts))
        });
        group.choices = counted.into_iter().map(|(_, choice)| choice).collect();
    }
    Ok(())
}

/// What is looked for, and in what.
struct Searching {
    index: Arc<Index>,
    scopes: Vec<Scope>,
    meaning: Arc<Meaning>,
}

impl Searching {
    async fn candidates(&self, wanted: Wanted) -> Result<Vec<Candidate>> {
        let (index, scopes, meaning) = (self.index.clone(), self.scopes.clone(), self.meaning.clone());
        busy(move || index.candidates(&scopes, &meaning, wanted)).await
    }
}

/// Takes candidates until the page is full, and one more, which tells that there is a next page.
async fn fill(
    tx: &mut Tx,
    search: &Searching,
    reader: &Reader,
    question: &Question,
    found: &mut Found,
) -> Result<()> {
    let marks = Marks::of(&search.meaning);
    let Cursor(rank, key, passed) = question.after.unwrap_or(Cursor(i64::MAX, 0, 0));
    let passed = usize::try_from(passed).unwrap_or_default().min(DEEPEST);
    let after = |candidate: &Candidate| candidate.is_after(rank, key.cast_unsigned());
    let mut looked_at = HashSet::new();
    let mut last = None;
    let mut most = passed + LOOKED_UP;
    loop {
        let all = search.candidates(Wanted { order: question.order, most }).await?;
        let exhausted = all.len() < most || most >= DEEPEST;
        let fresh: Vec<Candidate> =
            all.into_iter().filter(|one| after(one) && !looked_at.contains(&one.key)).collect();
        for some in fresh.chunks(LOOKED_UP) {
            let mut hits = shown::look(tx, reader, &marks, some).await?;
            for candidate in some {
                looked_at.insert(candidate.key);
                let Some(hit) = hits.remove(&candidate.key) else { continue };
                if found.hits.len() == PAGE {
                    found.next = last;
                    return Ok(());
                }
                found.hits.push(hit);
                let depth = (passed + looked_at.len()).try_into().unwrap_or(i64::MAX);
                last = Some(Cursor(candidate.rank, candidate.key.cast_signed(), depth));
            }
        }
        if exhausted {
            return Ok(());
        }
        most *= 4;
    }
}
