//! Everything that a page of a thread shows, read at one moment with few statements.

use std::collections::{HashMap, HashSet};

use federation::receipts::{self, Receipts};
use forum::{
    Comment, CommentPage, Picture, State, Thread, comments, keeping, media, support, threads, words,
};
use members::{Journal, Member, read_marks};
use moderation::{Moderator, Subject};
use store::{CommentId, Hour, Ids, PersonaId, ThreadId, Tx};

use crate::{
    Error,
    parts::{
        branches::{Talk, TalkWords},
        place::{self, Place},
        times::Times,
    },
    viewer::Visit,
};

/// A page of a thread as one visitor may see it.
pub struct Reading {
    /// The thread.
    pub thread: Thread,
    /// Its community, and who the visitor is there.
    pub place: Place,
    /// The comments of this page.
    pub comments: CommentPage,
    /// How many comments this page shows.
    pub shown: usize,
    /// Whether the visitor is signed in.
    pub signed_in: bool,
    /// Whether they muted it.
    pub muted: bool,
    /// Whether it is theirs and stays until they take it away.
    pub kept: bool,
    me: Option<PersonaId>,
    blocked: HashSet<PersonaId>,
    pictures: HashMap<i64, Picture>,
    mark: Option<i64>,
    given: HashSet<Subject>,
    counts: HashMap<Subject, i64>,
    receipts: HashMap<i64, Receipts>,
}

impl Reading {
    /// Reads it.
    ///
    /// # Errors
    /// When there is no such thread, or it is not for this visitor.
    pub async fn of(visit: &mut Visit, id: ThreadId, page: i64) -> Result<Self, Error> {
        let found = threads::show(&mut visit.tx, &visit.viewer, id).await?;
        let (mut thread, community) = found.ok_or_else(|| place::nothing(visit))?;
        let place = Place::of(visit, community).await?;
        if thread.state == State::Held {
            lift_the_veil(visit, &place, &mut thread).await?;
        }
        let mut comments =
            comments::page(&mut visit.tx, &visit.viewer, (&thread, &place.community), page).await?;
        // The name that wrote here; who did not write here yet has nothing here that is theirs.
        let me = forum::name_in(&mut visit.tx, &visit.journal, place.community.id, id).await?;
        let me = me.map(|name| name.id);
        comments.reveal(&mut visit.tx, me, place.moderator.as_ref()).await?;
        let pictures = pictures_of(visit, &thread, &comments).await?;
        let (shown, signed_in) = (comments.items.len(), visit.member.is_some());
        let (mark, given, counts, receipts) = (None, HashSet::new(), HashMap::new(), HashMap::new());
        let (muted, kept) = (false, false);
        let blocked = visit.journal.blocked().collect();
        let reading = Self {
            me,
            thread,
            place,
            comments,
            shown,
            signed_in,
            muted,
            kept,
            blocked,
            pictures,
            mark,
            given,
            counts,
            receipts,
        };
        match &visit.member {
            Some(member) => reading.seen_by(&mut visit.tx, member, &visit.journal).await,
            None => Ok(reading),
        }
    }

    /// Adds what only a member has: marks, mutes, support.
    async fn seen_by(mut self, tx: &mut Tx, member: &Member, journal: &Journal) -> Result<Self, Error> {
        let id = self.thread.id;
        (self.mark, self.muted) = read_marks::of_one(tx, member, id).await?;
        let (mine, others) = self.subjects();
        if self.me() == Some(self.thread.author.id) {
            self.kept = keeping::is_kept(tx, member, Subject::Thread(id)).await? == Some(true);
        }
        self.given = support::given(tx, member, &others).await?;
        if !mine.is_empty() {
            self.counts = support::counts(tx, journal, &mine).await?;
            self.counts.retain(|_, count| *count > 0);
        }
        self.receipts = receipts::of(tx, journal, self.gone()).await?;
        Ok(self)
    }

    /// What the visitor deleted on this page.
    fn gone(&self) -> Ids {
        let thread = (self.thread.state, self.thread.author.id, self.thread.id.0);
        let comments = self.comments.items.iter();
        let comments = comments.map(|comment| (comment.state, comment.author.id, comment.id.0));
        let mine = |(state, author, _): &(State, PersonaId, i64)| {
            *state == State::Deleted && self.me() == Some(*author)
        };
        std::iter::once(thread).chain(comments).filter(mine).map(|(_, _, id)| id).collect()
    }

    /// What support can be about on this page: the visitor's own, and that of others.
    fn subjects(&self) -> (Vec<Subject>, Vec<Subject>) {
        let thread = (Subject::Thread(self.thread.id), self.thread.author.id);
        let comments = self.comments.items.iter().filter(|comment| comment.state == State::Shown);
        let comments = comments.map(|comment| (Subject::Comment(comment.id), comment.author.id));
        let all = std::iter::once(thread).chain(comments);
        let (mine, others): (Vec<_>, Vec<_>) = all.partition(|(_, author)| self.me() == Some(*author));
        let only = |pairs: Vec<(Subject, PersonaId)>| pairs.into_iter().map(|(subject, _)| subject).collect();
        (only(mine), only(others))
    }

    /// The name under which the visitor wrote here.
    #[must_use]
    pub fn me(&self) -> Option<PersonaId> {
        self.me
    }

    /// The proof, if the visitor moderates here.
    #[must_use]
    pub fn moderator(&self) -> Option<&Moderator> {
        self.place.moderator.as_ref()
    }

    /// A comment of this page that can be answered.
    #[must_use]
    pub fn comment(&self, id: CommentId) -> Option<&Comment> {
        self.comments.items.iter().find(|comment| comment.id == id && comment.state == State::Shown)
    }

    /// The place of the last comment of this page.
    #[must_use]
    pub fn last(&self) -> i64 {
        let before = (self.comments.page - 1) * comments::PAGE;
        self.comments.items.last().map_or(before, |comment| comment.ordinal)
    }

    /// Whether the visitor's mark must move.
    #[must_use]
    pub fn has_news(&self) -> bool {
        self.mark.is_none_or(|mark| mark < self.last())
    }

    /// The way to the first comment that is new to a visitor who was here before.
    #[must_use]
    pub fn first_new(&self, items: &[Comment]) -> Option<String> {
        let mark = self.mark?;
        let first =
            items.iter().find(|comment| comment.ordinal > mark && self.me() != Some(comment.author.id));
        first.map(|comment| format!("#comment-{}", comment.id))
    }

    /// Every time that this page says.
    pub fn hours<'a>(&'a self, items: &'a [Comment]) -> impl Iterator<Item = Hour> + 'a {
        std::iter::once(self.thread.hour).chain(items.iter().map(|comment| comment.hour))
    }

    /// What the conversation needs besides its comments.
    pub fn talk<'a>(&'a self, words: TalkWords<'a>, times: Times, may_write: bool) -> Talk<'a> {
        Talk {
            words,
            times,
            thread: self.thread.id,
            page: self.comments.page,
            me: self.me(),
            team: &self.place.team,
            may_write,
            signed_in: self.signed_in,
            moderates: self.moderator().is_some(),
            blocked: &self.blocked,
            given: &self.given,
            counts: &self.counts,
            receipts: &self.receipts,
            pictures: &self.pictures,
            replies: Vec::new(),
        }
    }
}

/// The pictures below what this visitor may read.
async fn pictures_of(
    visit: &mut Visit,
    thread: &Thread,
    comments: &CommentPage,
) -> Result<HashMap<i64, Picture>, Error> {
    let opening = thread.html.iter().map(|_| thread.id.0);
    let answers = comments.items.iter().filter(|comment| comment.html.is_some()).map(|comment| comment.id.0);
    Ok(media::of_all(&mut visit.tx, opening.chain(answers)).await?)
}

/// A held thread is there for its author and for moderators alone.
async fn lift_the_veil(visit: &mut Visit, place: &Place, thread: &mut Thread) -> Result<(), Error> {
    let subject = Subject::Thread(thread.id);
    let seen = match (&visit.member, &place.moderator) {
        (_, Some(moderator)) => words::for_review(&mut visit.tx, moderator, subject).await?,
        (Some(member), None) => words::own(&mut visit.tx, member, subject).await?,
        (None, None) => None,
    };
    let words = seen.ok_or_else(|| place::nothing(visit))?;
    thread.title = words.title;
    thread.html = Some(words.html);
    Ok(())
}
