//! Threads in a list: a card each, with how much is new.

use std::collections::HashMap;

use askama::Template;
use forum::{Author, ThreadLine};
use members::{Community, personas::Persona, read_marks};
use store::{CommunityId, PersonaId, ThreadId};

use crate::{
    Error,
    parts::{
        notes,
        signed::{BylineWords, Signed},
        times::Times,
    },
    translations::Translations,
    viewer::Visit,
};

/// One thread in a list.
pub struct Card {
    /// Where it leads: to the first new comment, if there is one.
    pub href: String,
    /// The title.
    pub title: String,
    /// The words of its tags: comments, what is new, pinned, locked, notes.
    pub comments: String,
    /// "4 new".
    pub new: Option<String>,
    /// Whether it stays on top.
    pub pinned: bool,
    /// Whether nothing is added.
    pub locked: bool,
    /// "Note: death".
    pub notes: Option<String>,
    /// When something was last written in it.
    pub when: String,
    /// Who started it.
    pub author: Author,
    /// Whether that is the one who looks.
    pub mine: bool,
    /// Address and title of the community, in lists of several.
    pub place: Option<(String, String)>,
    /// Whether it belongs to a house.
    pub house: bool,
    /// Whether the visitor blocked who started it: then its title is not shown.
    pub blocked: bool,
}

/// A list of cards; `level` is the heading's, 2 or 3.
#[derive(Template)]
#[template(path = "parts/cards.html")]
pub struct Cards<'a> {
    /// The words.
    pub t: &'a Translations,
    /// The fixed words of bylines.
    pub bylines: &'a BylineWords<'a>,
    /// The cards.
    pub cards: Vec<&'a Card>,
    /// 2 or 3.
    pub level: u8,
}

/// What is known of the threads of one list besides themselves.
pub struct Around<'a> {
    /// Communities to name on the cards; empty on a community's own page.
    pub places: HashMap<CommunityId, &'a Community>,
    /// Which names are the visitor's.
    pub mine: Vec<PersonaId>,
}

impl Around<'_> {
    /// For the page of one community, where the visitor wears `persona`.
    #[must_use]
    pub fn one(persona: Option<&Persona>) -> Self {
        Self { places: HashMap::new(), mine: persona.map(|persona| persona.id).into_iter().collect() }
    }
}

/// Makes the cards of a list, with one look at the visitor's read marks.
///
/// # Errors
/// When the database fails.
pub async fn of(visit: &mut Visit, lines: Vec<ThreadLine>, around: &Around<'_>) -> Result<Vec<Card>, Error> {
    let ids: Vec<ThreadId> = lines.iter().map(|line| line.id).collect();
    let marks = match &visit.member {
        Some(member) => Some(read_marks::of(&mut visit.tx, member, &ids).await?),
        None => None,
    };
    let words = &*visit.page.t;
    let times = Times::new(words, visit.page.hour, lines.iter().map(|line| line.active_hour));
    let card = |line: ThreadLine| {
        let new = marks.as_ref().map_or(0, |marks| unread(&line, marks));
        let blocked = visit.journal.has_blocked(line.author.id);
        Card { blocked, ..card(words, &times, line, new, around) }
    };
    Ok(lines.into_iter().map(card).collect())
}

/// How many comments are new to somebody who has opened the thread before.
fn unread(line: &ThreadLine, marks: &HashMap<ThreadId, i64>) -> i64 {
    marks.get(&line.id).map_or(0, |mark| (line.comments - mark).max(0))
}

fn card(words: &Translations, times: &Times, line: ThreadLine, new: i64, around: &Around<'_>) -> Card {
    let place = around.places.get(&line.community_id);
    Card {
        href: if new > 0 { format!("/t/{}/new", line.id) } else { format!("/t/{}", line.id) },
        title: line.title,
        comments: words.say_with("thread-comments", ("count", line.comments)),
        new: (new > 0).then(|| words.say_with("thread-new", ("count", new))),
        pinned: line.pinned,
        locked: line.locked,
        notes: (!line.notes.is_empty())
            .then(|| words.say_with("note-short", ("notes", notes::said(words, &line.notes)))),
        when: times.say(line.active_hour).to_owned(),
        mine: around.mine.contains(&line.author.id),
        author: line.author,
        place: place.map(|community| (community.address(), community.title.clone())),
        blocked: false,
        house: place.is_some_and(|community| community.audience == members::Audience::House),
    }
}

impl<'a> Cards<'a> {
    fn signed(&'a self, card: &'a Card) -> Signed<'a> {
        Signed {
            words: self.bylines,
            author: &card.author,
            mine: card.mine,
            moderates: false,
            when: &card.when,
            edited: false,
            place: card.place.as_ref().map(|(address, title)| (address.as_str(), title.as_str())),
        }
    }
}
