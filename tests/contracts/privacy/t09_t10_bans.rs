//! T09: a ban covers every name of a person, also those they take later, and nobody else. T10: a ban from the whole
//! server is written on no account, and bites when its person comes the next time.

use members::{Audience, Community, Device, Member, personas};
use moderation::{
    Moderator, Standing, Subject,
    measures::{self, Kind, Matter},
    standing, team,
};
use porchlight::instance::Instance;
use rig::{Place, Resident};
use store::{Mutant, Tx};

use crate::porch;

/// A server whose people live in several streets, a community each.
struct Town {
    instance: Instance,
    streets: Vec<Street>,
    _place: Place,
}

struct Street {
    community: Community,
    moderator: Moderator,
    people: Vec<Resident>,
}

/// New names that each banned person takes.
const NAMES: usize = 5;
/// How many arrive at once.
const ABREAST: usize = 10;

impl Town {
    /// So many streets with so many people each.
    async fn of(streets: usize, people: usize) -> Self {
        let (instance, place) = porch::opened().await;
        let june = Resident::keeper(&instance).await;
        let mut town = Self { instance, streets: Vec::new(), _place: place };
        for number in 0..streets {
            let street = town.street(&june, number, people).await;
            town.streets.push(street);
        }
        town
    }

    async fn street(&self, june: &Resident, number: usize, people: usize) -> Street {
        let community = june.found(&format!("street-{number}"), Audience::Circle).await;
        let mut residents = Vec::new();
        let names: Vec<usize> = (0..people).collect();
        for few in names.chunks(ABREAST) {
            let mut arriving = tokio::task::JoinSet::new();
            for person in few {
                let (june, name) = (june.clone(), format!("person-{number}-{person}"));
                let person = *person;
                arriving.spawn(async move { (person, june.invite(&name).await) });
            }
            let mut arrived = arriving.join_all().await;
            arrived.sort_by_key(|(person, _)| *person);
            residents.extend(arrived.into_iter().map(|(_, resident)| resident));
        }
        let mut tx = self.write().await;
        let moderator = team::moderator(&mut tx, &june.member, &community).await.unwrap().unwrap();
        Street { community, moderator, people: residents }
    }

    async fn write(&self) -> Tx {
        self.instance.database.write().await.unwrap()
    }

    /// The first people of each street are banned, from its community or from everywhere.
    async fn ban(&self, people: usize, everywhere: bool) {
        let secrets = self.instance.members.secrets();
        for street in &self.streets {
            let mut tx = self.write().await;
            for resident in &street.people[..people] {
                let name = personas::wear(&mut tx, &resident.member, &street.community).await.unwrap();
                let words = "This went too far.".to_owned();
                let subject = Subject::Persona(name.id);
                let matter = Matter { kind: Kind::Ban, subject, guideline: None, words, ends: None };
                if everywhere {
                    measures::take_everywhere(&mut tx, &street.moderator, matter, secrets).await.unwrap();
                } else {
                    measures::take(&mut tx, &street.moderator, matter, secrets).await.unwrap();
                }
            }
            tx.commit().await.unwrap();
        }
    }

    /// How many got through in their own street with a new name, and how many were kept out of the next street, where
    /// all others are banned and they are not.
    async fn new_names(&self) -> (usize, usize) {
        let (mut through, mut kept_out) = (0, 0);
        let next = self.streets.iter().cycle().skip(1);
        for (street, next) in self.streets.iter().zip(next) {
            let mut tx = self.write().await;
            for resident in &street.people {
                let mut name = personas::wear(&mut tx, &resident.member, &street.community).await.unwrap();
                for _ in 0..NAMES {
                    personas::forget(&mut tx, name.id).await.unwrap();
                    let new = personas::wear(&mut tx, &resident.member, &street.community).await.unwrap();
                    assert_ne!(new.id, name.id);
                    name = new;
                    through += usize::from(is_free(&mut tx, &resident.member, &street.community).await);
                }
                kept_out += usize::from(!is_free(&mut tx, &resident.member, &next.community).await);
            }
            tx.commit().await.unwrap();
        }
        (through, kept_out)
    }

    /// How many of the banned may be here: who signs in now, and in the sessions that are open; and how many others
    /// may not.
    async fn come_back(&self, banned: usize) -> (usize, usize, usize) {
        let (mut signed_in, mut stayed, mut kept_out) = (0, 0, 0);
        for (number, street) in self.streets.iter().enumerate() {
            for (person, resident) in street.people.iter().enumerate() {
                let may = self.may_be_here(&resident.member).await;
                if person >= banned {
                    kept_out += usize::from(!may);
                    continue;
                }
                stayed += usize::from(may);
                let fresh = self.signs_in(&format!("person-{number}-{person}")).await;
                signed_in += usize::from(self.may_be_here(&fresh).await);
            }
        }
        (signed_in, stayed, kept_out)
    }

    async fn signs_in(&self, name: &str) -> Member {
        let members = &self.instance.members;
        let session = members.sign_in(name, rig::people::PASSPHRASE, Device::Own).await.unwrap();
        members.member(&session.value).await.unwrap().unwrap()
    }

    async fn may_be_here(&self, member: &Member) -> bool {
        let mut tx = self.instance.database.read().await.unwrap();
        standing::here(&mut tx, member).await.unwrap() == Standing::Free
    }

    /// All that stands on accounts.
    async fn accounts(&self) -> Vec<(i64, Vec<u8>, Vec<u8>, Vec<u8>)> {
        let mut tx = self.instance.database.read().await.unwrap();
        tx.sql("SELECT id, login_tag, salt, wrapped_root FROM accounts ORDER BY id").all().await.unwrap()
    }
}

async fn is_free(tx: &mut Tx, member: &Member, community: &Community) -> bool {
    standing::of(tx, member, community).await.unwrap() == Standing::Free
}

async fn bans_cover_every_name(streets: usize, people: usize) -> Result<(), String> {
    let town = Town::of(streets, people).await;
    town.ban(people, false).await;
    match town.new_names().await {
        (0, 0) => Ok(()),
        (through, kept_out) => Err(format!("{through} got through, {kept_out} others were kept out")),
    }
}

async fn instance_bans_bite(people: usize) -> Result<(), String> {
    let town = Town::of(1, 2 * people).await;
    let before = town.accounts().await;
    town.ban(people, true).await;
    if town.accounts().await != before {
        return Err("the ban is written on accounts".to_owned());
    }
    match town.come_back(people).await {
        (0, 0, 0) => Ok(()),
        (signed_in, stayed, kept_out) => {
            Err(format!("{signed_in} signed in, {stayed} stayed, {kept_out} others were kept out"))
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_banned_people_take_five_new_names_each_and_none_gets_through() {
    assert_eq!(bans_cover_every_name(25, 40).await, Ok(()));
}

#[tokio::test]
async fn a_ban_of_one_name_only_is_caught() {
    Mutant::BanOfOneName.switch_on();
    assert_eq!(bans_cover_every_name(2, 3).await, Err("30 got through, 0 others were kept out".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_ban_bites_at_the_next_sign_in_and_in_open_sessions() {
    assert_eq!(instance_bans_bite(100).await, Ok(()));
}

#[tokio::test]
async fn an_instance_ban_that_nobody_looks_at_is_caught() {
    Mutant::InstanceBanOverlooked.switch_on();
    assert_eq!(instance_bans_bite(3).await, Err("3 signed in, 3 stayed, 0 others were kept out".to_owned()));
}
