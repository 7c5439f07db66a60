//! A name for one thread, starting fresh, and what the composer says of it all.

use crate::{
    cast::{comment, found, neighbour, number, part, thread},
    landmarks::stands_well,
    rig::{House, PASSPHRASE},
};

#[tokio::test]
async fn a_name_for_one_thread_is_one_tick_away() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let other = neighbour(&house, &operator, "other", &porch).await;
    let talk = thread(&other, &porch, "Evening", "Hello").await;

    let page = writer.get(&talk).await;
    stands_well(&talk, &page);
    page.says("A name for this thread only:").says("You will be").says("within four hours").says("tomorrow");
    let name = page.between("A name for this thread only: <strong>", "</strong>").to_owned();
    let form = [("body", "It is hard today."), ("one_time", "1"), ("preview", "1")];
    let preview = writer.post(&format!("{talk}/comments"), &form).await;
    preview.is(200).says("name=\"one_time\" value=\"1\" checked").says(&name);
    let posted = writer.post(&format!("{talk}/comments"), &form[..2]).await;
    let said = number(&posted);

    let page = writer.get(&talk).await;
    stands_well(&talk, &page);
    page.says(&format!("You are {name}, in this thread only.")).says_not("A name for this thread only:");
    page.says("Other servers get it within four hours");
    assert!(
        part(&page, &said).contains(&name) && part(&page, &said).contains(&format!("/comments/{said}/edit"))
    );
    assert!(!part(&page, &said).contains("/support\""), "nobody supports themselves");
    writer
        .get(&format!("/comments/{said}/edit"))
        .await
        .is(200)
        .says(&format!("You are {name}, in this thread only."));
    writer
        .post(&format!("/comments/{said}/edit"), &[("body", "Better now."), ("version", "1")])
        .await
        .leads_to();
    // It is worn on without a tick, and its notices come.
    let again = comment(&writer, &talk, "", "Still here.").await;
    assert!(part(&writer.get(&talk).await, &again).contains(&name));
    comment(&other, &talk, &again, "So are we.").await;
    writer.get("/notices").await.says(&name);
    writer.get("/mine").await.says("Still here.").says("Your names");
    let names = writer.get("/settings/names").await;
    stands_well("/settings/names", &names);
    names
        .says(&name)
        .says("In one thread only. It ends in 14 days.")
        .says("You cannot change or delete those words");
    writer.post(&format!("/comments/{said}/deletion"), &[("", "")]).await.leads_to();
    writer.get(&talk).await.says_not("Better now.");

    // Elsewhere they are as they were.
    writer
        .get(&format!("{porch}/threads/new"))
        .await
        .says("You will be")
        .says("A name for this thread only:");
    // After its days the name is nobody's.
    house.clock.advance(chrono::Duration::days(15));
    let form = [("name", "writer"), ("passphrase", PASSPHRASE), ("device", "own")];
    writer.post("/sign-in", &form).await.leads_to();
    let page = writer.get(&talk).await;
    assert!(!part(&page, &again).contains("/edit"), "it is nobody's any more");
    page.says("Still here.").says("A name for this thread only:");
    writer.get("/settings/names").await.says_not(&name);
}

#[tokio::test]
async fn a_thread_begins_under_its_own_name_and_words_of_crisis_leave_at_once() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "open").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let new = writer.get(&format!("{porch}/threads/new")).await;
    new.says("Anyone can read this").says("Other servers get it at once");
    let name = new.between("A name for this thread only: <strong>", "</strong>").to_owned();
    let once = new.between("name=\"once\" value=\"", "\"").to_owned();
    let form =
        [("title", "Tonight"), ("body", "A long day."), ("one_time", "1"), ("pace", "day"), ("once", &once)];
    let talk = writer.post(&format!("{porch}/threads"), &form).await.leads_to().to_owned();
    writer.get(&talk).await.says(&format!("You are {name}, in this thread only.")).says_not("sounded urgent");

    let form = [("title", "Help"), ("body", "I am about to relapse."), ("one_time", "1")];
    let urgent = writer.post(&format!("{porch}/threads"), &form).await.leads_to().to_owned();
    assert!(urgent.ends_with("?urgent=1"));
    writer.get(&urgent).await.says("Your words sounded urgent").says("/help-now");
    let form = [("body", "I want to die."), ("one_time", "1")];
    let said = writer.post(&format!("{talk}/comments"), &form).await;
    assert!(said.leads_to().contains("&urgent=1#comment-"), "{}", said.leads_to());
    let form = [("body", "Supper was good."), ("one_time", "1")];
    let said = writer.post(&format!("{talk}/comments"), &form).await;
    assert!(!said.leads_to().contains("urgent"));
}

#[tokio::test]
async fn a_house_offers_no_name_for_one_thread() {
    let house = House::new().await;
    let operator = house.operator().await;
    let kitchen = found(&operator, "kitchen", "The kitchen", "house").await;
    let writer = neighbour(&house, &operator, "writer", &kitchen).await;
    let new = writer.get(&format!("{kitchen}/threads/new")).await;
    new.says("It never leaves this server").says_not("A name for this thread only:");
    let form = [("title", "Tonight"), ("body", "A long day."), ("one_time", "1")];
    writer.post(&format!("{kitchen}/threads"), &form).await.is(422).says("A house has no one-time names.");
}

#[tokio::test]
async fn starting_fresh_leaves_the_old_name_where_it_wrote() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let path = format!("{porch}/name");
    writer.get(&path).await.says_not("Start fresh");
    let old = thread(&writer, &porch, "Before", "Old words.").await;
    let page = writer.get(&path).await;
    stands_well(&path, &page);
    let name = page.says("Start fresh").between("You are ", " here").to_owned();
    writer.post(&path, &[("fresh", "1")]).await.leads_to();
    let page = writer.get(&path).await;
    let fresh = page.says_not("Start fresh").between("You will be ", " here").to_owned();
    assert_ne!(fresh, name);
    let page = writer.get(&old).await;
    page.says(&format!("You wrote here as {name}, so you still are {name} here."))
        .says(&format!("{old}/edit"));
    let said = comment(&writer, &old, "", "More of the same.").await;
    assert!(part(&writer.get(&old).await, &said).contains(&name));
    let new = thread(&writer, &porch, "After", "New words.").await;
    writer.get(&new).await.says(&format!("You are {fresh} here."));
    writer.get("/settings/names").await.says("You left it behind.").says(&name).says(&fresh);
    // Whoever moderates has to stop first.
    operator.get(&path).await.says("You moderate here under this name.");
    operator.post(&path, &[("fresh", "1")]).await.is(422);
}
