//! T26 on the wire: who may read what in ActivityPub's terms, each role at each route, in a house, a circle and an open
//! community. The routes are read from the source, so that a new one without a row here fails; and whatever is answered,
//! no word of a house is in it. The pages have the same test of their own in `web`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use forum::media::Storage;
use members::Audience;
use porchlight::instance::Instance;
use rig::{Peer, Place, Resident};
use serde_json::json;
use store::Mutant;
use tower::ServiceExt as _;

use crate::porch;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Unsigned,
    /// A server of the circle, with a signature for another address.
    WronglySigned,
    /// A good signature of a server that is not in the circle.
    Unlisted,
    Listed,
    Blocked,
    /// A member's browser that asks as a server would.
    Browser,
}

const ROLES: [Role; 6] =
    [Role::Unsigned, Role::WronglySigned, Role::Unlisted, Role::Listed, Role::Blocked, Role::Browser];

/// A community's audience, which is its name too.
const AUDIENCES: [&str; 3] = ["house", "circle", "open"];

/// Who is answered.
#[derive(Clone, Copy, Debug)]
enum Who {
    Everybody,
    /// Servers that may read the community: no document of a house is for anybody.
    Servers,
    /// The same, and members: it belongs to pages too.
    Readers,
    Circle,
    /// Who signs rightly, and is not blocked.
    Signed,
}

impl Role {
    fn is_answered(self, who: Who, audience: &str) -> bool {
        match who {
            Who::Everybody => true,
            Who::Readers if self == Self::Browser => true,
            Who::Servers | Who::Readers => match audience {
                "open" => self != Self::Blocked,
                "circle" => self == Self::Listed,
                _ => false,
            },
            Who::Circle => self == Self::Listed,
            Who::Signed => matches!(self, Self::Listed | Self::Unlisted),
        }
    }
}

const ROWS: &[(&str, Who)] = &[
    ("/.well-known/nodeinfo", Who::Everybody),
    ("/nodeinfo/{version}", Who::Everybody),
    ("/.well-known/webfinger", Who::Servers),
    // Everybody needs these keys, also to prove who they are.
    ("/actor", Who::Everybody),
    ("/actor/outbox", Who::Everybody),
    ("/actor/followers", Who::Everybody),
    ("/actor/following", Who::Everybody),
    ("/reader", Who::Everybody),
    ("/reader/outbox", Who::Everybody),
    ("/reader/followers", Who::Everybody),
    ("/reader/following", Who::Everybody),
    ("/circle", Who::Circle),
    ("/c/{handle}", Who::Servers),
    ("/c/{handle}/outbox", Who::Servers),
    ("/c/{handle}/followers", Who::Servers),
    ("/c/{handle}/following", Who::Servers),
    ("/c/{handle}/moderators", Who::Servers),
    ("/c/{handle}/featured", Who::Servers),
    ("/p/{handle}", Who::Servers),
    ("/p/{handle}/outbox", Who::Servers),
    ("/p/{handle}/followers", Who::Servers),
    ("/p/{handle}/following", Who::Servers),
    ("/t/{id}", Who::Servers),
    ("/t/{id}/context", Who::Servers),
    ("/comments/{id}", Who::Servers),
    ("/activities/{id}", Who::Servers),
    ("/media/{name}", Who::Readers),
    ("/inbox", Who::Signed),
];

/// Everything of one community that has an address.
struct Things {
    /// Its own, its pooled moderators', its author's.
    handles: [String; 3],
    thread: String,
    comment: String,
    /// What was sent about it; nothing, of a house.
    activities: Vec<String>,
    picture: String,
}

/// A server with three communities, and others that stand to it in each way.
struct Street {
    instance: Instance,
    june: Resident,
    things: BTreeMap<&'static str, Things>,
    listed: Peer,
    unlisted: Peer,
    blocked: Peer,
    _place: Place,
}

impl Street {
    async fn open() -> Self {
        let (instance, place) = porch::opened().await;
        let june = Resident::keeper(&instance).await;
        let mut things = BTreeMap::new();
        for (audience, kind) in AUDIENCES.into_iter().zip([Audience::House, Audience::Circle, Audience::Open])
        {
            things.insert(audience, told(&june, &place, audience, kind).await);
        }
        let (listed, unlisted, blocked) =
            tokio::join!(Peer::open("friend"), Peer::open("other"), Peer::open("bad"));
        let mut tx = instance.database.write().await.unwrap();
        tx.sql("INSERT INTO instances (host, standing, actor_id) VALUES ($1, 'listed', $2)")
            .bind(listed.host.clone())
            .bind(listed.url("/actor"))
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        federation::circle::block(&instance.federation, &blocked.host).await.unwrap();
        Self { instance, june, things, listed, unlisted, blocked, _place: place }
    }

    /// A route with everything filled in that it can be about.
    fn addresses(&self, path: &str, audience: &str) -> Vec<String> {
        let things = &self.things[audience];
        let [community, moderators, author] = &things.handles;
        let handles: &[&String] = match path.split('/').nth(1) {
            Some("c") => &[community],
            Some("p") => &[moderators, author],
            _ => &[community, moderators, author],
        };
        match path {
            "/.well-known/webfinger" => handles
                .iter()
                .map(|handle| format!("{path}?resource=acct:{handle}@maple.localhost:8499"))
                .collect(),
            "/activities/{id}" => things.activities.clone(),
            _ if path.contains("{handle}") => {
                handles.iter().map(|handle| path.replace("{handle}", handle)).collect()
            }
            _ => {
                let id = if path.starts_with("/t/") { &things.thread } else { &things.comment };
                let filled = path.replace("{id}", id).replace("{version}", "2.1");
                vec![filled.replace("{name}", &things.picture)]
            }
        }
    }

    fn peer(&self, role: Role) -> Option<&Peer> {
        match role {
            Role::Unsigned | Role::Browser => None,
            Role::WronglySigned | Role::Listed => Some(&self.listed),
            Role::Unlisted => Some(&self.unlisted),
            Role::Blocked => Some(&self.blocked),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://maple.localhost:8499{path}")
    }

    async fn ask(&self, role: Role, path: &str) -> (StatusCode, String) {
        let now = self.instance.database.clock().now();
        let signed_for = if role == Role::WronglySigned { "/elsewhere" } else { path };
        let post = path == "/inbox";
        let body = match self.peer(role) {
            Some(peer) if post => letter(peer, &self.url(&format!("/t/{}", self.things["house"].thread))),
            _ => String::new(),
        };
        let mut headers = match self.peer(role) {
            Some(peer) if post => peer.signed_post("/actor", &self.url(signed_for), body.as_bytes(), now),
            Some(peer) => peer.signed_get("/actor", &self.url(signed_for), now),
            None => HeaderMap::new(),
        };
        headers.insert(header::HOST, "maple.localhost:8499".parse().unwrap());
        headers.insert(header::ACCEPT, "application/activity+json".parse().unwrap());
        if role == Role::Browser {
            let cookie = format!("session={}", self.june.session);
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        let method = if post { "POST" } else { "GET" };
        let mut request = Request::builder().method(method).uri(path).body(Body::from(body)).unwrap();
        *request.headers_mut() = headers;
        let answer = self.instance.router().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 4_000_000).await.unwrap();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Every role at every row; what is wrong.
    async fn walk(&self, rows: &[(&str, Who)]) -> Vec<String> {
        let mut wrong = Vec::new();
        for (path, who) in rows {
            let scoped = path.contains('{') || path.ends_with("webfinger");
            let audiences = if scoped { &AUDIENCES[..] } else { &AUDIENCES[..1] };
            for (audience, role) in audiences.iter().flat_map(|audience| ROLES.map(|role| (*audience, role)))
            {
                for address in self.addresses(path, audience) {
                    let (status, body) = self.ask(role, &address).await;
                    assert!(!status.is_server_error(), "{address}: {status}");
                    if status.is_success() != role.is_answered(*who, audience) {
                        wrong.push(format!("{address} of the {audience} one: {role:?} is told {status}"));
                    }
                    for other in AUDIENCES.into_iter().filter(|_| *path != "/media/{name}") {
                        let may = role.is_answered(Who::Servers, other);
                        if !may && body.contains(&format!("of the {other} one")) {
                            wrong.push(format!("{address}: {role:?} reads of the {other} one"));
                        }
                    }
                }
            }
        }
        wrong
    }
}

/// A community with a thread, an answer and a picture; others were told, as far as they may be.
async fn told(june: &Resident, place: &Place, audience: &'static str, kind: Audience) -> Things {
    let instance = &june.instance;
    let community = june.found(&format!("the-{audience}"), kind).await;
    let canary = |what: &str| format!("Canary {what} of the {audience} one");
    let thread = june.start(&community, &canary("title"), &canary("body")).await;
    let comment = june.comment(thread, &canary("comment")).await;
    porch::told(instance).await;
    let author = june.name_in(&community).await.handle;
    let picture = format!("pictureof{audience}");
    let pictures = Storage::open(&forum::media::Place::Folder(place.data.join("media"))).unwrap();
    let mut tx = instance.database.write().await.unwrap();
    pictures.put(&picture, vec![1, 2, 3], tx.clock().hour()).await.unwrap();
    tx.sql(
        "INSERT INTO pictures (name, subject_id, kind, width, height, bytes, alt) \
         VALUES ($1, $2, 'png', 640, 480, 3, '')",
    )
    .bind(picture.clone())
    .bind(thread)
    .execute()
    .await
    .unwrap();
    let sent: Vec<i64> = tx
        .sql("SELECT MIN(id) FROM sent WHERE community_id = $1 GROUP BY words")
        .bind(community.id)
        .column()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sent.is_empty(), kind == Audience::House, "what is sent of the {audience} one: {sent:?}");
    Things {
        handles: [community.handle.clone(), format!("moderators_{}", community.handle), author],
        thread: thread.to_string(),
        comment: comment.to_string(),
        activities: sent.into_iter().map(|id| format!("/activities/{id}")).collect(),
        picture,
    }
}

/// Something that a server could send.
fn letter(peer: &Peer, about: &str) -> String {
    let id = peer.url(&format!("/likes/{}", peer.host));
    json!({ "id": id, "type": "Like", "actor": peer.url("/actor"), "object": about }).to_string()
}

/// The routes of the source: those of the router, and what the addresses of our things can look like.
fn routes() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/federation/src");
    let text = |name: &str| fs::read_to_string(source.join(name)).unwrap();
    let mut found = BTreeSet::from(["/media/{name}".to_owned()]);
    for file in ["serve.rs", "inbox.rs"] {
        let text = text(file);
        found.extend(text.split(".route(\"").skip(1).map(|route| until(route, "\"").to_owned()));
    }
    let addresses = text("addresses.rs");
    let lists = quoted(until(after(&addresses, "const ALL"), "];"));
    let serve = text("serve.rs");
    let persons = quoted(until(after(&serve, "matches!(list,"), ")"));
    for pattern in until(after(&addresses, "match parts.as_slice() {"), "_ =>").split("[").skip(1) {
        let parts = until(pattern, "]").split(", ").map(|part| match part.strip_prefix('"') {
            Some(word) => word.trim_end_matches('"').to_owned(),
            None => format!("{{{part}}}"),
        });
        let path: String = parts.map(|part| format!("/{part}")).collect();
        match path.strip_suffix("/{list}") {
            Some(actor) => found.extend(lists.iter().map(|list| format!("{actor}/{list}"))),
            None => {
                if path.contains("{handle}") || matches!(path.as_str(), "/actor" | "/reader") {
                    found.extend(persons.iter().map(|list| format!("{path}/{list}")));
                }
                found.insert(path);
            }
        }
    }
    found
}

fn after<'a>(text: &'a str, word: &str) -> &'a str {
    text.split_once(word).unwrap_or_else(|| panic!("the test has lost sight of {word:?}")).1
}

fn until<'a>(text: &'a str, word: &str) -> &'a str {
    text.split(word).next().unwrap_or_default()
}

fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

#[test]
fn every_route_on_the_wire_has_a_row() {
    let rows: BTreeSet<String> = ROWS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(rows, routes());
}

#[tokio::test]
async fn other_servers_read_what_they_may_and_nothing_of_a_house() {
    assert_eq!(Street::open().await.walk(ROWS).await, Vec::<String>::new());
}

/// What is wrong at the routes of a community, with a fault.
async fn wrong_with(mutant: Mutant) -> Vec<String> {
    mutant.switch_on();
    let rows: Vec<(&str, Who)> = ROWS.iter().filter(|(path, _)| path.starts_with("/c/")).copied().collect();
    Street::open().await.walk(&rows).await
}

#[tokio::test]
async fn a_document_for_whoever_signs_nothing_is_caught() {
    let wrong = wrong_with(Mutant::UnsignedAreListed).await;
    assert!(wrong.iter().any(|one| one.contains("of the circle one: Unsigned is told 200")), "{wrong:?}");
}

#[tokio::test]
async fn a_document_for_a_signature_that_does_not_match_is_caught() {
    let wrong = wrong_with(Mutant::SignaturesAreNotChecked).await;
    assert!(
        wrong.iter().any(|one| one.contains("of the circle one: WronglySigned is told 200")),
        "{wrong:?}"
    );
}
