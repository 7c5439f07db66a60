//! The people of these stories. Content is only a row here: this crate knows subjects, not words.
use std::sync::Arc;

use members::{
    Audience, Community, Device, HashingCost, Joining, Member, Members, NameLists, Persona, ServerSecrets,
    SetUp, belonging,
    communities::{self, Founder, Founding},
    invitations::{self, Issue},
    notices::{self, Kind as Heard},
    offices::{self, Office},
    personas::{self, RemotePersona},
};
use moderation::{
    Moderator, Subject,
    measures::{self, Kind, Matter},
    team,
};
use store::{CommentId, MeasureId, PersonaId, ThreadId, Tx, testing::TestDatabase};

/// A server with one organisation and one community that `founder` leads.
pub struct Stage {
    pub test: TestDatabase,
    pub members: Members,
    pub founder: Member,
    pub newcomer: Member,
    pub old_timer: Member,
    pub kitchen: Community,
}

const NAMES: &str = r#"
adjectives = ["quiet", "plain", "early", "late", "warm", "slow", "tall", "kind"]
nouns = ["heron", "oak", "kettle", "lantern", "river", "stone", "wren", "birch"]
"#;

pub async fn stage() -> Stage {
    let test = TestDatabase::new().await;
    let names = NameLists::from_toml(NAMES).unwrap();
    let members = Members::new(
        test.database.clone(),
        Arc::new(ServerSecrets::for_tests()),
        HashingCost::CHEAP,
        Arc::new(names),
    );
    let set_up = SetUp { organisation_name: "Maple".to_owned(), house: true };
    let code = members.set_up(set_up).await.unwrap();
    let founder = join(&members, &code, "founder").await;
    let newcomer = invite(&members, &founder, "newcomer").await;
    let old_timer = invite(&members, &founder, "old-timer").await;
    let kitchen = found(&members, &founder, "kitchen").await;
    let mut tx = members.database().write().await.unwrap();
    for member in [&newcomer, &old_timer] {
        belonging::join(&mut tx, member, &kitchen).await.unwrap();
    }
    tx.commit().await.unwrap();
    Stage { test, members, founder, newcomer, old_timer, kitchen }
}

pub async fn join(members: &Members, code: &str, name: &str) -> Member {
    let joining = Joining {
        sign_in_name: name.to_owned(),
        passphrase: format!("seven slow lanterns for {name}"),
        device: Device::Own,
    };
    let joined = members.join(code, joining).await.unwrap();
    members.member(&joined.session.value).await.unwrap().unwrap()
}

async fn invite(members: &Members, by: &Member, name: &str) -> Member {
    let mut tx = members.database().write().await.unwrap();
    let organisation = offices::managed(&mut tx, by).await.unwrap()[0].id;
    let manager = offices::manager(&mut tx, by, organisation).await.unwrap().unwrap();
    let issue = Issue { label: name.to_owned(), office: Office::Member, days: 7 };
    let code = invitations::issue(&mut tx, &manager, issue).await.unwrap();
    tx.commit().await.unwrap();
    join(members, &code, name).await
}

pub async fn found(members: &Members, founder: &Member, name: &str) -> Community {
    let mut tx = members.database().write().await.unwrap();
    let organisation = offices::managed(&mut tx, founder).await.unwrap()[0].id;
    let proof = Founder::Operator(offices::operator(&mut tx, founder).await.unwrap().unwrap());
    let founding = Founding {
        name: name.to_owned(),
        title: format!("The {name}"),
        description: "A place to talk".to_owned(),
        audience: Audience::Circle,
        organisation,
    };
    let community = communities::found(&mut tx, &proof, founding).await.unwrap();
    belonging::join(&mut tx, founder, &community).await.unwrap();
    let persona = personas::wear(&mut tx, founder, &community).await.unwrap();
    team::founding(&mut tx, &proof, &community, persona.id).await.unwrap();
    tx.commit().await.unwrap();
    community
}

impl Stage {
    pub async fn write(&self) -> Tx {
        self.members.database().write().await.unwrap()
    }

    pub async fn name(&self, member: &Member) -> Persona {
        let mut tx = self.write().await;
        let persona = personas::wear(&mut tx, member, &self.kitchen).await.unwrap();
        tx.commit().await.unwrap();
        persona
    }

    pub async fn stranger(&self) -> PersonaId {
        let mut tx = self.write().await;
        let remote = RemotePersona {
            actor_id: "https://harbor.example/p/x1".to_owned(),
            host: "harbor.example".to_owned(),
            name: "Salt Gull".to_owned(),
            handle: "x1".to_owned(),
        };
        let id = personas::receive(&mut tx, remote).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A thread by `member`, and a comment by the same in it.
    pub async fn thread(&self, member: &Member) -> (ThreadId, CommentId) {
        let persona = self.name(member).await;
        let mut tx = self.write().await;
        let (thread, comment) = (ThreadId(tx.chance().id()), CommentId(tx.chance().id()));
        let (ordinal,): (i64,) = tx.sql("SELECT COUNT(*) FROM threads").one().await.unwrap();
        tx.sql(
            "INSERT INTO threads (id, community_id, ordinal, persona_id, title, body, html, notes, hour, activity, \
             active_hour) VALUES ($1, $2, $3, $4, 'Title', '', '', '', 0, $3, 0)",
        )
        .bind(thread)
        .bind(self.kitchen.id)
        .bind(ordinal + 1)
        .bind(persona.id)
        .execute()
        .await
        .unwrap();
        tx.sql(
            "INSERT INTO comments (thread_id, ordinal, id, persona_id, body, html, notes, hour) \
             VALUES ($1, 1, $2, $3, '', '', '', 0)",
        )
        .bind(thread)
        .bind(comment)
        .bind(persona.id)
        .execute()
        .await
        .unwrap();
        tx.commit().await.unwrap();
        (thread, comment)
    }

    pub async fn moderator(&self, member: &Member) -> Moderator {
        let mut tx = self.write().await;
        team::moderator(&mut tx, member, &self.kitchen).await.unwrap().unwrap()
    }

    pub async fn take(&self, matter: Matter) -> Result<MeasureId, moderation::Refusal> {
        let moderator = self.moderator(&self.founder).await;
        let mut tx = self.write().await;
        let id = measures::take(&mut tx, &moderator, matter, self.members.secrets()).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    pub async fn lift(&self, measure: MeasureId) {
        let moderator = self.moderator(&self.founder).await;
        let mut tx = self.write().await;
        measures::lift(&mut tx, &moderator, measure).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn state(&self, thread: ThreadId) -> String {
        let mut tx = self.write().await;
        let (state,) =
            tx.sql("SELECT state FROM visible_threads WHERE id = $1").bind(thread).one().await.unwrap();
        state
    }

    pub async fn heard(&self, member: &Member) -> Vec<Heard> {
        let mut tx = self.write().await;
        let page = notices::list(&mut tx, member, None).await.unwrap();
        page.items.into_iter().map(|notice| notice.kind).collect()
    }
}

pub fn matter(kind: Kind, subject: Subject) -> Matter {
    Matter { kind, subject, guideline: None, words: "This is not the place for it.".to_owned(), ends: None }
}
