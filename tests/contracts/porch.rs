//! A server with everything on it that can be stored: what the tests about all tables look at.

use std::{collections::BTreeMap, time::Duration};

use forum::{CommentDraft, Signing};
use members::{
    Audience, Community, Persona, blocks,
    personas::{self, RemotePersona},
};
use moderation::{
    Subject, alerts, appeals, bells, cases, measures, proposals, reports,
    rota::{self, Stretch},
    team,
};
use porchlight::{
    disclose::{self, Disclosure, field::Field},
    instance::{Instance, Plan},
    privacy::{Mark, Privacy},
};
use rig::{Place, Resident};
use store::{Clock, CommentId, Tag, ThreadId};
use tokio::{sync::watch, task::JoinSet};

/// The hour in which these stories stand still, on the 24th of November 2026.
const NOW: i64 = 1_795_443_382;

/// A stored row: its table, and its columns.
pub type Row = (String, BTreeMap<String, Field>);

/// A server where a few people wrote, answered, reported, decided and were heard elsewhere.
pub struct Porch {
    pub instance: Instance,
    /// Three people in one community, the same three in another, a name for one thread, somebody of another server.
    pub names: Vec<Persona>,
    /// The first of them, who keeps the server.
    pub keeper: Resident,
    pub place: Place,
}

/// A place on the engine under test.
pub async fn place() -> Place {
    Place::new().await
}

/// An empty server, which goes with its place.
pub async fn opened() -> (Instance, Place) {
    opened_then(Clock::standing_at(NOW)).await
}

/// The same, at another time.
pub async fn opened_then(clock: Clock) -> (Instance, Place) {
    let place = Place::new().await;
    (opened_in(&place, clock).await, place)
}

/// The server whose things are kept there.
pub async fn opened_in(place: &Place, clock: Clock) -> Instance {
    let base = "http://maple.localhost:8499".parse().unwrap();
    let plan = Plan::made_up(base, "Maple", place.engine.clone(), place.data.clone());
    Instance::open(plan, clock).await.unwrap()
}

impl Porch {
    pub async fn busy() -> Self {
        Self::busy_at(place().await).await
    }

    pub async fn busy_at(place: Place) -> Self {
        let instance = opened_in(&place, Clock::standing_at(NOW)).await;
        let june = Resident::keeper(&instance).await;
        let (sam, alex) = (june.invite("sam").await, june.invite("alex").await);
        let evenings = june.found("evenings", Audience::Open).await;
        let kitchen = june.found("kitchen", Audience::House).await;
        listened_to(&instance, &evenings).await;
        let mut names = Vec::new();
        for community in [&evenings, &kitchen] {
            for resident in [&june, &sam, &alex] {
                resident.belong(community).await;
                names.push(resident.name_in(community).await);
            }
        }
        on_call(&june, &evenings).await;
        let first = talk(&june, &sam, &alex, &evenings).await;
        talk(&june, &alex, &sam, &kitchen).await;
        told(&instance).await;
        let unsaid = sam.comment(first.0, "This was heard elsewhere, and I take it back.").await;
        told(&instance).await;
        sam.delete(unsaid).await;
        told(&instance).await;
        sam.comment(first.0, "One more, which nobody elsewhere has heard of yet.").await;
        alex.comment(first.0, "And one of mine.").await;
        names.push(waiting(&june, &evenings, first.0).await);
        names.push(heard(&instance, &first).await);
        Self { instance, names, keeper: june, place }
    }

    pub async fn disclosed(&self, persona: &str) -> Disclosure {
        let mut tx = self.instance.database.read().await.unwrap();
        disclose::of(&mut tx, &self.instance.site.settings.base, persona).await.unwrap()
    }

    /// Every row of every table, as it is stored.
    pub async fn dump(&self) -> Vec<Row> {
        rows_of(&self.instance).await
    }
}

/// Every row of every table of a server, as it is stored.
pub async fn rows_of(instance: &Instance) -> Vec<Row> {
    let mut tx = instance.database.read().await.unwrap();
    let mut rows = Vec::new();
    for table in Privacy::embedded().tables {
        let sql: &'static str = format!("SELECT * FROM {}", table.name).leak();
        let found: Vec<BTreeMap<String, Field>> = tx.sql(sql).all().await.unwrap();
        rows.extend(found.into_iter().map(|row| (table.name.clone(), row)));
    }
    rows
}

/// Another server follows a community; nobody answers there, so what is for it stays on its way.
pub async fn listened_to(instance: &Instance, community: &Community) {
    let mut tx = instance.database.write().await.unwrap();
    tx.sql(
        "INSERT INTO followers (community_id, actor_id, host, inbox, follow_id) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(community.id)
    .bind("http://harbor.localhost:9/actor")
    .bind("harbor.localhost:9")
    .bind("http://harbor.localhost:9/inbox")
    .bind("http://harbor.localhost:9/follow/1")
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Somebody is on call, and the team is woken somewhere: at an address where nobody answers.
async fn on_call(moderator: &Resident, community: &Community) {
    let mut tx = moderator.instance.database.write().await.unwrap();
    let greeter = team::greeter(&mut tx, &moderator.member, community).await.unwrap().unwrap();
    let evening = Stretch { start: 43, hours: 3 };
    rota::take(&mut tx, &greeter, evening).await.unwrap();
    let proof = team::moderator(&mut tx, &moderator.member, community).await.unwrap().unwrap();
    let (place, secrets) = ("http://harbor.localhost:9/bell", moderator.instance.members.secrets());
    let bell = bells::put_up(&mut tx, &proof, bells::Kind::Ntfy, place, secrets).await.unwrap();
    bells::add_hours(&mut tx, &proof, bell, &[Stretch { start: 20, hours: 2 }]).await.unwrap();
    tx.commit().await.unwrap();
}

/// The first writes a thread, the second answers, supports and reports, a moderator decides.
async fn talk(
    moderator: &Resident,
    author: &Resident,
    other: &Resident,
    community: &Community,
) -> (ThreadId, CommentId) {
    // Nobody says the same thing in two places, or the words would join them.
    let said = |words: &str| format!("{words} ({})", community.name);
    let thread = author.start(community, &said("Long evenings"), &said("What do you do with them?")).await;
    let comment = other.comment(thread, &said("I walk to the lake.")).await;
    pictured(&author.instance, thread).await;
    let own = author.comment(thread, &said("Which one?")).await;
    author.edit(own, &said("Which lake, if I may ask?")).await;
    let gone = author.comment(thread, &said("I take this back.")).await;
    author.delete(gone).await;
    let mut tx = moderator.instance.database.write().await.unwrap();
    let draft = CommentDraft { body: said("And then?"), once: Some(Tag([7; 16])), ..CommentDraft::default() };
    forum::comments::post(&mut tx, &author.member, thread, draft).await.unwrap();
    forum::support::give(&mut tx, &other.member, Subject::Thread(thread)).await.unwrap();
    let reason = reports::Reason::Other;
    let reporter = reports::Reporter::Member(&other.member);
    reports::file(&mut tx, reporter, community.id, Subject::Comment(own), reason, &said("Please look."))
        .await
        .unwrap();
    let proof = team::moderator(&mut tx, &moderator.member, community).await.unwrap().unwrap();
    let secrets = moderator.instance.members.secrets();
    let case = cases::on(&mut tx, community.id, Subject::Comment(own)).await.unwrap().unwrap();
    cases::look(&mut tx, &proof, case.id).await.unwrap();
    for (kind, subject) in
        [(measures::Kind::Remove, Subject::Comment(own)), (measures::Kind::Pin, Subject::Thread(thread))]
    {
        let matter =
            measures::Matter { kind, subject, guideline: Some(1), words: said("Kindly."), ends: None };
        let taken = measures::take(&mut tx, &proof, matter, secrets).await.unwrap();
        // Two that are due on one day would join by it what nothing else joins.
        if community.audience == Audience::Open && kind == measures::Kind::Remove {
            let words = said("It was meant well.");
            appeals::appeal(&mut tx, &author.member, taken, &words).await.unwrap();
        }
    }
    let persona = personas::wear(&mut tx, &author.member, community).await.unwrap().id;
    // Two that are due in one hour would join by it what nothing else joins.
    if community.audience == Audience::Open {
        let (kind, words) = (proposals::Kind::Purge, said("It is all of one kind."));
        let asked = proposals::Proposed { kind, persona, guideline: Some(1), words, days: None };
        proposals::propose(&mut tx, &moderator.member, &proof, asked).await.unwrap();
        alerts::raise(&mut tx, community.id, alerts::Kind::Danger, Subject::Thread(thread).into())
            .await
            .unwrap();
        // As if there were a second moderator, for whom it waits.
        let first = "UPDATE alerts SET on_it = $1 WHERE kind = 'danger'";
        tx.sql(first).bind(proof.persona()).execute().await.unwrap();
    }
    blocks::block(&mut tx, &other.member, persona).await.unwrap();
    tx.commit().await.unwrap();
    (thread, comment)
}

/// Lets the background work tell others what happened, as far as it gets.
pub async fn told(instance: &Instance) {
    let (stop, stopped) = watch::channel(false);
    let mut work = JoinSet::new();
    porchlight::work::start(instance, &stopped, &mut work);
    while instance.database.events_waiting("federation").await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    while work.join_next().await.is_some() {}
}

/// A picture below a thread, as if it had been sent with it.
async fn pictured(instance: &Instance, thread: ThreadId) {
    let mut tx = instance.database.write().await.unwrap();
    let name = tx.chance().code(26);
    tx.sql(
        "INSERT INTO pictures (name, subject_id, kind, width, height, bytes, alt) \
         VALUES ($1, $2, 'jpeg', 640, 480, 9, '')",
    )
    .bind(name)
    .bind(thread)
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// A name for one thread, whose words other servers do not know yet.
async fn waiting(resident: &Resident, community: &Community, thread: ThreadId) -> Persona {
    let mut tx = resident.instance.database.write().await.unwrap();
    let signing = Signing { one_time: true, ..Signing::default() };
    let body = "Nobody need know that this is mine.".to_owned();
    let draft = CommentDraft { body, signing, ..CommentDraft::default() };
    let posted = forum::comments::post(&mut tx, &resident.member, thread, draft).await.unwrap();
    let (id,): (store::PersonaId,) =
        tx.sql("SELECT persona_id FROM comments WHERE id = $1").bind(posted.id).one().await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = resident.instance.database.read().await.unwrap();
    let persona = personas::get(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(persona.community_id, Some(community.id));
    persona
}

/// Somebody of another server likes a thread; one message could not be read, and something could not be delivered.
async fn heard(instance: &Instance, (thread, comment): &(ThreadId, CommentId)) -> Persona {
    let mut tx = instance.database.write().await.unwrap();
    let rin = "http://harbor.localhost:9/u/harbor-rin-7730";
    let remote = RemotePersona {
        actor_id: rin.into(),
        host: "harbor.localhost:9".into(),
        name: "Quiet Harbor Rin".into(),
        handle: "harbor-rin-7730".into(),
    };
    let persona = personas::receive(&mut tx, remote).await.unwrap();
    tx.sql("INSERT INTO remote_actors (actor_id, host, kind, inbox, key_id, key_pem, persona_id, fetched_hour) VALUES ($1, $2, 'Person', '', '', '', $3, 0)")
        .bind(rin)
        .bind("harbor.localhost:9")
        .bind(persona)
        .execute()
        .await
        .unwrap();
    let about = format!("{{\"object\":\"http://maple.localhost:8499/t/{thread}\"}}");
    for (id, body, subject) in [
        ("http://harbor.localhost:9/like/1", String::new(), Some(thread.0)),
        ("http://harbor.localhost:9/like/2", about, None),
        ("http://harbor.localhost:9/like/3", String::new(), Some(comment.0)),
    ] {
        tx.sql("INSERT INTO received (activity_id, host, actor_id, body, subject_id, hour) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(id)
            .bind("harbor.localhost:9")
            .bind(rin)
            .bind(body)
            .bind(subject)
            .bind(1_795_442_400_i64)
            .execute()
            .await
            .unwrap();
    }
    let sql = "INSERT INTO dead_letters (id, queue, lane, payload, reason, hour) \
               SELECT position + 9000000000, queue, lane, payload, 'gone', 1795442400 FROM jobs WHERE queue = 'delivery'";
    assert!(tx.sql(sql).execute().await.unwrap() > 0, "something was on its way");
    let rin = personas::get(&mut tx, persona).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    rin
}

/// A value as text, to be searched.
pub fn text(field: &Field) -> String {
    match field.told("", Mark::Plain) {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

pub fn number(row: &BTreeMap<String, Field>, column: &str) -> Option<i64> {
    row.get(column)?.told("", Mark::Plain).as_i64()
}
