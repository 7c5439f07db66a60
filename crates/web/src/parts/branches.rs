//! The conversation: comments nested as their branches say. A page may hold two hundred of them, so every
//! fixed word is fetched once, and no comment is copied.

use std::collections::{HashMap, HashSet};

use askama::Template;
use federation::receipts::Receipts;
use forum::{Comment, Picture, State, tree::Branch};
use moderation::Subject;
use store::{PersonaId, ThreadId};

use crate::{
    parts::{
        around::Around,
        notes,
        pictures::Shown,
        signed::{BylineWords, Signed},
        times::Times,
    },
    translations::Translations,
};

/// The fixed words of a conversation.
pub struct TalkWords<'a> {
    all: &'a Translations,
    bylines: BylineWords<'a>,
    reply: &'a str,
    support: &'a str,
    more: &'a str,
    link: &'a str,
    edit: &'a str,
    delete: &'a str,
    report: &'a str,
    block: &'a str,
    blocked: &'a str,
    decide: &'a str,
    decision: &'a str,
    deleted: &'a str,
    removed: &'a str,
    held: &'a str,
    open: &'a str,
    in_reply_to: Around,
    in_reply_to_earlier: &'a str,
    note: Around,
}

impl<'a> TalkWords<'a> {
    /// Fetches them.
    #[must_use]
    pub fn new(words: &'a Translations) -> Self {
        Self {
            all: words,
            bylines: BylineWords::new(words),
            reply: words.say("comment-reply"),
            support: words.say("support-give"),
            more: words.say("more"),
            link: words.say("comment-link"),
            edit: words.say("comment-edit"),
            delete: words.say("comment-delete"),
            report: words.say("comment-report"),
            block: words.say("block-name"),
            blocked: words.say("block-folded"),
            decide: words.say("comment-decide"),
            decision: words.say("comment-decision"),
            deleted: words.say("comment-deleted"),
            removed: words.say("comment-removed"),
            held: words.say("comment-held"),
            open: words.say("note-open"),
            in_reply_to: Around::new(words, "comment-in-reply-to", "name"),
            in_reply_to_earlier: words.say("comment-in-reply-to-earlier"),
            note: Around::new(words, "note-label", "notes"),
        }
    }

    /// The fixed words of bylines.
    #[must_use]
    pub fn bylines(&self) -> &BylineWords<'a> {
        &self.bylines
    }
}

/// What the visitor is to this thread, and what their comments need besides themselves.
pub struct Talk<'a> {
    /// The fixed words.
    pub words: TalkWords<'a>,
    /// The times on this page.
    pub times: Times,
    /// Which thread.
    pub thread: ThreadId,
    /// Which page of it, for links that come back here.
    pub page: i64,
    /// The name under which the visitor wrote here.
    pub me: Option<PersonaId>,
    /// The names that moderate here.
    pub team: &'a HashSet<PersonaId>,
    /// Whether the visitor may answer.
    pub may_write: bool,
    /// Whether the visitor may give support and report.
    pub signed_in: bool,
    /// Whether the visitor moderates here.
    pub moderates: bool,
    /// The names that the visitor blocked.
    pub blocked: &'a HashSet<PersonaId>,
    /// To what the visitor gave support.
    pub given: &'a HashSet<Subject>,
    /// How many are with the visitor, for what they wrote.
    pub counts: &'a HashMap<Subject, i64>,
    /// What other servers said of what the visitor deleted.
    pub receipts: &'a HashMap<i64, Receipts>,
    /// The pictures on this page, by the number of their text.
    pub pictures: &'a HashMap<i64, Picture>,
    /// "1 reply", "2 replies", as far as this page needs.
    pub replies: Vec<String>,
}

/// One level of the conversation.
#[derive(Template)]
#[template(path = "parts/branches.html")]
pub struct Branches<'a> {
    /// What all levels share.
    pub talk: &'a Talk<'a>,
    /// The branches of this level.
    pub branches: &'a [Branch],
    /// Whether this is the outermost level.
    pub first: bool,
}

impl<'a> Branches<'a> {
    fn under(&self, branch: &'a Branch) -> Branches<'a> {
        Branches { talk: self.talk, branches: &branch.replies, first: false }
    }
}

impl<'a> Talk<'a> {
    fn signed<'b>(&'b self, comment: &'b Comment) -> Signed<'b> {
        Signed {
            words: &self.words.bylines,
            author: &comment.author,
            mine: self.is_mine(comment),
            moderates: self.team.contains(&comment.author.id),
            when: self.times.say(comment.hour),
            edited: comment.edited_hour.is_some(),
            place: None,
        }
    }

    fn is_mine(&self, comment: &Comment) -> bool {
        self.me == Some(comment.author.id)
    }

    /// Whether the visitor blocked the name above a comment.
    fn is_blocked(&self, comment: &Comment) -> bool {
        self.blocked.contains(&comment.author.id)
    }

    fn has_given(&self, comment: &Comment) -> bool {
        self.given.contains(&Subject::Comment(comment.id))
    }

    fn picture(&self, comment: &Comment) -> String {
        self.picture_of(comment.id.0)
    }

    /// The picture below a text, as HTML; empty without one.
    #[must_use]
    pub fn picture_of(&self, subject: i64) -> String {
        self.pictures.get(&subject).map(|picture| Shown::new(picture).to_string()).unwrap_or_default()
    }

    fn notes(&self, comment: &Comment) -> String {
        notes::said(self.words.all, &comment.notes)
    }

    /// "3 people are with you", for the author of a comment.
    fn with_me(&self, comment: &Comment) -> Option<String> {
        let count = self.counts.get(&Subject::Comment(comment.id))?;
        Some(self.words.all.say_with("support-count", ("count", *count)))
    }

    /// How many replies stand under a branch, in words.
    fn replies(&self, branch: &Branch) -> &str {
        self.replies.get(branch.replies.len()).map_or("", String::as_str)
    }

    /// What stands instead of the words of a comment that is not shown.
    fn gone(&self, comment: &Comment) -> &str {
        match comment.state {
            State::Deleted => self.words.deleted,
            State::Removed => self.words.removed,
            State::Held | State::Shown => self.words.held,
        }
    }

    /// "Deleted here. Confirmed by 3 of 4 other servers", for the author of what is gone.
    #[must_use]
    pub fn confirmed(&self, subject: i64) -> Option<String> {
        let receipts = self.receipts.get(&subject)?;
        let numbers = (("confirmed", receipts.confirmed), ("asked", receipts.asked));
        Some(self.words.all.say_with("delete-receipts", numbers))
    }

    fn confirmed_comment(&self, comment: &Comment) -> Option<String> {
        self.confirmed(comment.id.0)
    }

    /// Whether the visitor may read why a comment is hidden.
    fn may_ask_why(&self, comment: &Comment) -> bool {
        comment.state != State::Deleted && (self.moderates || self.is_mine(comment))
    }

    /// Puts together how many replies stand under the branches of this page, before anything is written.
    pub fn prepare(&mut self, branches: &[Branch]) {
        let mut most = 0;
        let mut waiting: Vec<&Branch> = branches.iter().collect();
        while let Some(branch) = waiting.pop() {
            most = most.max(branch.replies.len());
            waiting.extend(&branch.replies);
        }
        let words = self.words.all;
        self.replies = (0..=most).map(|count| words.say_with("comment-replies", ("count", count))).collect();
    }
}
