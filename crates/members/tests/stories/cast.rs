//! The people of the stories, and their house.

use std::sync::Arc;

use members::{
    Audience, Community, Device, HashingCost, Joined, Joining, Manager, Member, Members, NameLists, Office,
    Organisation, Refusal, ServerSecrets, SetUp, belonging,
    communities::{self, Founder, Founding},
    invitations::{self, Issue},
    offices, organisations,
};
use store::{CommunityId, testing::TestDatabase};

/// A house called Maple with its operator; others come as the story wants them.
pub struct Cast {
    pub test: TestDatabase,
    pub members: Members,
    pub operator: Member,
    pub maple: Organisation,
}

pub const PASSPHRASE: &str = "seven geese cross slowly";

pub fn joining(name: &str) -> Joining {
    Joining { sign_in_name: name.to_owned(), passphrase: PASSPHRASE.to_owned(), device: Device::Own }
}

pub fn names() -> Arc<NameLists> {
    let lists = include_str!("../../../../frontend/data/names.toml");
    Arc::new(NameLists::from_toml(lists).unwrap())
}

impl Cast {
    pub async fn gather() -> Self {
        Self::with(names()).await
    }

    pub async fn with(names: Arc<NameLists>) -> Self {
        let test = TestDatabase::new().await;
        let secrets = Arc::new(ServerSecrets::for_tests());
        let members = Members::new(Arc::clone(&test.database), secrets, HashingCost::CHEAP, names);
        let set_up = SetUp { organisation_name: "Maple".to_owned(), house: true };
        let code = members.set_up(set_up).await.unwrap();
        let joined = members.join(&code, joining("olive operator")).await.unwrap();
        let operator = members.member(&joined.session.value).await.unwrap().unwrap();
        let mut tx = test.database.read().await.unwrap();
        let maple = organisations::mine(&mut tx, &operator).await.unwrap().remove(0);
        drop(tx);
        Self { test, members, operator, maple }
    }

    pub async fn manager(&self, member: &Member, organisation: &Organisation) -> Manager {
        let mut tx = self.test.database.read().await.unwrap();
        offices::manager(&mut tx, member, organisation.id).await.unwrap().expect("they manage it")
    }

    /// An invitation by the operator.
    pub async fn invite_to(&self, organisation: &Organisation, office: Office) -> String {
        let manager = self.manager(&self.operator, organisation).await;
        let mut tx = self.test.database.write().await.unwrap();
        let issue = Issue { label: "room 3".to_owned(), office, days: 7 };
        let code = invitations::issue(&mut tx, &manager, issue).await.unwrap();
        tx.commit().await.unwrap();
        code
    }

    pub async fn invite(&self) -> String {
        self.invite_to(&self.maple, Office::Member).await
    }

    pub async fn joined(&self, name: &str) -> Joined {
        self.members.join(&self.invite().await, joining(name)).await.unwrap()
    }

    pub async fn joins_as(&self, name: &str, organisation: &Organisation, office: Office) -> Member {
        let code = self.invite_to(organisation, office).await;
        let joined = self.members.join(&code, joining(name)).await.unwrap();
        self.behind(&joined.session.value).await.unwrap()
    }

    /// Somebody new in Maple.
    pub async fn newcomer(&self, name: &str) -> Member {
        self.joins_as(name, &self.maple, Office::Member).await
    }

    pub async fn behind(&self, cookie: &str) -> Option<Member> {
        self.members.member(cookie).await.unwrap()
    }

    pub async fn organisation(&self, name: &str) -> Organisation {
        let mut tx = self.test.database.write().await.unwrap();
        let operator = offices::operator(&mut tx, &self.operator).await.unwrap().unwrap();
        let made = organisations::create(&mut tx, &operator, name, false).await.unwrap();
        tx.commit().await.unwrap();
        made
    }

    pub async fn community(&self, name: &str, audience: Audience) -> Community {
        self.community_of(&self.maple, name, audience).await.unwrap()
    }

    pub async fn community_of(
        &self,
        organisation: &Organisation,
        name: &str,
        audience: Audience,
    ) -> Result<Community, Refusal> {
        let mut tx = self.test.database.write().await.unwrap();
        let operator = offices::operator(&mut tx, &self.operator).await.unwrap().unwrap();
        let founding = Founding {
            name: name.to_owned(),
            title: format!("The {name}"),
            description: String::new(),
            audience,
            organisation: organisation.id,
        };
        let founded = communities::found(&mut tx, &Founder::Operator(operator), founding).await?;
        tx.commit().await.unwrap();
        Ok(founded)
    }

    pub async fn join(&self, member: &Member, community: &Community) -> Result<(), Refusal> {
        let mut tx = self.test.database.write().await.unwrap();
        belonging::join(&mut tx, member, community).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    pub async fn belongs(&self, member: &Member, community: CommunityId) -> bool {
        let mut tx = self.test.database.read().await.unwrap();
        belonging::is_member(&mut tx, member, community).await.unwrap()
    }
}

/// Runs one verb in a transaction of its own.
#[macro_export]
macro_rules! does {
    ($cast:expr, |$tx:ident| $verb:expr) => {{
        let mut transaction = $cast.test.database.write().await.unwrap();
        let $tx = &mut transaction;
        let done = $verb.await;
        transaction.commit().await.unwrap();
        done
    }};
}
