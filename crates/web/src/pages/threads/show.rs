//! Reading a thread: its opening, a page of its comments, and a place to answer.

use std::time::Duration;

use askama::Template;
use axum::extract::Query;
use forum::{Comment, Posted, State, comments};
use members::{Audience, Member, journal, notices, read_marks};
use moderation::Subject;
use serde::Deserialize;
use store::{CommentId, Mutant, ThreadId};

use super::{
    foot::{self, Foot},
    reading::Reading,
};
use crate::{
    Error,
    answers::{Answer, for_robots, go_to, page_of},
    layout::Page,
    parts::{
        branches::{Branches, Talk, TalkWords},
        id::Id,
        notes,
        signed::Signed,
        times::Times,
        told::Told,
    },
    translations::Translations,
    viewer::Visit,
};

/// What the address may say besides the thread.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
    reply: String,
    seen: String,
    urgent: String,
    told: String,
    of: String,
}

#[derive(Template)]
#[template(path = "threads/show.html")]
struct Show<'a> {
    page: Page,
    reading: &'a Reading,
    talk: &'a Talk<'a>,
    conversation: Branches<'a>,
    title: String,
    first_new: Option<String>,
    answered: Option<&'a Comment>,
    urgent: bool,
    told: Option<Told>,
    shield: Option<&'static str>,
    foot: Foot<'a>,
}

/// About what a comment, and all around it, take in HTML: so the memory is asked for once.
const BYTES_A_COMMENT: usize = 1_500;
const BYTES_AROUND: usize = 16_000;

/// The page.
pub async fn show(mut visit: Visit, Id(id): Id<ThreadId>, Query(asked): Query<Asked>) -> Answer {
    let words = visit.page.t.clone();
    let mut reading = Reading::of(&mut visit, id, number(&asked.page)).await?;
    let answered = asked.reply.parse().ok().and_then(|reply| reading.comment(reply)).cloned();
    let foot = foot::of(&mut visit, &words, &reading, answered.as_ref()).await?;
    let shield = foot::shield(&mut visit, &reading).await?;
    let told = told(&mut visit, &words, &asked, &reading).await?;
    let Visit { page, member, tx, .. } = visit;
    let is_open = reading.place.community.audience == Audience::Open && reading.thread.state == State::Shown;
    let open = member.is_none() && is_open;
    if let (true, Some(federation), Some(address)) =
        (Mutant::FetchedOnRead.is_on(), &page.site.federation, &reading.thread.object_id)
    {
        let _ = federation::lookup::find(federation, address).await;
    }
    // What is written below needs the one writer; a reader must not wait for it.
    drop(tx);
    if let Some(member) = member.filter(|_| reading.has_news() || !asked.seen.is_empty()) {
        remember(&page, &member, id, reading.last()).await?;
    }
    let items = std::mem::take(&mut reading.comments.items);
    let first_new = reading.first_new(&items);
    let times = Times::new(&words, page.hour, reading.hours(&items));
    let branches = forum::tree::nest(items);
    let mut talk = reading.talk(TalkWords::new(&words), times, matches!(foot, Foot::Composer(_)));
    talk.prepare(&branches);
    let room = BYTES_AROUND + reading.shown * BYTES_A_COMMENT;
    let template = Show {
        title: title(&words, &reading),
        page,
        reading: &reading,
        conversation: Branches { talk: &talk, branches: &branches, first: true },
        talk: &talk,
        first_new,
        answered: answered.as_ref(),
        urgent: !asked.urgent.is_empty(),
        told,
        shield,
        foot,
    };
    Ok(for_robots(page_of(room, &template)?, open))
}

/// The way to the first comment that is new to the member.
pub async fn first_new(mut visit: Visit, Id(id): Id<ThreadId>) -> Answer {
    let member = visit.member()?;
    let mark = read_marks::of(&mut visit.tx, &member, &[id]).await?.get(&id).copied().unwrap_or(0);
    let page = comments::CommentPage::of(mark + 1);
    let reading = Reading::of(&mut visit, id, page).await?;
    let first = reading.comments.items.iter().find(|comment| comment.ordinal > mark);
    match first {
        Some(comment) => go_to(address(comment)),
        None => go_to(format!("/t/{id}")),
    }
}

/// Where a comment stands: its thread, the page, the place on it.
#[must_use]
pub fn address(comment: &Comment) -> String {
    match comments::CommentPage::of(comment.ordinal) {
        1 => format!("/t/{}#comment-{}", comment.thread_id, comment.id),
        page => format!("/t/{}?page={page}#comment-{}", comment.thread_id, comment.id),
    }
}

/// As [`address`], for somebody who comes from a notice: it is seen then.
#[must_use]
pub fn address_seen(comment: &Comment) -> String {
    let page = comments::CommentPage::of(comment.ordinal);
    format!("/t/{}?page={page}&seen=1#comment-{}", comment.thread_id, comment.id)
}

/// As [`address`], with what its author is told above.
#[must_use]
pub fn address_told(comment: &Comment, posted: &Posted<CommentId>) -> String {
    let page = comments::CommentPage::of(comment.ordinal);
    let (thread, id) = (comment.thread_id, comment.id);
    let of = if posted.urgent { String::new() } else { format!("&of={id}") };
    format!("/t/{thread}?page={page}&{}{of}#comment-{id}", say(posted).unwrap_or_default())
}

/// What an address says of something just sent, if there is anything to say.
#[must_use]
pub fn say<Id>(posted: &Posted<Id>) -> Option<String> {
    if posted.urgent {
        return Some("urgent=1".to_owned());
    }
    Told::number(posted).map(|number| format!("told={number}"))
}

async fn told(
    visit: &mut Visit,
    words: &Translations,
    asked: &Asked,
    reading: &Reading,
) -> Result<Option<Told>, Error> {
    let path = match asked.of.parse::<CommentId>() {
        Ok(comment) => format!("/comments/{comment}"),
        Err(_) => format!("/t/{}", reading.thread.id),
    };
    Told::read(&mut visit.tx, words, (&asked.told, &path), reading.place.community.id).await
}

fn number(page: &str) -> i64 {
    page.parse().unwrap_or(1).max(1)
}

/// How long a page waits to note that it was read.
const WAITING: Duration = Duration::from_secs(2);

/// Reading goes on while nothing can be written: what is lost then is where "new" begins.
async fn remember(page: &Page, member: &Member, thread: ThreadId, last: i64) -> Result<(), Error> {
    match tokio::time::timeout(WAITING, mark(page, member, thread, last)).await {
        Err(_) => Ok(()),
        Ok(Err(Error::Fault(fault))) if fault.is_passing() => Ok(()),
        Ok(marked) => marked,
    }
}

/// Notes how far the member read, and that they saw what concerned them here.
async fn mark(page: &Page, member: &Member, thread: ThreadId, last: i64) -> Result<(), Error> {
    let mut tx = page.site.database().write().await?;
    read_marks::mark(&mut tx, member, thread, last).await?;
    journal::reseal(&mut tx, member).await?;
    if page.unseen > 0 {
        notices::see(&mut tx, member, thread).await?;
    }
    Ok(tx.commit().await?)
}

fn title(words: &Translations, reading: &Reading) -> String {
    let instead = || match reading.thread.state {
        State::Deleted => "thread-deleted-title",
        _ => "thread-removed-title",
    };
    reading.thread.title.clone().unwrap_or_else(|| words.say(instead()).to_owned())
}

impl Show<'_> {
    fn signed(&self) -> Signed<'_> {
        let thread = &self.reading.thread;
        Signed {
            words: self.talk.words.bylines(),
            author: &thread.author,
            mine: self.is_mine(),
            moderates: self.talk.team.contains(&thread.author.id),
            when: self.talk.times.say(thread.hour),
            edited: thread.edited_hour.is_some(),
            place: None,
        }
    }

    fn is_mine(&self) -> bool {
        self.talk.me == Some(self.reading.thread.author.id)
    }

    fn is_blocked(&self) -> bool {
        self.talk.blocked.contains(&self.reading.thread.author.id)
    }

    fn has_given(&self) -> bool {
        self.talk.given.contains(&Subject::Thread(self.reading.thread.id))
    }

    fn with_me(&self) -> Option<&i64> {
        self.talk.counts.get(&Subject::Thread(self.reading.thread.id))
    }

    fn picture(&self) -> String {
        self.talk.picture_of(self.reading.thread.id.0)
    }

    fn notes(&self) -> String {
        self.page.t.say_with("note-label", ("notes", notes::said(&self.page.t, &self.reading.thread.notes)))
    }

    /// What stands instead of words that are not shown, or over words that only some may see.
    fn hidden(&self) -> &str {
        match self.reading.thread.state {
            State::Deleted => self.page.t.say("comment-deleted"),
            State::Removed => self.page.t.say("comment-removed"),
            State::Held | State::Shown => self.page.t.say("comment-held"),
        }
    }

    fn confirmed(&self) -> Option<String> {
        self.talk.confirmed(self.reading.thread.id.0)
    }

    fn may_ask_why(&self) -> bool {
        self.reading.thread.state != State::Deleted && (self.talk.moderates || self.is_mine())
    }
}
