//! Somebody who reads, and texts to be read. The texts are rows, as other crates write them.

use std::{path::PathBuf, sync::Arc};

use members::{
    Device, HashingCost, Joining, Member, Members, NameLists, ServerSecrets, SetUp, Viewer, organisations,
};
use search::{Found, Order, Question, Search, Synonyms, What};
use store::{Event, Ids, Tx, testing::TestDatabase};

pub struct Stage {
    pub test: TestDatabase,
    pub search: Search,
    pub members: Members,
    /// Who runs the server, and reads.
    pub reader: Member,
    pub viewer: Viewer,
    pub folder: PathBuf,
}

/// Communities of every audience: 1 open, 2 circle, 3 the reader's house, 4 another house, 5 of another server.
pub const COMMUNITIES: [i64; 5] = [1, 2, 3, 4, 5];

pub async fn stage() -> Stage {
    let test = TestDatabase::new().await;
    let names = NameLists::from_toml("adjectives = [\"quiet\"]\nnouns = [\"heron\"]").unwrap();
    let secrets = Arc::new(ServerSecrets::for_tests());
    let members = Members::new(test.database.clone(), secrets, HashingCost::CHEAP, Arc::new(names));
    let code = members.set_up(SetUp { organisation_name: "Maple".to_owned(), house: true }).await.unwrap();
    let reader = join(&members, &code, "reader").await;
    let mut tx = test.database.read().await.unwrap();
    let house = organisations::mine(&mut tx, &reader).await.unwrap()[0].id;
    let viewer = Viewer::of(&mut tx, &reader).await.unwrap();
    drop(tx);
    let folder = std::env::temp_dir().join(format!("porchlight-search-{}", test.database.chance().code(16)));
    let search = Search::open(test.database.clone(), &folder, Synonyms::default()).unwrap();
    let stage = Stage { test, search, members, reader, viewer, folder };
    let mut tx = stage.write().await;
    for (id, host, audience, organisation) in [
        (1, "", "open", Some(house.0)),
        (2, "", "circle", Some(house.0)),
        (3, "", "house", Some(house.0)),
        (4, "", "house", Some(999)),
        (5, "far.example", "circle", None),
    ] {
        found(&mut tx, id, host, audience, organisation).await;
    }
    tx.commit().await.unwrap();
    stage
}

pub async fn join(members: &Members, code: &str, name: &str) -> Member {
    let passphrase = "seven slow lanterns pass".to_owned();
    let joining = Joining { sign_in_name: name.to_owned(), passphrase, device: Device::Own };
    let joined = members.join(code, joining).await.unwrap();
    members.member(&joined.session.value).await.unwrap().unwrap()
}

pub async fn found(tx: &mut Tx, id: i64, host: &str, audience: &str, organisation: Option<i64>) {
    let sql = "INSERT INTO communities (id, host, name, title, description, audience, organisation_id, handle) \
         VALUES ($1, $2, $3, $4, 'A place', $5, $6, $3)";
    let query = tx.sql(sql).bind(id).bind(host.to_owned()).bind(format!("place{id}"));
    let query = query.bind(format!("Corner {id}")).bind(audience.to_owned()).bind(organisation);
    query.execute().await.unwrap();
    tx.record(Event::CommunityFounded { community: id.into() });
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Stage {
    pub async fn write(&self) -> Tx {
        self.test.database.write().await.unwrap()
    }

    /// A thread by the persona 70.
    pub async fn thread(&self, id: i64, community: i64, title: &str, body: &str) {
        self.thread_by(70, id, community, title, body).await;
    }

    pub async fn thread_by(&self, persona: i64, id: i64, community: i64, title: &str, body: &str) {
        let mut tx = self.write().await;
        let hour = tx.clock().hour();
        tx.sql(
            "INSERT INTO threads (id, community_id, ordinal, persona_id, title, body, html, notes, hour, activity, \
             active_hour) VALUES ($1, $2, $1, $3, $4, $5, $5, '', $6, $1, $6)",
        )
        .bind(id)
        .bind(community)
        .bind(persona)
        .bind(title.to_owned())
        .bind(body.to_owned())
        .bind(hour)
        .execute()
        .await
        .unwrap();
        tx.record(Event::ThreadStarted { community: community.into(), thread: id.into() });
        tx.commit().await.unwrap();
    }

    pub async fn comment(&self, persona: i64, id: i64, community: i64, thread: i64, body: &str) {
        let mut tx = self.write().await;
        let hour = tx.clock().hour();
        tx.sql(
            "INSERT INTO comments (thread_id, ordinal, id, persona_id, body, html, notes, hour) \
             VALUES ($1, $2, $2, $3, $4, $4, '', $5)",
        )
        .bind(thread)
        .bind(id)
        .bind(persona)
        .bind(body.to_owned())
        .bind(hour)
        .execute()
        .await
        .unwrap();
        tx.record(Event::CommentPosted {
            community: community.into(),
            thread: thread.into(),
            comment: id.into(),
        });
        tx.commit().await.unwrap();
    }

    /// Runs one statement about a thread, and tells that it was edited.
    pub async fn change(&self, sql: &'static str, id: i64) {
        let mut tx = self.write().await;
        tx.sql(sql).bind(id).execute().await.unwrap();
        tx.record(Event::ThreadEdited { community: 1.into(), thread: id.into() });
        tx.commit().await.unwrap();
    }

    /// Takes in whatever happened.
    pub async fn settle(&self) {
        self.search.catch_up().await.unwrap();
    }

    pub async fn ask_as(&self, viewer: &Viewer, blocks: &[i64], question: &Question) -> Found {
        let mut tx = self.test.database.read().await.unwrap();
        self.search.find(&mut tx, viewer, &Ids(blocks.to_vec()), question).await.unwrap()
    }

    pub async fn ask(&self, words: &str) -> Found {
        self.ask_as(&self.viewer, &[], &question(words)).await
    }

    /// The ids of the threads and comments that are found, in order.
    pub async fn ids(&self, words: &str) -> Vec<i64> {
        ids(&self.ask(words).await)
    }
}

pub fn question(words: &str) -> Question {
    Question { words: words.to_owned(), order: Order::Relevance, after: None }
}

pub fn ids(found: &Found) -> Vec<i64> {
    let id = |what: &What| match what {
        What::Thread { thread } => Some(thread.0),
        What::Comment { comment, .. } => Some(comment.0),
        What::Community | What::Guideline { .. } => None,
    };
    found.hits.iter().filter_map(|hit| id(&hit.what)).collect()
}

/// How often a heavy test repeats itself: a little here, as often as the environment says once in a while.
pub fn times(variable: &str, usually: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usually)
}

pub fn sorted(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids
}
