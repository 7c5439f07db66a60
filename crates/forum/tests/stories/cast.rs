//! The people of these stories, and the house they live in.
use std::sync::Arc;

use forum::{
    Comment, CommentDraft, IncomingComment, IncomingEdit, IncomingThread, Posted, ThreadDraft, comments,
    threads,
};
use members::{
    Audience, Community, Device, HashingCost, Joining, Journal, Member, Members, NameLists, Persona,
    ServerSecrets, SetUp, Viewer, belonging,
    communities::{self, Founder, Founding, RemoteCommunity},
    invitations::{self, Issue},
    offices::{self, Office},
    personas::{self, RemotePersona},
};
use moderation::{
    Moderator, Subject,
    measures::{self, Kind, Matter},
    team,
};
use store::{CommentId, MeasureId, PersonaId, Tag, ThreadId, Tx, testing::TestDatabase};

/// A server with one organisation, three communities, and the people in them.
pub struct Stage {
    pub test: TestDatabase,
    pub members: Members,
    pub founder: Member,
    pub newcomer: Member,
    pub old_timer: Member,
    /// A circle community; all three belong to it, `founder` leads it.
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
    let kitchen = found(&members, &founder, "kitchen", Audience::Circle).await;
    for member in [&founder, &newcomer, &old_timer] {
        belong(&members, member, &kitchen).await;
    }
    Stage { test, members, founder, newcomer, old_timer, kitchen }
}

async fn join(members: &Members, code: &str, name: &str) -> Member {
    let joining = Joining {
        sign_in_name: name.to_owned(),
        passphrase: format!("seven slow lanterns for {name}"),
        device: Device::Own,
    };
    let joined = members.join(code, joining).await.unwrap();
    members.member(&joined.session.value).await.unwrap().unwrap()
}

pub async fn invite(members: &Members, by: &Member, name: &str) -> Member {
    let mut tx = members.database().write().await.unwrap();
    let organisation = offices::managed(&mut tx, by).await.unwrap()[0].id;
    let manager = offices::manager(&mut tx, by, organisation).await.unwrap().unwrap();
    let issue = Issue { label: name.to_owned(), office: Office::Member, days: 7 };
    let code = invitations::issue(&mut tx, &manager, issue).await.unwrap();
    tx.commit().await.unwrap();
    join(members, &code, name).await
}

pub async fn found(members: &Members, founder: &Member, name: &str, audience: Audience) -> Community {
    let mut tx = members.database().write().await.unwrap();
    let organisation = offices::managed(&mut tx, founder).await.unwrap()[0].id;
    let proof = Founder::Operator(offices::operator(&mut tx, founder).await.unwrap().unwrap());
    let founding = Founding {
        name: name.to_owned(),
        title: format!("The {name}"),
        description: "A place to talk".to_owned(),
        audience,
        organisation,
    };
    let community = communities::found(&mut tx, &proof, founding).await.unwrap();
    belonging::join(&mut tx, founder, &community).await.unwrap();
    let persona = personas::wear(&mut tx, founder, &community).await.unwrap();
    team::founding(&mut tx, &proof, &community, persona.id).await.unwrap();
    tx.commit().await.unwrap();
    community
}

pub async fn belong(members: &Members, member: &Member, community: &Community) {
    let mut tx = members.database().write().await.unwrap();
    belonging::join(&mut tx, member, community).await.unwrap();
    tx.commit().await.unwrap();
}

pub fn draft(body: &str) -> CommentDraft {
    CommentDraft { body: body.to_owned(), ..CommentDraft::default() }
}

pub fn titled(title: &str, body: &str) -> ThreadDraft {
    ThreadDraft { title: title.to_owned(), body: body.to_owned(), ..ThreadDraft::default() }
}

pub const MANY_LINKS: &str = "<https://a.example> <https://b.example> <https://c.example> \
    <https://d.example> <https://e.example> <https://f.example>";

impl Stage {
    pub async fn write(&self) -> Tx {
        self.members.database().write().await.unwrap()
    }

    pub async fn start(&self, member: &Member, title: &str) -> ThreadId {
        let mut tx = self.write().await;
        let draft = titled(title, "How was your day?");
        let posted = threads::start(&mut tx, member, &self.kitchen, draft).await.unwrap();
        tx.commit().await.unwrap();
        posted.id
    }

    pub async fn post(&self, member: &Member, thread: ThreadId, draft: CommentDraft) -> Posted<CommentId> {
        let mut tx = self.write().await;
        let posted = comments::post(&mut tx, member, thread, draft).await.unwrap();
        tx.commit().await.unwrap();
        posted
    }

    pub async fn say(&self, member: &Member, thread: ThreadId, body: &str) -> CommentId {
        self.post(member, thread, draft(body)).await.id
    }

    pub async fn answer(
        &self,
        member: &Member,
        thread: ThreadId,
        parent: CommentId,
        body: &str,
    ) -> CommentId {
        self.post(member, thread, CommentDraft { parent: Some(parent), ..draft(body) }).await.id
    }

    pub async fn name(&self, member: &Member) -> Persona {
        let mut tx = self.write().await;
        let persona = personas::wear(&mut tx, member, &self.kitchen).await.unwrap();
        tx.commit().await.unwrap();
        persona
    }

    pub async fn moderator(&self) -> Moderator {
        let mut tx = self.write().await;
        team::moderator(&mut tx, &self.founder, &self.kitchen).await.unwrap().unwrap()
    }

    pub async fn take(&self, kind: Kind, subject: Subject) -> MeasureId {
        let moderator = self.moderator().await;
        let mut tx = self.write().await;
        let id =
            measures::take(&mut tx, &moderator, matter(kind, subject), self.members.secrets()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn lift(&self, measure: MeasureId) {
        let moderator = self.moderator().await;
        let mut tx = self.write().await;
        measures::lift(&mut tx, &moderator, measure).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn viewer(&self, member: &Member) -> Viewer {
        let mut tx = self.write().await;
        Viewer::of(&mut tx, member).await.unwrap()
    }

    pub async fn journal(&self, member: &Member) -> Journal {
        Journal::of(&mut self.write().await, member).await.unwrap()
    }

    /// The communities that `member` joined.
    pub async fn joined(&self, member: &Member) -> Vec<Community> {
        let (viewer, journal) = (self.viewer(member).await, self.journal(member).await);
        communities::joined(&mut self.write().await, &viewer, &journal).await.unwrap()
    }

    /// The comments of the first page as `member` reads them, with what is held if they may see it.
    pub async fn read(&self, member: &Member, thread: ThreadId) -> Vec<Comment> {
        let viewer = self.viewer(member).await;
        let mut tx = self.write().await;
        let (thread, community) = threads::show(&mut tx, &viewer, thread).await.unwrap().unwrap();
        let mut page = comments::page(&mut tx, &viewer, (&thread, &community), 1).await.unwrap();
        let mine = personas::mine(&mut tx, member, community.id).await.unwrap().map(|persona| persona.id);
        let moderator = team::moderator(&mut tx, member, &community).await.unwrap();
        page.reveal(&mut tx, mine, moderator.as_ref()).await.unwrap();
        page.items
    }

    /// A community of another server, to which all three belong.
    pub async fn remote_community(&self) -> Community {
        let mut tx = self.write().await;
        let remote = RemoteCommunity {
            host: "harbor.example".to_owned(),
            name: "pier".to_owned(),
            title: "The pier".to_owned(),
            description: String::new(),
            audience: Audience::Open,
            actor_id: "https://harbor.example/c/pier".to_owned(),
        };
        communities::receive(&mut tx, remote).await.unwrap();
        let pier = communities::by_actor(&mut tx, "https://harbor.example/c/pier").await.unwrap().unwrap();
        for member in [&self.founder, &self.newcomer, &self.old_timer] {
            belonging::join(&mut tx, member, &pier).await.unwrap();
        }
        tx.commit().await.unwrap();
        pier
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
}

pub fn matter(kind: Kind, subject: Subject) -> Matter {
    Matter { kind, subject, guideline: None, words: "This is not the place for it.".to_owned(), ends: None }
}

pub fn once(number: u8) -> Option<Tag> {
    Some(Tag([number; 16]))
}

pub fn incoming_thread(persona: PersonaId, published: store::Hour) -> IncomingThread {
    IncomingThread {
        object_id: "https://harbor.example/t/1".to_owned(),
        persona,
        title: "Fog on the water".to_owned(),
        body_html: "<p>Could not see the boats.</p>".to_owned(),
        notes: Vec::new(),
        unlisted: false,
        published,
    }
}

pub fn incoming_comment(number: i64, persona: PersonaId, published: store::Hour) -> IncomingComment {
    IncomingComment {
        object_id: format!("https://harbor.example/comments/{number}"),
        persona,
        parent: None,
        body_html: format!("<p>Hello from over there, {number}.</p>"),
        notes: Vec::new(),
        published,
    }
}

pub fn incoming_edit(words: &str, updated: i64) -> IncomingEdit {
    IncomingEdit {
        title: None,
        body_html: format!("<p>{words}</p>"),
        notes: Vec::new(),
        unlisted: false,
        updated,
    }
}
