//! Threads and comments of our members: written, edited, taken away, brought back.

use forum::{Comment, State, Thread, comments, releases, threads};
use members::{Audience, Community, Persona, personas};
use moderation::Subject;
use serde_json::{Value, json};
use store::{CommentId, Result, ThreadId};

use super::{
    Desk,
    letters::{self, Letter},
};
use crate::{
    addresses::Place,
    objects::{Belonging, note, page, published},
    own, pictures, receipts,
};

/// What happened to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It was written, or edited: what counts is whether others know it.
    Written,
    /// Its author took it away.
    Deleted,
    /// Its author brought it back.
    Restored,
}

/// A thing of ours, and where it belongs.
struct Own {
    community: Community,
    author: Persona,
    subject: i64,
    address: String,
    state: State,
}

impl Own {
    /// `None` for what is not ours to tell: of other servers' people, or in a house.
    async fn of(
        desk: &mut Desk<'_>,
        community: store::CommunityId,
        author: store::PersonaId,
        place: &Place,
        state: State,
    ) -> Result<Option<Self>> {
        let author = personas::get(desk.tx, author).await?.filter(|author| author.host.is_empty());
        let community = own::community(desk.tx, community).await?;
        let community = community.filter(|community| community.audience != Audience::House);
        let (Some(author), Some(community)) = (author, community) else { return Ok(None) };
        let subject = match place {
            Place::Thread(id) => id.0,
            Place::Comment(id) => id.0,
            _ => return Ok(None),
        };
        let address = desk.inner.addresses.of(place);
        Ok(Some(Self { community, author, subject, address, state }))
    }

    fn belonging(&self, desk: &Desk<'_>) -> Belonging {
        Belonging::of(&desk.inner.addresses, &self.community)
    }

    fn letter(&self, body: Value, words: bool) -> Letter {
        Letter {
            from: Place::Persona(self.author.handle.clone()),
            body,
            community: Some(self.community.id),
            subject: Some(self.subject),
            words,
        }
    }

    /// `Create` the first time, then `Update`.
    async fn kind(&self, desk: &mut Desk<'_>) -> Result<&'static str> {
        Ok(if letters::was_sent(desk.tx, self.subject).await? { "Update" } else { "Create" })
    }

    async fn take_away(&self, desk: &mut Desk<'_>) -> Result<()> {
        if !letters::was_sent(desk.tx, self.subject).await? {
            return Ok(());
        }
        letters::scrub(desk.tx, self.subject).await?;
        let belonging = self.belonging(desk);
        let body = json!({
            "type": "Delete",
            "to": [belonging.everybody],
            "cc": [belonging.group],
            "audience": belonging.group,
            "object": self.address,
        });
        receipts::ask(desk.tx, &self.community, self.subject).await?;
        letters::to_community(desk.tx, desk.inner, &self.community, self.letter(body, false)).await
    }

    async fn bring_back(&self, desk: &mut Desk<'_>) -> Result<()> {
        let Some(delete) = letters::last(desk.tx, self.subject, "Delete").await? else { return Ok(()) };
        let belonging = self.belonging(desk);
        let body = json!({
            "type": "Undo",
            "to": [belonging.everybody],
            "cc": [belonging.group],
            "audience": belonging.group,
            "object": delete,
        });
        letters::to_community(desk.tx, desk.inner, &self.community, self.letter(body, false)).await
    }
}

/// A thread changed.
pub(super) async fn thread(desk: &mut Desk<'_>, id: ThreadId, change: Change) -> Result<()> {
    if change == Change::Written && waits(desk, Subject::Thread(id)).await? {
        return Ok(());
    }
    let Some(thread) = threads::show_any(desk.tx, id).await? else { return Ok(()) };
    forget_passed_on(desk, change, id.0, &thread.author.host).await?;
    if change == Change::Written && releases::edit_waits(desk.tx, Subject::Thread(id)).await? {
        return Ok(());
    }
    let place = Place::Thread(id);
    let own = Own::of(desk, thread.community_id, thread.author.id, &place, thread.state).await?;
    let Some(own) = own else { return Ok(()) };
    match change {
        Change::Written if own.state == State::Shown => tell_thread(desk, &own, &thread).await,
        Change::Written => Ok(()),
        Change::Deleted => own.take_away(desk).await,
        Change::Restored => own.bring_back(desk).await,
    }
}

async fn tell_thread(desk: &mut Desk<'_>, own: &Own, thread: &Thread) -> Result<()> {
    let belonging = own.belonging(desk);
    let author = own::persona_address(&desk.inner.addresses, &own.author);
    let object = page::object(&desk.inner.addresses, thread, &author, &belonging);
    let Some(mut object) = object else { return Ok(()) };
    pictures::attach(desk.tx, &desk.inner.addresses, thread.id.0, &mut object).await?;
    letters::renew(desk.tx, own.subject, &object).await?;
    let body = json!({
        "type": own.kind(desk).await?,
        "to": object["to"],
        "cc": object["cc"],
        "audience": belonging.group,
        "object": object,
    });
    letters::to_community(desk.tx, desk.inner, &own.community, own.letter(body, true)).await?;
    if own.community.is_local() {
        // Microblogs do not understand an announced activity, but follow an announced address.
        let address = own.address.clone().into();
        letters::announce(desk.tx, desk.inner, &own.community, address, Some(own.subject), false).await?;
    }
    Ok(())
}

/// Whether the words of a one-time name, or what they answer, must not leave yet. Their release makes us look again.
///
/// Asked before the words are read: what waits can be taken back between two statements (PostgreSQL, READ COMMITTED). Read
/// first, it would still be there, and then wait for nothing. Other words can come meanwhile too, so whether an edit waits
/// is asked again once they are read.
async fn waits(desk: &mut Desk<'_>, subject: Subject) -> Result<bool> {
    Ok(releases::waits(desk.tx, subject).await? || releases::edit_waits(desk.tx, subject).await?)
}

/// Whether a thread of ours was taken away before anybody elsewhere heard of it: then nobody hears of its answers.
async fn never_left(desk: &mut Desk<'_>, thread: &Thread) -> Result<bool> {
    Ok(thread.state == State::Deleted
        && thread.author.host.is_empty()
        && !letters::was_sent(desk.tx, thread.id.0).await?)
}

/// What we passed on of somebody elsewhere goes when they take it away.
async fn forget_passed_on(desk: &mut Desk<'_>, change: Change, subject: i64, host: &str) -> Result<()> {
    if change == Change::Deleted && !host.is_empty() {
        letters::scrub(desk.tx, subject).await?;
    }
    Ok(())
}

/// A comment changed.
pub(super) async fn comment(desk: &mut Desk<'_>, id: CommentId, change: Change) -> Result<()> {
    if change == Change::Written && waits(desk, Subject::Comment(id)).await? {
        return Ok(());
    }
    let Some(comment) = comments::show_any(desk.tx, id).await? else { return Ok(()) };
    let Some(thread) = threads::show_any(desk.tx, comment.thread_id).await? else { return Ok(()) };
    forget_passed_on(desk, change, id.0, &comment.author.host).await?;
    if change == Change::Written
        && (releases::edit_waits(desk.tx, Subject::Comment(id)).await? || never_left(desk, &thread).await?)
    {
        return Ok(());
    }
    let place = Place::Comment(id);
    let own = Own::of(desk, thread.community_id, comment.author.id, &place, comment.state).await?;
    let Some(own) = own else { return Ok(()) };
    match change {
        Change::Written if own.state == State::Shown => tell_comment(desk, &own, &comment, &thread).await,
        Change::Written => Ok(()),
        Change::Deleted => own.take_away(desk).await,
        Change::Restored => own.bring_back(desk).await,
    }
}

async fn tell_comment(desk: &mut Desk<'_>, own: &Own, comment: &Comment, thread: &Thread) -> Result<()> {
    let belonging = own.belonging(desk);
    let Some(object) = note_of(desk, comment, thread, &own.author, &belonging).await? else { return Ok(()) };
    letters::renew(desk.tx, own.subject, &object).await?;
    let body = json!({
        "type": own.kind(desk).await?,
        "to": object["to"],
        "cc": object["cc"],
        "audience": belonging.group,
        "object": object,
    });
    letters::to_community(desk.tx, desk.inner, &own.community, own.letter(body, true)).await
}

/// What a comment answers, as far as others know: what was taken away before it left is passed over.
async fn answered(desk: &mut Desk<'_>, comment: &Comment) -> Result<Option<Comment>> {
    let mut parent = comment.parent_id;
    while let Some(id) = parent {
        let Some(found) = comments::show_any(desk.tx, id).await? else { return Ok(None) };
        let known = found.state != State::Deleted
            || !found.author.host.is_empty()
            || letters::was_sent(desk.tx, id.0).await?;
        if known {
            return Ok(Some(found));
        }
        parent = found.parent_id;
    }
    Ok(None)
}

/// A comment of ours as others see it; `None` when there is nothing to be read.
pub(crate) async fn note_of(
    desk: &mut Desk<'_>,
    comment: &Comment,
    thread: &Thread,
    author: &Persona,
    belonging: &Belonging,
) -> Result<Option<Value>> {
    let addresses = &desk.inner.addresses;
    let (object, answered_author) = match answered(desk, comment).await? {
        Some(parent) => {
            let own = || addresses.of(&Place::Comment(parent.id));
            (parent.object_id.clone().unwrap_or_else(own), parent.author.id)
        }
        None => {
            let own = || addresses.of(&Place::Thread(thread.id));
            (thread.object_id.clone().unwrap_or_else(own), thread.author.id)
        }
    };
    let answered_author = own::persona(desk.tx, answered_author).await?;
    let context = thread.object_id.is_none().then(|| addresses.of(&Place::Context(thread.id)));
    let author = own::persona_address(addresses, author);
    let elsewhere = !answered_author.host.is_empty() && !answered_author.deleted;
    let mention = elsewhere.then(|| format!("@{}@{}", answered_author.handle, answered_author.host));
    let answered_author = own::persona_address(addresses, &answered_author);
    let answered = note::Answered { object, author: answered_author, mention, context };
    let published = published::of_comment(desk.tx, comment.id, thread.hour).await?;
    let mut object = note::object(addresses, comment, &author, belonging, &answered, published);
    if let Some(object) = &mut object {
        pictures::attach(desk.tx, addresses, comment.id.0, object).await?;
    }
    Ok(object)
}
