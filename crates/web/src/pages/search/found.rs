//! What was found, in the words of the page.

use forum::Note;
use search::{Hit, Order, Piece, Question, What};
use store::{Hour, Ids};

use super::{asked, show::Asked, understood};
use crate::{
    Error,
    parts::{notes, times::Times},
    sought::Sought,
    translations::Translations,
    viewer::Visit,
};

/// What was found.
pub(super) struct Found {
    /// How the words were understood, in sentences.
    pub(super) understood: Vec<String>,
    /// Words that were perhaps meant: the way to them, and they themselves.
    pub(super) instead: Option<(String, String)>,
    /// That not everything can be found yet.
    pub(super) filling: Option<String>,
    pub(super) lines: Vec<Line>,
    /// This search, from its beginning.
    pub(super) here: String,
    pub(super) newest: bool,
    pub(super) continued: bool,
    pub(super) next: Option<String>,
}

/// One thing that was found.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) title: String,
    /// What it is, unless it is a thread.
    pub(super) what: Option<&'static str>,
    /// Address and title of the community it is in.
    pub(super) place: Option<(String, String)>,
    pub(super) when: Option<String>,
    /// "Note: death", instead of its words.
    pub(super) notes: Option<String>,
    pub(super) snippet: Vec<Piece>,
}

impl Found {
    /// Looks for it, among what the visitor may read.
    pub(super) async fn of(
        visit: &mut Visit,
        sought: &Sought,
        key: &str,
        asked: &Asked,
    ) -> Result<Self, Error> {
        let site = visit.page.site.clone();
        let newest = asked.by == "newest";
        let order = if newest { Order::Newest } else { Order::Relevance };
        let question = Question { words: asked::question(sought), order, after: asked.after.parse().ok() };
        let search = site.search.as_ref().ok_or(Error::Refused("search-away"))?;
        let blocks: Ids = visit.journal.blocked().collect();
        let found = search.find(&mut visit.tx, &visit.viewer, &blocks, &question).await?;
        let t = &*visit.page.t;
        let times = Times::new(t, visit.page.hour, found.hits.iter().filter_map(|hit| hit.hour));
        let here = visit.page.path.clone();
        let by = if newest { "by=newest&" } else { "" };
        Ok(Self {
            understood: understood::said(t, &found.understood),
            instead: found.did_you_mean.map(|words| (typed(sought, &words).address(&site, key), words)),
            filling: found.filling.map(|progress| filling(t, progress.done, progress.all)),
            lines: found.hits.into_iter().map(|hit| Line::of(t, &times, hit)).collect(),
            next: found.next.map(|next| format!("{here}?{by}after={next}")),
            continued: question.after.is_some(),
            here,
            newest,
        })
    }
}

/// The words of a question, as they would have been typed.
fn typed(sought: &Sought, words: &str) -> Sought {
    let added = format!(" in:{}", sought.place);
    sought.rather(words.strip_suffix(&added).unwrap_or(words))
}

fn filling(t: &Translations, done: u64, all: u64) -> String {
    let percent = (done.saturating_mul(100) / all.max(1)).min(99);
    t.say_with("search-filling", ("percent", i64::try_from(percent).unwrap_or_default()))
}

impl Line {
    fn of(t: &Translations, times: &Times, hit: Hit) -> Self {
        let community = format!("/c/{}", hit.community_address);
        let (href, what) = match hit.what {
            What::Thread { thread } => (format!("/t/{thread}"), None),
            What::Comment { comment, .. } => (format!("/comments/{comment}"), Some("search-is-comment")),
            What::Community => (community, Some("search-is-community")),
            What::Guideline { .. } => (format!("{community}/guidelines"), Some("search-is-guideline")),
        };
        let is_place = matches!(hit.what, What::Community);
        let notes = Note::split(&hit.notes);
        Self {
            href,
            title: hit.title.unwrap_or_else(|| t.say("search-untitled").to_owned()),
            what,
            place: (!is_place).then_some((hit.community_address, hit.community_title)),
            when: hit.hour.map(|hour: Hour| times.say(hour).to_owned()),
            notes: (!notes.is_empty()).then(|| t.say_with("note-short", ("notes", notes::said(t, &notes)))),
            snippet: hit.snippet,
        }
    }
}
