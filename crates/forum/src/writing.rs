//! What every verb that writes asks first, and what it does with the words.

use members::{Audience, Community, Member, belonging, guidelines_read};
use moderation::{
    Standing, Subject, alerts, cases, measures, own_rules,
    screening::{self, Outcome, Screened, Verdict},
    standing,
};
use store::{CommentId, CommunityId, Mutant, PersonaId, Result, ThreadId, Tx};

use crate::{
    Note, Pace, Refusal,
    releases::{self, Slot},
    shield, text, threads, words,
};

/// Whether `member` may write in `community`: belongs to it, is not banned under any name, and it is open.
pub(crate) async fn allowed(tx: &mut Tx, member: &Member, community: &Community) -> Result<(), Refusal> {
    if !belonging::is_member(tx, member, community.id).await? {
        return Err(Refusal::NotAMember);
    }
    if let Standing::Banned(ban) = standing::of(tx, member, community).await? {
        return Err(Refusal::Banned(ban));
    }
    if community.closed { Err(Refusal::CommunityClosed) } else { Ok(()) }
}

/// Whether `member` has read what changed in the community's guidelines. Words of a crisis wait for nothing. Who writes
/// from another server is not asked: there is nobody here whom we could show them to.
pub(crate) async fn has_read_guidelines(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    verdict: Verdict,
) -> Result<(), Refusal> {
    let crisis = verdict.outcome() == Outcome::OfferHelp && !Mutant::GuidelinesStopACrisis.is_on();
    if crisis || guidelines_read::is_current(tx, member, community.id).await? {
        return Ok(());
    }
    Err(Refusal::GuidelinesChanged)
}

/// Words that are fit to be kept.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// Empty for comments.
    pub(crate) title: String,
    /// The source: Markdown, or the plain words of a remote text.
    pub(crate) body: String,
    /// Safe to show.
    pub(crate) html: String,
    /// As the database keeps them.
    pub(crate) notes: String,
}

impl Written {
    /// A thread's words, written here.
    pub(crate) fn thread(title: &str, body: &str, notes: &[Note]) -> Result<Self, Refusal> {
        let title = text::line(title);
        match title.chars().count() {
            0 => Err(Refusal::TitleMissing),
            length if length > text::TITLE_MOST => Err(Refusal::TitleTooLong),
            _ => Ok(Self { title, ..Self::comment(body, notes)? }),
        }
    }

    /// A comment's words, written here.
    pub(crate) fn comment(body: &str, notes: &[Note]) -> Result<Self, Refusal> {
        let body = body.replace("\r\n", "\n").trim().to_owned();
        if body.is_empty() {
            return Err(Refusal::BodyMissing);
        }
        if body.chars().count() > text::BODY_MOST {
            return Err(Refusal::BodyTooLong);
        }
        let html = text::render(&body);
        Ok(Self { title: String::new(), body, html, notes: Note::join(notes) })
    }

    /// A thread's words from another server: what has no title is named after its first words.
    pub(crate) fn remote_thread(title: &str, html: &str, notes: &[Note]) -> Result<Self, Refusal> {
        let written = Self::remote(html, notes)?;
        let title = match text::line(title) {
            line if line.is_empty() => text::excerpt(&written.html, 80),
            line => line.chars().take(text::TITLE_MOST).collect(),
        };
        if title.is_empty() { Err(Refusal::TitleMissing) } else { Ok(Self { title, ..written }) }
    }

    /// A comment's words from another server.
    pub(crate) fn remote_comment(html: &str, notes: &[Note]) -> Result<Self, Refusal> {
        let written = Self::remote(html, notes)?;
        if written.body.is_empty() { Err(Refusal::BodyMissing) } else { Ok(written) }
    }

    fn remote(html: &str, notes: &[Note]) -> Result<Self, Refusal> {
        if html.len() > 4 * text::REMOTE_MOST {
            return Err(Refusal::BodyTooLong);
        }
        let html = text::clean(html);
        if html.chars().count() > text::REMOTE_MOST {
            return Err(Refusal::BodyTooLong);
        }
        Ok(Self { title: String::new(), body: text::plain(&html), html, notes: Note::join(notes) })
    }
}

/// Where words are to stand: in a community, in a thread unless they start one; what they answer, and what they replace.
pub(crate) struct Spot {
    pub(crate) community: CommunityId,
    pub(crate) thread: Option<ThreadId>,
    pub(crate) answers: Option<CommentId>,
    pub(crate) except: Option<Subject>,
}

/// Shows the words to the screening as it is here, beside what the same name wrote lately.
pub(crate) async fn screen(
    tx: &mut Tx,
    spot: Spot,
    persona: PersonaId,
    written: &Written,
) -> Result<Verdict> {
    let here = own_rules::here(tx, spot.community).await?;
    let listening = match spot.thread {
        Some(thread) => threads::is_listening(tx, thread).await?,
        None => false,
    };
    let recent = words::recent(tx, persona, spot.except).await?;
    let links = text::links(&written.html);
    // A title is judged too; what a name repeats is compared without it.
    let titled = (!written.title.is_empty()).then(|| format!("{}\n\n{}", written.title, written.body));
    let text = titled.as_deref().unwrap_or(&written.body);
    let screened = Screened { text, body: &written.body, links, recent: &recent };
    let here = here.listening(listening);
    let verdict = screening::screen_here(&screened, &here.clone().to_newcomer(spot.thread.is_some()));
    // Who is new is looked up only where it matters.
    match verdict.is_shielding() && !shield::covers(tx, &spot, persona).await? {
        true => Ok(screening::screen_here(&screened, &here)),
        false => Ok(verdict),
    }
}

/// Makes what a one-time name wrote wait for its turn; answers whether its words speak of a crisis, so that it does not.
pub(crate) async fn release(
    tx: &mut Tx,
    community: &Community,
    (subject, thread): (Subject, ThreadId),
    verdict: Verdict,
    (pace, edited): (Pace, bool),
) -> Result<bool> {
    if community.audience == Audience::House || pace == Pace::Now {
        releases::let_go(tx, subject.id()).await?;
        return Ok(false);
    }
    if verdict.outcome() == Outcome::OfferHelp {
        releases::let_go(tx, subject.id()).await?;
        return Ok(true);
    }
    let slot = Slot::of(pace, tx.clock().now().timestamp(), tx.chance());
    if let Some(slot) = slot {
        releases::put_off(tx, (subject, thread), slot, edited).await?;
    }
    Ok(false)
}

/// Keeps back what a rule wants held, shows what must never be, puts before the moderators what they should look at, and
/// wakes somebody when words speak of danger.
pub(crate) async fn heed(
    tx: &mut Tx,
    community: store::CommunityId,
    subject: Subject,
    verdict: Verdict,
) -> Result<()> {
    if let Some(rule) = verdict.hold() {
        measures::hold(tx, community, subject, &rule).await?;
    } else if verdict.is_never_held() {
        measures::set_free(tx, community, subject).await?;
    }
    cases::of_verdict(tx, community, subject, verdict).await?;
    alerts::danger(tx, community, subject, verdict).await
}

/// After an edit by its author: keeps it back, or shows what waited and is mended now.
pub(crate) async fn settle(
    tx: &mut Tx,
    community: store::CommunityId,
    subject: Subject,
    verdict: Verdict,
) -> Result<()> {
    heed(tx, community, subject, verdict).await?;
    if verdict.hold().is_none() { measures::mend(tx, community, subject).await } else { Ok(()) }
}
