//! Settles the demo's people at one server: accounts, communities, names, moderators.

use std::collections::HashMap;

use members::{
    Audience, Community, Device, Joining, Member, SetUp, Viewer, belonging,
    communities::{self, Founder, Founding},
    invitations::{self, Issue},
    offices::{self, Office},
    organisations, personas,
};
use store::Tx;

use super::script::{Person, Place, Script};
use crate::{Outcome, instance::Instance};

/// One server of the demo with everybody who lives there, signed in.
pub struct Stage {
    /// The server.
    pub instance: Instance,
    /// Its key in the script.
    pub key: String,
    /// Person key → who they are here.
    pub people: HashMap<String, Member>,
}

impl Stage {
    /// Makes the accounts and the communities of `key`'s server; nobody has posted yet.
    pub async fn set(instance: Instance, script: &Script, key: &str) -> Outcome<Self> {
        let house =
            script.instances.iter().find(|house| house.key == key).ok_or("no such server in the demo")?;
        let set_up = SetUp { organisation_name: house.organisation.clone(), house: house.house };
        let code = instance.members.set_up(set_up).await?;
        let mut stage = Self { instance, key: key.to_owned(), people: HashMap::new() };
        let mut everybody: Vec<&Person> = script.people_at(key).collect();
        everybody.sort_by_key(|person| person.role != "operator");
        for person in everybody {
            let code =
                if person.role == "operator" { code.clone() } else { stage.invite(script, person).await? };
            stage.settle(person, &code).await?;
        }
        for place in script.hosted_at(key) {
            stage.found(place).await?;
        }
        Ok(stage)
    }

    async fn settle(&mut self, person: &Person, code: &str) -> Outcome {
        let members = &self.instance.members;
        let joining = Joining {
            sign_in_name: person.key.clone(),
            passphrase: person.passphrase.clone(),
            device: Device::Own,
        };
        let session = members.join(code, joining).await?.session;
        let member = members.member(&session.value).await?.ok_or("a new session is known")?;
        self.people.insert(person.key.clone(), member);
        Ok(())
    }

    async fn invite(&self, script: &Script, person: &Person) -> Outcome<String> {
        let operator = script.people_at(&self.key).find(|one| one.role == "operator").ok_or("no operator")?;
        let mut tx = self.instance.database.write().await?;
        let manager = self.manager(&mut tx, &operator.key).await?;
        let office = if person.role == "manager" { Office::Manager } else { Office::Member };
        let issue = Issue { label: format!("for {}", person.key), office, days: 7 };
        let code = invitations::issue(&mut tx, &manager, issue).await?;
        tx.commit().await?;
        Ok(code)
    }

    async fn manager(&self, tx: &mut Tx, person: &str) -> Outcome<offices::Manager> {
        let member = &self.people[person];
        let organisation = organisations::mine(tx, member).await?.first().ok_or("nobody lives here")?.id;
        Ok(offices::manager(tx, member, organisation).await?.ok_or("not a manager")?)
    }

    async fn found(&self, place: &Place) -> Outcome {
        let mut tx = self.instance.database.write().await?;
        let manager = self.manager(&mut tx, &place.founder).await?;
        let founding = Founding {
            name: place.key.clone(),
            title: place.title.clone(),
            description: place.description.clone(),
            audience: place.audience.parse::<Audience>()?,
            organisation: manager.organisation(),
        };
        let founder = Founder::Manager(manager);
        let community = communities::found(&mut tx, &founder, founding).await?;
        let texts = moderation::packs::all()[0].texts(moderation::packs::Language::English);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        moderation::guidelines::start_with(&mut tx, community.id, &texts).await?;
        let member = &self.people[&place.founder];
        belonging::join(&mut tx, member, &community).await?;
        let persona = personas::wear(&mut tx, member, &community).await?;
        moderation::team::founding(&mut tx, &founder, &community, persona.id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A community as this server knows it: its own, or the other server's, where a circle community has
    /// another address but the same title.
    pub async fn community(&self, tx: &mut Tx, place: &Place) -> Outcome<Community> {
        for member in self.people.values() {
            let viewer = Viewer::of(tx, member).await?;
            let known = communities::list(tx, &viewer).await?;
            if let Some(found) = known.into_iter().find(|community| community.title == place.title) {
                return Ok(found);
            }
        }
        Err(format!("{} is not known at {}", place.key, self.key).into())
    }

    /// Lets everybody here join the communities they belong to and wear their names there.
    pub async fn dress(&self, script: &Script) -> Outcome {
        for person in script.people_at(&self.key) {
            for (key, name) in &person.names {
                let mut tx = self.instance.database.write().await?;
                let community = self.community(&mut tx, script.place(key)?).await?;
                let member = &self.people[&person.key];
                belonging::join(&mut tx, member, &community).await?;
                let persona = personas::wear(&mut tx, member, &community).await?;
                // The demo's people have the names that its texts know them by.
                tx.sql("UPDATE personas SET name = $1, name_key = $2 WHERE id = $3")
                    .bind(name.clone())
                    .bind(name.to_lowercase())
                    .bind(persona.id)
                    .execute()
                    .await?;
                tx.commit().await?;
            }
        }
        self.appoint(script).await
    }

    async fn appoint(&self, script: &Script) -> Outcome {
        for place in script.hosted_at(&self.key) {
            let mut tx = self.instance.database.write().await?;
            let community = self.community(&mut tx, place).await?;
            let lead = moderation::team::moderator(&mut tx, &self.people[&place.founder], &community).await?;
            let lead = lead.ok_or("the founder leads")?;
            for moderator in &place.moderators {
                let persona = personas::mine(&mut tx, &self.people[moderator], community.id).await?;
                let persona = persona.ok_or("a moderator has joined")?;
                moderation::team::appoint(&mut tx, &lead, persona.id, moderation::team::Role::Moderator)
                    .await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}
