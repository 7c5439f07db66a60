//! Many made-up people who write for half a year, each under three names: what the attackers are let loose on.

use attack::{dump::Dump, guess::Truth};
use chrono::Duration;
use forum::CommentDraft;
use members::{Audience, Community, belonging, personas};
use porchlight::instance::Instance;
use rig::{Place, Resident};
use store::{Chance, Clock, Engine, ThreadId, Tx};

use crate::porch;

/// When they begin: the 24th of May 2026.
const BEGIN: i64 = 1_779_580_800;
const DAYS: usize = 180;
/// Names a person.
const NAMES: usize = 3;
/// Places to write in.
const COMMUNITIES: usize = 12;

/// Somebody who is in the middle of it.
struct Person {
    resident: Option<Resident>,
    places: [usize; NAMES],
}

/// One person comes by at one moment, and writes under one name or two.
struct Visit {
    at: i64,
    person: usize,
    places: Vec<usize>,
}

/// The people, and the server they live on.
pub struct Crowd {
    /// The server.
    pub instance: Instance,
    people: Vec<Person>,
    /// Where they write, and in which thread.
    pub communities: Vec<(Community, ThreadId)>,
    /// Where it is kept.
    pub place: Place,
}

impl Crowd {
    /// Half a year of so many people, who come by so often: once for each name at least.
    pub async fn of(people: usize, visits: usize) -> Self {
        let chance = Chance::seeded(people as u64);
        let clock = Clock::standing_at(BEGIN);
        let (instance, place) = porch::opened_then(clock.clone()).await;
        let june = Resident::keeper(&instance).await;
        let mut communities = Vec::new();
        for number in 0..COMMUNITIES {
            let community = june.found(&format!("place-{number}"), Audience::Circle).await;
            let thread = june.start(&community, &format!("Evenings, {number}"), "How do they go?").await;
            communities.push((community, thread));
        }
        let person = |_| Person { resident: None, places: chosen(&chance) };
        let people: Vec<Person> = (0..people).map(person).collect();
        let visits = drawn(&people, visits, &chance);
        let mut crowd = Self { instance, people, communities, place };
        crowd.live(&june, &clock, &visits).await;
        crowd
    }

    /// Everything in its order, then the work that is due.
    async fn live(&mut self, june: &Resident, clock: &Clock, visits: &[Visit]) {
        let mut tx = None;
        for (number, visit) in visits.iter().enumerate() {
            clock.advance(Duration::seconds(visit.at - clock.now().timestamp()));
            if self.people[visit.person].resident.is_none() {
                commit(&mut tx).await;
                self.arrive(june, visit.person).await;
            }
            let mut open = match tx.take() {
                Some(open) => open,
                None => self.instance.database.write().await.expect("writable"),
            };
            self.write(&mut open, visit, number).await;
            tx = Some(open);
            if number % 50 == 0 {
                commit(&mut tx).await;
            }
        }
        commit(&mut tx).await;
        let mut tx = self.instance.database.write().await.expect("writable");
        forum::tidying::run(&mut tx).await.expect("tidied");
        moderation::tidying::run(&mut tx).await.expect("tidied");
        tx.commit().await.expect("kept");
        self.instance.members.tidy().await.expect("tidied");
    }

    async fn arrive(&mut self, june: &Resident, person: usize) {
        let resident = june.invite(&format!("person-{person}")).await;
        let mut tx = self.instance.database.write().await.expect("writable");
        for place in self.people[person].places {
            belonging::join(&mut tx, &resident.member, &self.communities[place].0).await.expect("joined");
        }
        tx.commit().await.expect("kept");
        self.people[person].resident = Some(resident);
    }

    async fn write(&self, tx: &mut Tx, visit: &Visit, number: usize) {
        let resident = self.people[visit.person].resident.as_ref().expect("arrived");
        for place in &visit.places {
            let body =
                format!("Evening {number} in {place} went by, and I walked {} steps.", number * 7 + place);
            let draft = CommentDraft { body, ..CommentDraft::default() };
            forum::comments::post(tx, &resident.member, self.communities[*place].1, draft)
                .await
                .expect("posted");
        }
    }

    /// Which names are whose.
    pub async fn truth(&self) -> Truth {
        let mut tx = self.instance.database.read().await.expect("readable");
        let mut truth = Truth::new();
        for (number, person) in self.people.iter().enumerate() {
            let member = &person.resident.as_ref().expect("arrived").member;
            let names = personas::all_mine(&mut tx, member).await.expect("readable");
            truth.extend(names.iter().map(|name| (name.id.0, number)));
        }
        truth
    }

    /// What a thief gets.
    pub async fn dump(&self) -> Dump {
        match &self.place.engine {
            Engine::Sqlite(file) => Dump::of_sqlite(file).expect("a database"),
            Engine::Postgres(url) => Dump::of_postgres(url).await.expect("a database"),
        }
    }
}

async fn commit(tx: &mut Option<Tx>) {
    if let Some(tx) = tx.take() {
        tx.commit().await.expect("kept");
    }
}

/// Three different places.
fn chosen(chance: &Chance) -> [usize; NAMES] {
    let mut places: Vec<usize> = (0..COMMUNITIES).collect();
    std::array::from_fn(|_| places.swap_remove(chance.below(places.len())))
}

/// Everybody's visits in the order of time. Each name is worn once at least; in a visit somebody writes under one name,
/// or goes on and writes under a second a few minutes later, in the same visit.
fn drawn(people: &[Person], times: usize, chance: &Chance) -> Vec<Visit> {
    let mut visits = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let first = chance.below((DAYS - 10) * 86_400);
        for visit in 0..times {
            let at = if visit == 0 { first } else { first + chance.below(DAYS * 86_400 - first) };
            let at = BEGIN + at as i64;
            let mut places = vec![person.places[visit % NAMES]];
            if times > NAMES && chance.below(2) == 0 {
                places.push(person.places[(visit + 1) % NAMES]);
            }
            visits.extend(places.into_iter().enumerate().map(|(minutes, place)| Visit {
                at: at + minutes as i64 * 180,
                person: number,
                places: vec![place],
            }));
        }
    }
    visits.sort_by_key(|visit| visit.at);
    visits
}
