//! A forum of a given size, written straight into the database.

use std::{path::Path, sync::Arc};

use members::{
    Audience, Device, HashingCost, Joining, Member, Members, NameLists, ServerSecrets, SetUp, belonging,
    communities::{self, Founder, Founding},
    offices, organisations,
};
use store::{Chance, Clock, CommunityId, Database, Engine, ThreadId, Tx};

/// How large.
#[derive(Clone, Copy)]
pub struct Scale {
    pub communities: usize,
    pub threads: usize,
    pub comments: usize,
}

impl Scale {
    /// What the figures are told for.
    pub fn full() -> Self {
        Self { communities: 200, threads: 20_000, comments: 200_000 }
    }

    /// What growth is measured against.
    pub fn tenth(self) -> Self {
        Self { communities: self.communities / 10, threads: self.threads / 10, comments: self.comments / 10 }
    }
}

/// What a load generator needs to know of a seeded forum.
pub struct Forum {
    /// The member.
    pub member: Member,
    /// The value of their session cookie.
    pub session: String,
    /// The names of the communities that the member joined.
    pub communities: Vec<String>,
    /// Threads with exactly 200 comments.
    pub long_threads: Vec<ThreadId>,
}

const LONG: usize = 200;
/// How many communities the member joined: people do not join more because there are more.
const JOINED: usize = 20;
const PEOPLE_PER_COMMUNITY: usize = 8;
const NAMES: &str = include_str!("../../../frontend/data/names.toml");
const WORDS: &str = "the morning was slow and the kettle took its time but somebody had left the light on in the hall \
    so it felt like a house with people in it again and that was enough to sit down and write a few lines here \
    before the day began with its lists and its buses and the long walk past the shop on the corner where I used \
    to stop and today I did not stop and nobody noticed but me and now you which is why I come back to this page \
    in the evening when it gets loud inside and read what you all wrote and find that I am not the only one";

/// Opens a database the way a server does, and the members behind it.
pub async fn open(engine: &Engine, data: &Path, cost: HashingCost) -> Members {
    opened(engine, data, cost).await.1
}

/// The members, and the database itself.
pub async fn opened(engine: &Engine, data: &Path, cost: HashingCost) -> (Arc<Database>, Members) {
    let chance = Chance::system();
    let secrets = ServerSecrets::load_or_create(&data.join("secrets"), &chance).expect("secrets can be made");
    let database = Database::open(engine, Clock::system(), chance).await.expect("the database opens");
    let names = NameLists::from_toml(NAMES).expect("the names are well formed");
    let database = Arc::new(database);
    (database.clone(), Members::new(database, Arc::new(secrets), cost, Arc::new(names)))
}

/// With what the operator signs in.
pub const SIGN_IN: (&str, &str) = ("keeper", "four plain quiet words");

/// Signs up the operator of an empty server.
pub async fn operator(members: &Members) -> (Member, String) {
    let set_up = SetUp { organisation_name: "Bench".into(), house: false };
    let code = members.set_up(set_up).await.expect("an empty server can be set up");
    let joining =
        Joining { sign_in_name: SIGN_IN.0.into(), passphrase: SIGN_IN.1.into(), device: Device::Own };
    let session = members.join(&code, joining).await.expect("the first invitation works").session.value;
    (members.member(&session).await.expect("sessions are read").expect("the session is new"), session)
}

/// Fills an empty database.
pub async fn fill(members: &Members, scale: Scale) -> Forum {
    let (member, session) = operator(members).await;
    let database = members.database();
    let (names, ids) = found(database, &member, scale.communities, |_| Audience::Circle).await;
    let people = people(database, &ids).await;
    let plan = plan(scale);
    let mut long_threads = Vec::new();
    for (batch, sizes) in plan.chunks(500).enumerate() {
        let mut tx = database.write().await.expect("the database takes a batch");
        for (offset, comments) in sizes.iter().enumerate() {
            let number = batch * 500 + offset;
            // Long threads stand where the member joined, so that every page of theirs has its composer.
            let place = number % if *comments == LONG { JOINED } else { scale.communities };
            let talk = talk(tx.chance(), number, *comments);
            let planted =
                plant(&mut tx, number, ids[place], &people[place], &talk, forum::text::render).await;
            if *comments == LONG {
                long_threads.push(planted.thread);
            }
        }
        tx.commit().await.expect("a batch is kept");
    }
    // As posting would have: otherwise the first start does it, before it answers.
    forum::goings::fill(database, member.secrets()).await.expect("each text has its end");
    Forum { member, session, communities: names, long_threads }
}

/// How many comments each thread gets: a tenth of all stand in long threads, the others share the rest.
fn plan(scale: Scale) -> Vec<usize> {
    let long = scale.comments / LONG / 10;
    let rest = (scale.comments - long * LONG) / (scale.threads - long);
    (0..scale.threads).map(|number| if number < long { LONG } else { rest }).collect()
}

/// Founds so many communities; the member joins the first of them.
pub async fn found(
    database: &Database,
    member: &Member,
    count: usize,
    audience: fn(usize) -> Audience,
) -> (Vec<String>, Vec<CommunityId>) {
    let mut tx = database.write().await.expect("the database can be written");
    let operator =
        offices::operator(&mut tx, member).await.expect("offices are read").expect("the first member");
    let organisation = organisations::mine(&mut tx, member).await.expect("organisations are read")[0].id;
    let mut names = Vec::new();
    let mut ids = Vec::new();
    for number in 0..count {
        let founding = Founding {
            name: format!("community-{number}"),
            title: format!("Community {number}"),
            description: "A place to measure.".into(),
            audience: audience(number),
            organisation,
        };
        let founder = Founder::Operator(operator.clone());
        let community =
            communities::found(&mut tx, &founder, founding).await.expect("a community is founded");
        ids.push(community.id);
        if number < JOINED {
            belonging::join(&mut tx, member, &community).await.expect("its founder joins");
            names.push(community.name);
        }
    }
    tx.commit().await.expect("the communities are kept");
    (names, ids)
}

/// Gives every community some made-up names.
pub async fn people(database: &Database, communities: &[CommunityId]) -> Vec<Vec<i64>> {
    let mut tx = database.write().await.expect("the database can be written");
    let mut people = Vec::new();
    for community in communities {
        let mut some = Vec::new();
        for number in 0..PEOPLE_PER_COMMUNITY {
            let id = tx.chance().id();
            let name = format!("quiet heron {number}");
            tx.sql(
                "INSERT INTO personas (id, community_id, name, name_key, handle) VALUES ($1, $2, $3, $3, $4)",
            )
            .bind(id)
            .bind(*community)
            .bind(name)
            .bind(format!("p{id}"))
            .execute()
            .await
            .expect("a persona is kept");
            some.push(id);
        }
        people.push(some);
    }
    tx.commit().await.expect("the personas are kept");
    people
}

/// Some fifty words, different each time: longer than most comments are.
pub fn words(chance: &Chance) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let start = chance.below(words.len());
    let text: Vec<&str> = words.iter().cycle().skip(start).take(50).copied().collect();
    // In letters: a long number could be taken for a phone's, and would be asked about instead of posted.
    let digits = chance.id().to_string().into_bytes();
    let mark: String = digits.into_iter().map(|digit| char::from(digit - b'0' + b'a')).collect();
    format!("{}.\n\nThe one called {mark}.", text.join(" "))
}

/// A thread to be planted, and what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    pub title: String,
    pub body: String,
    pub comments: Vec<Answer>,
}

/// A comment to be planted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub body: String,
    /// Which earlier one of the thread it answers.
    pub parent: Option<usize>,
}

/// Where a talk stands now.
pub struct Planted {
    pub thread: ThreadId,
    pub comments: Vec<i64>,
}

/// A talk made of [`words`].
pub fn talk(chance: &Chance, number: usize, comments: usize) -> Talk {
    let title = format!("Thread number {number}, about an evening");
    let body = words(chance);
    let comments = (1..=comments)
        .map(|ordinal| {
            let body = words(chance);
            let earlier = chance.below(ordinal);
            Answer { body, parent: (ordinal % 3 != 0 && earlier + 1 < ordinal).then_some(earlier) }
        })
        .collect();
    Talk { title, body, comments }
}

/// Writes a talk down as a thread of that community, by its people in turn.
pub async fn plant(
    tx: &mut Tx,
    number: usize,
    community: CommunityId,
    people: &[i64],
    talk: &Talk,
    render: fn(&str) -> String,
) -> Planted {
    let thread = ThreadId(tx.chance().id());
    let hour = tx.clock().hour().plus_hours(-(number as i64 % 40));
    let (ordinal,): (i64,) = tx
        .sql(
            "UPDATE communities SET thread_ordinal = thread_ordinal + 1, activity_ordinal = activity_ordinal + 1 \
             WHERE id = $1 RETURNING thread_ordinal",
        )
        .bind(community)
        .one()
        .await
        .expect("the community is there");
    tx.sql(
        "INSERT INTO threads (id, community_id, ordinal, persona_id, title, body, html, notes, hour, comments, activity, active_hour) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $3, $8)",
    )
    .bind(thread)
    .bind(community)
    .bind(ordinal)
    .bind(people[number % people.len()])
    .bind(talk.title.clone())
    .bind(talk.body.clone())
    .bind(render(&talk.body))
    .bind(hour)
    .bind(talk.comments.len() as i64)
    .execute()
    .await
    .expect("a thread is kept");
    let mut comments: Vec<i64> = Vec::new();
    for (answer, ordinal) in talk.comments.iter().zip(1_i64..) {
        let id = tx.chance().id();
        tx.sql(
            "INSERT INTO comments (thread_id, ordinal, id, parent_id, persona_id, body, html, notes, hour) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8)",
        )
        .bind(thread)
        .bind(ordinal)
        .bind(id)
        .bind(answer.parent.map(|earlier| comments[earlier]))
        .bind(people[ordinal as usize % people.len()])
        .bind(answer.body.clone())
        .bind(render(&answer.body))
        .bind(hour)
        .execute()
        .await
        .expect("a comment is kept");
        comments.push(id);
    }
    Planted { thread, comments }
}
