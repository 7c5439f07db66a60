//! Who may read what circle communities hold: signed requests of listed servers. Whoever signs nothing, signs wrongly, or is
//! another server under a name that looks like a listed one, gets no body; a blocked server gets none of anything.

use std::{sync::LazyLock, time::Duration};

use axum::http::{HeaderMap, StatusCode, header};
use federation::wire::{PrivateKey, Reach, Signer, WebAddress};
use members::Audience;
use store::Mutant;

use crate::{
    rig::{Porch, settle},
    world::{Scene, World, scene},
};

/// A key that belongs to nobody who is listed.
static FOREIGN: LazyLock<String> = LazyLock::new(|| PrivateKey::generate().unwrap().to_pem());

async fn stand(porch: &Porch, host: &str, standing: &'static str, actor: &str) {
    let mut tx = porch.write().await;
    tx.sql("INSERT INTO instances (host, standing, actor_id) VALUES ($1, $2, $3)")
        .bind(host.to_owned())
        .bind(standing)
        .bind(actor.to_owned())
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A circle community with everything that hangs on it, and servers of every standing.
struct Street {
    scene: Scene,
    /// A world on another port.
    elsewhere: World,
    /// The listed server.
    friend: String,
    /// Everything that only listed servers may read.
    closed: Vec<String>,
}

async fn street() -> Street {
    let (s, elsewhere) = tokio::join!(scene(), World::start());
    let kitchen = s.maple.found("kitchen", Audience::Circle).await;
    let thread = s.maple.start(&s.maple.founder, &kitchen, "Supper", "Soup.").await;
    let comment = s.maple.say(&s.maple.founder, thread, "With bread.").await;
    let persona = s.maple.persona(&s.maple.founder, &kitchen).await;
    settle(&[&s.maple]).await;
    let newest = "SELECT MAX(sent.id) FROM sent JOIN communities ON communities.id = community_id \
        WHERE words AND kind = 'Create' AND communities.name = 'kitchen'";
    let sent = s.maple.count(newest).await;
    let closed = vec![
        "/circle".to_owned(),
        format!("/c/{}", kitchen.handle),
        format!("/c/{}/outbox", kitchen.handle),
        format!("/c/{}/followers", kitchen.handle),
        format!("/c/{}/moderators", kitchen.handle),
        format!("/c/{}/featured", kitchen.handle),
        format!("/p/moderators_{}", kitchen.handle),
        format!("/t/{thread}"),
        format!("/t/{thread}/context"),
        format!("/comments/{comment}"),
        format!("/p/{}", persona.handle),
        format!("/p/{}/outbox", persona.handle),
        format!("/activities/{sent}"),
        format!("/.well-known/webfinger?resource=acct:{}@{}", kitchen.handle, s.maple.host),
    ];
    let friend = s.world.actor("friend", "server", "Application");
    let ex = s.world.actor("ex", "server", "Application");
    stand(&s.maple, &s.world.host("friend"), "listed", &friend).await;
    stand(&s.maple, &s.world.host("ex"), "ended", &ex).await;
    // An operator types names as people do.
    let typed = s.world.host("BAD").replace("localhost", "LocalHost");
    federation::circle::block(&s.maple.federation, &typed).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    Street { scene: s, elsewhere, friend, closed }
}

impl Street {
    /// The headers of a request for `path` signed with a key of the signer's own choice.
    fn signed_with(&self, key: &str, key_id: &str, path: &str) -> HeaderMap {
        let maple = &self.scene.maple;
        let address = WebAddress::parse(&maple.url(path), Reach::Demo).unwrap();
        let plain = WebAddress::parse("http://somebody.localhost/#main-key", Reach::Demo).unwrap();
        let signer = Signer::new(plain.clone(), PrivateKey::from_pem(key).unwrap());
        let mut headers = signer.at(maple.test.database.clock().now()).sign_get(&address);
        // Not every name that somebody writes there is an address that we would write ourselves.
        let signature = headers["signature"].to_str().unwrap().replace(plain.as_str(), key_id);
        headers.insert("signature", signature.parse().unwrap());
        headers
    }

    /// Requests that nobody could take for a listed server's, by what is wrong with them.
    fn strangers(&self, path: &str) -> Vec<(String, HeaderMap)> {
        let s = &self.scene;
        let mut all = vec![("unsigned".to_owned(), HeaderMap::new())];
        for host in ["other", "ex", "bad"] {
            let actor = s.world.actor(host, "server", "Application");
            all.push((host.to_owned(), s.world.sign(&s.maple, &actor, path)));
        }
        all.push(("another path".to_owned(), s.world.sign(&s.maple, &self.friend, "/reader")));
        let mut late = s.world.sign(&s.maple, &self.friend, path);
        late.insert(header::DATE, "Mon, 23 Nov 2026 01:00:00 GMT".parse().unwrap());
        all.push(("another time".to_owned(), late));
        let mut nothing = HeaderMap::new();
        nothing.insert("signature", "keyId=\"x\"".parse().unwrap());
        all.push(("half a signature".to_owned(), nothing));
        all
    }

    /// The listed name as others could write it, each signed by somebody who is not the listed server.
    fn variants(&self, path: &str) -> Vec<(String, HeaderMap)> {
        let (world, port) = (&self.scene.world, self.scene.world.port());
        let mut all = Vec::new();
        // One server in other letters: the key is the listed one's, which others do not have.
        for name in ["friend.localhost", "FRIEND.localhost", "ｆriend.localhost", "friend.localhost."] {
            let key_id = format!("http://{name}:{port}/u/server#main-key");
            all.push((key_id.clone(), self.signed_with(&FOREIGN, &key_id, path)));
        }
        // Other servers, each with a good key of its own.
        let names = ["notfriend", "sub.friend", "friend-", "xn--frend-2sa", "friend.localhost.evil"];
        for name in names {
            let actor = world.actor(name, "server", "Application");
            all.push((actor.clone(), world.sign(&self.scene.maple, &actor, path)));
        }
        let port = self.elsewhere.actor("friend", "server", "Application");
        all.push((port.clone(), self.elsewhere.sign(&self.scene.maple, &port, path)));
        let evil = self.scene.world.actor("evil", "server", "Application");
        for user in ["friend.localhost@", "friend.localhost:80@", "friend.localhost%2F@"] {
            let key_id = format!("{}#main-key", evil.replace("http://", &format!("http://{user}")));
            all.push((key_id.clone(), self.signed_with(&FOREIGN, &key_id, path)));
        }
        all
    }

    /// What strangers were given.
    async fn given(&self) -> Vec<String> {
        let maple = &self.scene.maple;
        let mut given = Vec::new();
        for path in &self.closed {
            let (status, headers, _) =
                maple.get(path, self.scene.world.sign(maple, &self.friend, path)).await;
            assert_eq!(status, StatusCode::OK, "the test can see {path}");
            assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("no-store"), "{path}");
            for (who, headers) in self.strangers(path).into_iter().chain(self.variants(path)) {
                let (status, _, body) = maple.get(path, headers).await;
                if (status, body.as_str()) != (StatusCode::NOT_FOUND, "") {
                    given.push(format!("{path} to {who}: {status} {body:.80}"));
                }
            }
        }
        // Everybody may read an open community, except for whom we block.
        let bad = self.scene.world.actor("bad", "server", "Application");
        let (status, _, body) = maple.get("/c/garden", self.scene.world.sign(maple, &bad, "/c/garden")).await;
        if (status, body.as_str()) != (StatusCode::NOT_FOUND, "") {
            given.push(format!("/c/garden to a blocked server: {status} {body:.80}"));
        }
        given
    }
}

#[tokio::test]
async fn only_signed_requests_of_listed_servers_get_a_body() {
    assert_eq!(street().await.given().await, Vec::<String>::new());
}

async fn given_with(mutant: Mutant) -> Vec<String> {
    mutant.switch_on();
    street().await.given().await
}

#[tokio::test]
async fn an_answer_to_the_unsigned_is_caught() {
    let given = given_with(Mutant::UnsignedAreListed).await;
    assert!(given.iter().any(|line| line.contains("to unsigned")), "{given:?}");
}

#[tokio::test]
async fn a_signature_that_is_not_checked_is_caught() {
    let given = given_with(Mutant::SignaturesAreNotChecked).await;
    assert!(given.iter().any(|line| line.contains("to another path")), "{given:?}");
}

#[tokio::test]
async fn a_name_that_ends_like_a_listed_one_is_caught() {
    let given = given_with(Mutant::EndingsAreListed).await;
    assert!(given.iter().any(|line| line.contains("notfriend")), "{given:?}");
    assert!(given.iter().any(|line| line.contains("sub.friend")), "{given:?}");
}

#[tokio::test]
async fn a_name_compared_as_it_was_typed_is_caught() {
    let given = given_with(Mutant::HostsAsTyped).await;
    assert!(given.iter().any(|line| line.contains("blocked server")), "{given:?}");
}
