//! What in somebody's words could tell who they are: shown to them once, kindly, and never in their way.

use forum::{
    linter::{self, Finding, Kind, Setting},
    text,
};
use members::{Audience, Community, Member};
use store::{CommentId, ThreadId};

use crate::{
    Error,
    parts::{composer::Written, pictures},
    site::Site,
    viewer::Frame,
};

/// Longer lists are cut: who reads them knows what to look for.
const SHOWN: usize = 12;

/// What was found in a text, in its order, each thing once.
#[derive(Default)]
pub struct Marks(Vec<Finding>);

/// Where words are going.
#[derive(Clone, Copy)]
pub enum At<'a> {
    /// Into a new thread of the community at this address.
    Community(&'a str),
    /// Into this thread.
    Thread(ThreadId),
    /// Into this comment.
    Comment(CommentId),
}

impl Marks {
    /// What is to be marked in `written` for the readers of `community`.
    #[must_use]
    pub fn of(site: &Site, community: &Community, written: &Written) -> Self {
        Self::among(site, community.audience == Audience::House, written)
    }

    fn among(site: &Site, house: bool, written: &Written) -> Self {
        let setting = Setting { house, centres: site.centres.clone() };
        let mut found: Vec<Finding> = Vec::new();
        // What is too long is refused, so it need not be judged; what was only opened was never sent.
        if written.opened || written.body.len() > 4 * text::BODY_MOST {
            return Self(found);
        }
        for words in [&written.title, &written.body, &written.alt] {
            for finding in linter::lint(words, &setting) {
                if !found.iter().any(|other| key(other) == key(&finding)) {
                    found.push(finding);
                }
            }
        }
        Self(found)
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first of them.
    #[must_use]
    pub fn shown(&self) -> &[Finding] {
        &self.0[..self.0.len().min(SHOWN)]
    }

    /// How many more there are.
    #[must_use]
    pub fn more(&self) -> usize {
        self.0.len().saturating_sub(SHOWN)
    }

    /// What the form sends back, so that nobody is shown the same thing twice.
    pub fn keys(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(key)
    }

    fn were_seen(&self, written: &Written) -> bool {
        self.keys().all(|key| written.seen.contains(&key))
    }
}

/// Whether something in `written` is to be shown to `member` before it is posted.
///
/// # Errors
/// When the database fails.
pub async fn ask(frame: &Frame, member: &Member, at: At<'_>, written: &Written) -> Result<bool, Error> {
    // A house marks less than others: where nothing is marked for others, nobody needs to look who reads it.
    if Marks::among(&frame.site, false, written).were_seen(written) {
        return Ok(false);
    }
    let mut tx = frame.site.database().read().await?;
    let community = pictures::community(&mut tx, member, at).await?;
    // Where they may not even read, the refusal is what they should hear.
    Ok(community.is_some_and(|community| !Marks::of(&frame.site, &community, written).were_seen(written)))
}

fn key(finding: &Finding) -> String {
    format!("{} {}", finding.kind.word(), text::line(&finding.text))
}

/// The key of a kind's name.
#[must_use]
pub fn kind_key(kind: &Kind) -> &'static str {
    match kind {
        Kind::Email => "marks-email",
        Kind::CaseNumber => "marks-case",
        Kind::Date => "marks-date",
        Kind::Phone => "marks-phone",
        Kind::Street => "marks-street",
        Kind::Centre => "marks-centre",
        Kind::Name => "marks-name",
        Kind::Work => "marks-work",
        Kind::Dose => "marks-dose",
        Kind::Meeting => "marks-meeting",
    }
}
