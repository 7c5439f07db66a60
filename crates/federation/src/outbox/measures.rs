//! What our moderators decide, told as others understand it. Their words to the author stay here.

use chrono::SecondsFormat;
use forum::{comments, releases, threads};
use members::{Audience, Community, personas};
use moderation::{
    Measure, Subject,
    measures::{self, Kind},
};
use serde_json::{Value, json};
use store::{MeasureId, Mutant, Result};

use super::{
    Desk, announced, content,
    letters::{self, Letter},
};
use crate::{
    addresses::{List, Place},
    objects::Belonging,
    own,
};

/// A measure with all that is needed to tell it.
struct Told {
    measure: Measure,
    community: Community,
    from: Place,
    /// The address of what it is about.
    object: String,
    belonging: Belonging,
}

/// A measure was taken.
pub(super) async fn taken(desk: &mut Desk<'_>, id: MeasureId) -> Result<()> {
    let Some(told) = Told::of(desk, id).await? else { return Ok(()) };
    if unheard_of(desk, told.measure.subject).await? {
        return Ok(());
    }
    let known = letters::was_sent(desk.tx, told.measure.subject.id()).await? || !told.community.is_local();
    let body = match told.measure.kind {
        Kind::Remove if known => told.body("Delete", &[("summary", told.why().into())]),
        Kind::Lock if known => told.body("Lock", &[]),
        Kind::Pin if known => told.body("Add", &[("target", told.featured(desk).await?.into())]),
        Kind::Ban => told.body("Block", &told.ban()),
        _ => return Ok(()),
    };
    told.send(desk, body).await
}

/// A measure was lifted, or came to its end.
pub(super) async fn lifted(desk: &mut Desk<'_>, id: MeasureId) -> Result<()> {
    let measure = measures::get(desk.tx, id).await?;
    if let Some(measure) = measure.filter(|measure| measure.kind == Kind::Hold) {
        return released(desk, &measure).await;
    }
    let Some(told) = Told::of(desk, id).await? else { return Ok(()) };
    let subject = told.measure.subject.id();
    let undone = match told.measure.kind {
        Kind::Remove => letters::last(desk.tx, subject, "Delete").await?,
        Kind::Lock => letters::last(desk.tx, subject, "Lock").await?,
        Kind::Ban => letters::last(desk.tx, subject, "Block").await?,
        Kind::Pin => {
            let body = told.body("Remove", &[("target", told.featured(desk).await?.into())]);
            return told.send(desk, body).await;
        }
        // A warning is between two people here.
        Kind::Hold | Kind::Warn => None,
    };
    if undone.is_none() && told.measure.kind == Kind::Remove {
        // It was hidden before anybody elsewhere heard of it.
        return tell_words(desk, told.measure.subject).await;
    }
    let Some(undone) = undone else { return Ok(()) };
    let mut body = told.body("Undo", &[]);
    body["object"] = undone;
    told.send(desk, body).await
}

/// Whether it is about something, or somebody, that nobody elsewhere may know of yet.
async fn unheard_of(desk: &mut Desk<'_>, subject: Subject) -> Result<bool> {
    match subject {
        _ if Mutant::BanTellsOfTheUnheard.is_on() => Ok(false),
        Subject::Persona(id) => own::is_unheard_of(desk.tx, Some(id)).await,
        _ => releases::waits(desk.tx, subject).await,
    }
}

/// What was held back may be told now.
async fn released(desk: &mut Desk<'_>, measure: &Measure) -> Result<()> {
    tell_words(desk, measure.subject).await?;
    match own::community(desk.tx, measure.community).await? {
        Some(community) => announced::released(desk, &community, measure.subject).await,
        None => Ok(()),
    }
}

async fn tell_words(desk: &mut Desk<'_>, subject: Subject) -> Result<()> {
    match subject {
        Subject::Thread(id) => content::thread(desk, id, content::Change::Written).await,
        Subject::Comment(id) => content::comment(desk, id, content::Change::Written).await,
        Subject::Persona(_) => Ok(()),
    }
}

impl Told {
    /// `None` for what is not ours to tell: taken elsewhere, by a rule, or in a house.
    async fn of(desk: &mut Desk<'_>, id: MeasureId) -> Result<Option<Self>> {
        let measure = measures::get(desk.tx, id).await?.filter(|measure| measure.host.is_empty());
        let Some(measure) = measure else { return Ok(None) };
        let community = own::community(desk.tx, measure.community).await?;
        let Some(community) = community.filter(|it| it.audience != Audience::House) else { return Ok(None) };
        let Some(from) = teller(desk, &measure, &community).await? else { return Ok(None) };
        let Some(object) = address(desk, measure.subject).await? else { return Ok(None) };
        let belonging = Belonging::of(&desk.inner.addresses, &community);
        Ok(Some(Self { measure, community, from, object, belonging }))
    }

    fn body(&self, kind: &str, more: &[(&str, Value)]) -> Value {
        let mut body = json!({
            "type": kind,
            "to": [self.belonging.everybody],
            "cc": [self.belonging.group],
            "audience": self.belonging.group,
            "object": self.object,
        });
        for (field, value) in more {
            body[*field] = value.clone();
        }
        body
    }

    /// The guideline's number: the words are for the author.
    fn why(&self) -> String {
        match self.measure.guideline {
            Some(number) => format!("Guideline {number}"),
            None => "Removed by a moderator".to_owned(),
        }
    }

    fn ban(&self) -> Vec<(&'static str, Value)> {
        let mut more = vec![
            ("target", self.belonging.group.clone().into()),
            // What was written before the ban is judged piece by piece, each with a reason of its own.
            ("removeData", false.into()),
            ("summary", self.measure.guideline.map_or("Banned".to_owned(), |_| self.why()).into()),
        ];
        if let Some(end) = self.measure.ends_hour {
            more.push(("endTime", end.start().to_rfc3339_opts(SecondsFormat::Secs, true).into()));
        }
        more
    }

    /// The list of pinned threads, as the community advertises it.
    async fn featured(&self, desk: &mut Desk<'_>) -> Result<String> {
        if self.community.is_local() {
            let list = Place::List(self.community.handle.clone(), List::Featured);
            return Ok(desk.inner.addresses.of(&list));
        }
        let actor = crate::actors::by_id(desk.tx, &self.belonging.group).await?;
        let advertised = actor.and_then(|actor| actor.featured);
        Ok(advertised.unwrap_or_else(|| format!("{}/featured", self.belonging.group)))
    }

    async fn send(self, desk: &mut Desk<'_>, body: Value) -> Result<()> {
        let letter = Letter {
            from: self.from,
            body,
            community: Some(self.community.id),
            subject: Some(self.measure.subject.id()),
            words: false,
        };
        letters::to_community(desk.tx, desk.inner, &self.community, letter).await
    }
}

/// Who says it: in a community of ours the pooled moderators, elsewhere the name that its server knows.
async fn teller(desk: &mut Desk<'_>, measure: &Measure, community: &Community) -> Result<Option<Place>> {
    if community.is_local() {
        return Ok(Some(Place::Moderators(community.handle.clone())));
    }
    let Some(persona) = measure.taken_by else { return Ok(None) };
    let persona = personas::get(desk.tx, persona).await?.filter(|persona| persona.host.is_empty());
    Ok(persona.map(|persona| Place::Persona(persona.handle)))
}

/// How others call it.
pub(super) async fn address(desk: &mut Desk<'_>, subject: Subject) -> Result<Option<String>> {
    let addresses = &desk.inner.addresses;
    Ok(match subject {
        Subject::Thread(id) => threads::show_any(desk.tx, id)
            .await?
            .map(|thread| thread.object_id.unwrap_or_else(|| addresses.of(&Place::Thread(id)))),
        Subject::Comment(id) => comments::show_any(desk.tx, id)
            .await?
            .map(|comment| comment.object_id.unwrap_or_else(|| addresses.of(&Place::Comment(id)))),
        Subject::Persona(id) => {
            personas::get(desk.tx, id).await?.map(|persona| own::persona_address(addresses, &persona))
        }
    })
}
