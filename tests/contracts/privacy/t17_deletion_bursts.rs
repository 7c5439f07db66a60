//! Many people leave for good. A watcher sees every deletion in its order, with its hour, and tries to tell which names
//! vanished together; a thief compares a copy of the database from before somebody left with one from after.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use attack::{
    deletions::{self, Vanishing, Watched},
    guess::{Guesses, Truth, chance, luck, share_right},
};
use chrono::Duration;
use members::{Audience, Community, Pace};
use porchlight::{instance::Instance, privacy::Privacy};
use rig::{Place, Resident};
use store::{Clock, Event, Mutant, ThreadId};

use crate::porch::{self, rows_of};

const PEOPLE: usize = 30;
const COMMENTS: usize = 4;
/// A Monday, 8 o'clock.
const MONDAY: i64 = 1_795_420_800;

/// A server on which many people wrote under a name in each of three communities.
struct Town {
    instance: Instance,
    clock: Clock,
    people: Vec<Resident>,
    /// Whose each name is.
    truth: Truth,
    /// Under which name each comment was written.
    written: HashMap<i64, i64>,
    _place: Place,
}

impl Town {
    async fn settled() -> Self {
        let clock = Clock::standing_at(MONDAY);
        let (instance, place) = porch::opened_then(clock.clone()).await;
        let keeper = Resident::keeper(&instance).await;
        let mut talks = Vec::new();
        for name in ["evenings", "mornings", "weekends"] {
            let community = keeper.found(name, Audience::Open).await;
            let thread = keeper.start(&community, "Hello", &format!("About {name}.")).await;
            talks.push((community, thread));
        }
        let people = Vec::new();
        let (truth, written) = (Truth::new(), HashMap::new());
        let mut town = Self { instance, clock, people, truth, written, _place: place };
        for number in 0..PEOPLE {
            let person = keeper.invite(&format!("person-{number}")).await;
            town.moves_in(person, &talks).await;
        }
        town
    }

    async fn moves_in(&mut self, person: Resident, talks: &[(Community, ThreadId)]) {
        let who = self.people.len();
        for (community, thread) in talks {
            person.belong(community).await;
            let name = person.name_in(community).await.id.0;
            self.truth.insert(name, who);
            for number in 0..COMMENTS {
                let said =
                    person.comment(*thread, &format!("{who} says {number} in {}.", community.name)).await;
                self.written.insert(said.0, name);
            }
        }
        self.people.push(person);
    }

    /// Lets an hour pass, and whatever goes in it.
    async fn an_hour(&self) {
        self.clock.advance(Duration::hours(1));
        forum::goings::run(&self.instance.database, self.instance.members.secrets()).await.unwrap();
    }

    /// Everybody leaves within four days, one every few hours; then two weeks pass. Each hour the watcher looks.
    async fn leaves(&self, pace: Pace) -> Watched {
        let mut watched = Watched::new();
        let mut leaving = self.people.iter();
        let (mut cursor, mut place) = (self.last_event().await, 0);
        for hour in 0..18 * 24 {
            if hour % 3 == 0
                && let Some(person) = leaving.next()
            {
                forum::leaving::leave(&self.instance.members, &person.member, pace).await.unwrap();
            }
            self.an_hour().await;
            for (position, event) in self.instance.database.events_after(cursor, 100_000).await.unwrap() {
                cursor = position;
                let name = match event {
                    Event::CommentDeleted { comment, .. } => self.written.get(&comment.0).copied(),
                    Event::PersonaDeleted { persona } => Some(persona.0),
                    _ => None,
                };
                let Some(name) = name else { continue };
                watched.entry(name).or_default().push(Vanishing { hour, place });
                place += 1;
            }
        }
        watched
    }

    async fn last_event(&self) -> i64 {
        let events = self.instance.database.events_after(0, 1_000_000).await.unwrap();
        events.last().map_or(0, |(position, _)| *position)
    }
}

/// An attack and its name.
type Way = (&'static str, fn(&Watched) -> Guesses);

/// What each way of looking joins, and what luck would.
fn shares(watched: &Watched, truth: &Truth) -> Vec<(&'static str, f64)> {
    let ways: [Way; 3] =
        [("window", deletions::by_window), ("hours", deletions::by_hours), ("order", deletions::by_order)];
    ways.into_iter().map(|(way, guesses)| (way, share_right(&guesses(watched), truth))).collect()
}

fn gate(watched: &Watched, truth: &Truth) -> Result<(), String> {
    if watched.len() != truth.len() || watched.values().any(|seen| seen.len() != COMMENTS + 1) {
        return Err(format!("of {} names, {} vanished", truth.len(), watched.len()));
    }
    let told = shares(watched, truth);
    println!("T17: {PEOPLE} people leave: chance {:.3}, luck {:.3}, {told:?}", chance(truth), luck(truth));
    match told.iter().find(|(_, share)| *share > luck(truth)) {
        Some((way, share)) => Err(format!("by {way}, {share:.2} of all names are joined")),
        None => Ok(()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn spread_over_a_week_deletions_join_no_names() {
    let town = Town::settled().await;
    gate(&town.leaves(Pace::Spread).await, &town.truth).unwrap();
}

/// The page says so: who deletes everything at once shows what belongs together.
#[tokio::test(flavor = "multi_thread")]
async fn all_at_once_joins_nearly_all_names() {
    let town = Town::settled().await;
    let watched = town.leaves(Pace::Now).await;
    let told = shares(&watched, &town.truth);
    println!("T17 control, all now: {told:?}");
    assert!(told.iter().any(|(_, share)| *share > 0.8), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_that_is_a_moment_is_caught() {
    Mutant::LeavesAtOnce.switch_on();
    let town = Town::settled().await;
    assert!(gate(&town.leaves(Pace::Spread).await, &town.truth).is_err());
}

/// Every row that names somebody or something of theirs, as text: what a copy shows.
async fn named_rows(instance: &Instance) -> BTreeSet<String> {
    let privacy = Privacy::embedded();
    let named = |table: &str| privacy.table(table).is_some_and(|table| table.side == "persona");
    let rows = rows_of(instance).await.into_iter().filter(|(table, _)| named(table));
    rows.map(|row| format!("{row:?}")).collect()
}

/// Two copies, from before somebody left and after: nothing that names anybody differs.
async fn copies(town: &Town) -> Result<(), String> {
    let before = named_rows(&town.instance).await;
    forum::leaving::leave(&town.instance.members, &town.people[0].member, Pace::Spread).await.unwrap();
    let after = named_rows(&town.instance).await;
    let changed: Vec<&String> = before.symmetric_difference(&after).collect();
    if changed.is_empty() { Ok(()) } else { Err(format!("{} rows tell who left", changed.len())) }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_copies_do_not_tell_whose_names_will_go() {
    copies(&Town::settled().await).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_copies_that_tell_are_caught() {
    Mutant::LeavesAtOnce.switch_on();
    assert!(copies(&Town::settled().await).await.is_err());
}

/// Why the week is the calendar's: if it began with each member's own leaving, its ends would tell the names.
#[test]
fn a_week_that_begins_with_each_leaving_would_tell() {
    let chance = store::Chance::seeded(17);
    let draw = |below: usize| i64::try_from(chance.below(below)).unwrap();
    let (mut rolling, mut fixed, mut truth) = (Watched::new(), Watched::new(), BTreeMap::new());
    for who in 0..200_usize {
        let leaves = draw(28 * 24);
        for _ in 0..3 {
            let name = chance.id();
            truth.insert(name, who);
            for week in [&mut rolling, &mut fixed] {
                week.insert(name, Vec::new());
            }
            for _ in 0..30 {
                let (into, place) = (draw(168), 0);
                rolling.get_mut(&name).unwrap().push(Vanishing { hour: leaves + into, place });
                let monday = (leaves / 168 + 1) * 168;
                fixed.get_mut(&name).unwrap().push(Vanishing { hour: monday + into, place });
            }
        }
    }
    let truth: Truth = truth.into_iter().collect();
    let right = |watched: &Watched| share_right(&deletions::by_window(watched), &truth);
    let (rolling, fixed) = (right(&rolling), right(&fixed));
    println!("T17: 200 people in four weeks: by window, own week {rolling:.3}, calendar week {fixed:.3}");
    assert!(rolling > 3.0 * fixed);
}
