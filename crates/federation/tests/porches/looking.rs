//! Somebody pastes an address, and lands where it belongs.

use federation::lookup::{self, Found, LookupRefusal};
use members::Audience;
use serde_json::{Value, json};

use crate::{
    rig::settle,
    world::{Scene, scene},
};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

async fn find(s: &Scene, address: &str) -> Result<Found, &'static str> {
    lookup::find(&s.maple.federation, address).await.map_err(|refusal| refusal.key())
}

#[tokio::test]
async fn a_thread_or_a_comment_leads_to_its_community() {
    let s = scene().await;
    let lawn = s.world.actor("forum", "lawn", "Group");
    let page = s.world.page(&s.bob, &lawn, "Grass");
    let note = s.world.note(&s.ann, &lawn, id(&page), "It is green.");
    let found = find(&s, id(&note)).await.unwrap();
    assert_eq!(found, Found { community: s.maple.remote(&lawn).await.id, thread: None });
    assert_eq!(find(&s, id(&page)).await, Ok(found), "it is shown to nobody before somebody belongs there");
    assert!(!s.knows(id(&page)).await && !s.knows(id(&note)).await);
    assert_eq!(lookup::community(&s.maple.federation, id(&page)).await.unwrap(), found.community);
    settle(&[&s.maple]).await;
}

#[tokio::test]
async fn where_we_belong_the_thread_itself_is_found() {
    let s = scene().await;
    let page = s.world.page(&s.ann, &s.park_id, "Benches");
    let note = s.world.note(&s.ann, &s.park_id, id(&page), "Two of them.");
    let found = find(&s, &format!(" {} ", id(&note))).await.unwrap();
    let thread = s.maple.thread_of(id(&page)).await.id;
    assert_eq!(found, Found { community: s.park.id, thread: Some(thread) });
    assert_eq!(s.maple.texts(thread).await, ["Two of them."]);
    assert_eq!(find(&s, id(&page)).await, Ok(found), "known by now");
    // What a third server says is in the park, only the park can confirm.
    let claimed = s.world.page(&s.eve, &s.park_id, "Buy here");
    assert_eq!(find(&s, id(&claimed)).await, Ok(Found { community: s.park.id, thread: None }));
    assert!(!s.knows(id(&claimed)).await);
}

#[tokio::test]
async fn our_own_addresses_lead_to_what_is_open() {
    let s = scene().await;
    let thread = s.thread_id.rsplit('/').next().unwrap().parse().unwrap();
    let comment = s.maple.say(&s.maple.founder, thread, "They ripen.").await;
    let found = Found { community: s.garden.id, thread: Some(thread) };
    assert_eq!(find(&s, &s.thread_id).await, Ok(found));
    assert_eq!(find(&s, &s.maple.url(&format!("/comments/{comment}"))).await, Ok(found));
    let reply = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Not sent here");
    assert_eq!(find(&s, id(&reply)).await, Ok(found), "what answers ours belongs where ours is");
    assert!(!s.knows(id(&reply)).await);
    let page = s.world.page(&s.bob, &s.garden_id, "Nor this");
    assert_eq!(find(&s, id(&page)).await, Ok(Found { community: s.garden.id, thread: None }));
    let kitchen = s.maple.found("kitchen", Audience::Circle).await;
    let closed = s.maple.start(&s.maple.founder, &kitchen, "Supper", "Soup.").await;
    let not_found = LookupRefusal::NotFound.key();
    for path in [format!("/t/{closed}"), "/t/7".to_owned(), "/comments/7".to_owned()] {
        assert_eq!(find(&s, &s.maple.url(&path)).await, Err(not_found), "{path}");
    }
}

#[tokio::test]
async fn what_belongs_to_no_community_leads_nowhere() {
    let s = scene().await;
    let mut post = s.world.page(&s.bob, &s.ann, "A word to Ann");
    post["cc"] = json!([s.eve]);
    s.world.serve(id(&post), post.clone());
    let picture = s.world.url("other", "/picture/1");
    s.world.serve(&picture, json!({ "id": picture, "type": "Image" }));
    let no_community = LookupRefusal::NotACommunity.key();
    for address in [id(&post), &picture, &s.ann] {
        assert_eq!(find(&s, address).await, Err(no_community), "{address}");
    }
    // Comments that answer each other in a circle have no thread.
    let one = s.world.note(&s.bob, &s.park_id, "", "One");
    let mut two = s.world.note(&s.bob, &s.park_id, id(&one), "Two");
    let mut one = one.clone();
    one["inReplyTo"] = two["id"].clone();
    s.world.serve(id(&one), one.clone());
    two["audience"] = Value::Null;
    assert_eq!(find(&s, id(&two)).await, Err(LookupRefusal::NotFound.key()));
    assert!(s.world.asked(id(&one)) <= 6);
}
