//! Who is on call, where they are woken, and what waits for a first answer, as a team meets it.

use crate::{
    cast::{comment, found, neighbour, thread},
    landmarks::stands_well,
    rig::{House, Plan},
};

#[tokio::test]
async fn a_team_shares_the_hours_and_nobody_else_sees_them() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    let lead = house.operator().await;
    let kitchen = found(&lead, "kitchen", "The kitchen", "house").await;
    let sam = neighbour(&house, &lead, "quiet-porch", &kitchen).await;
    let rota = format!("{kitchen}/rota");
    sam.get(&rota).await.is(404);
    sam.get(&format!("{kitchen}/unanswered")).await.is(404);
    let page = lead.get(&rota).await;
    stands_well(&rota, &page);
    page.says("Nobody is on call").says("wake nobody");

    let night = [("clock", "2"), ("day", "0"), ("day", "1"), ("from", "22"), ("to", "6")];
    let back = lead.post(&rota, &night).await;
    assert_eq!(back.leads_to(), format!("{rota}?clock=2"));
    let page = lead.get(&format!("{rota}?clock=2")).await;
    stands_well(&rota, &page);
    page.says("Monday, Tuesday: 22:00 to 06:00");
    lead.get(&rota).await.says("Monday, Tuesday: 20:00 to 04:00");
    let all: Vec<(&str, String)> = page
        .html
        .split("name=\"stretch\" value=\"")
        .skip(1)
        .map(|rest| ("stretch", rest.split('"').next().unwrap().to_owned()))
        .collect();
    lead.post(&format!("{rota}/end"), &all).await.leads_to();
    lead.get(&rota).await.says_not("20:00 to 04:00");
}

#[tokio::test]
async fn a_bell_is_put_up_tried_and_taken_down_and_its_topic_is_not_shown() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    let lead = house.operator().await;
    let kitchen = found(&lead, "kitchen", "The kitchen", "house").await;
    let (rota, bells) = (format!("{kitchen}/rota"), format!("{kitchen}/bells"));
    for place in ["http://ntfy.example/x", "https://10.0.0.1/x", "https://maple.example/x", "nonsense"] {
        let page = lead.post(&bells, &[("kind", "ntfy"), ("place", place)]).await;
        page.is(422).says("This address cannot be used.").says(place);
        stands_well(&bells, &page);
    }
    let place = "https://ntfy.example/a-secret-topic";
    lead.post(&bells, &[("kind", "ntfy"), ("place", place)]).await.leads_to();
    let page = lead.get(&rota).await;
    stands_well(&rota, &page);
    page.says("ntfy: ntfy.example").says_not("a-secret-topic").says("At every hour");
    let bell = page.between("name=\"bell\" value=\"", "\"").to_owned();
    lead.post(&format!("{bells}/trial"), &[("bell", &bell)]).await.leads_to();
    lead.get(&rota).await.says("A try").says("is still tried");
    let hours = [("bell", bell.as_str()), ("day", "2"), ("from", "8"), ("to", "9")];
    lead.post(&format!("{bells}/hours"), &hours).await.leads_to();
    lead.get(&rota).await.says("Wednesday: 08:00 to 09:00");
    lead.post(&format!("{bells}/end"), &[("bell", &bell)]).await.leads_to();
    lead.get(&rota).await.says_not("ntfy.example");
}

#[tokio::test]
async fn first_words_wait_in_a_list_until_somebody_else_answers() {
    let house = House::new().await;
    let lead = house.operator().await;
    let kitchen = found(&lead, "kitchen", "The kitchen", "house").await;
    let sam = neighbour(&house, &lead, "quiet-porch", &kitchen).await;
    let (list, rota) = (format!("{kitchen}/unanswered"), format!("{kitchen}/rota"));
    lead.get(&list).await.says("Everybody has an answer");
    let first = thread(&sam, &kitchen, "Hello there", "I am new here.").await;
    thread(&sam, &kitchen, "And again", "My second one.").await;
    thread(&sam, &kitchen, "Tonight", "I want to kill myself, I have the pills here").await;
    house.clock.advance(chrono::Duration::hours(3));
    let page = lead.get(&list).await;
    stands_well(&list, &page);
    page.says("Hello there").says("waiting for 3 hours").says("asks for help").says_not("And again");
    assert!(page.html.find("Tonight") < page.html.find("Hello there"), "who asks for help comes first");
    comment(&sam, &first, "", "Anybody?").await;
    lead.get(&list).await.says("Hello there");
    comment(&lead, &first, "", "Welcome.").await;
    lead.get(&list).await.says_not("Hello there").says("answered after 3 hours");

    // The words of danger woke the team; whoever is on it says so.
    let page = lead.get(&rota).await;
    page.says("Somebody may be in danger").says("I am on it");
    let alert = page.between("name=\"alert\" value=\"", "\"").to_owned();
    lead.post(&format!("{kitchen}/alerts"), &[("alert", alert)]).await.leads_to();
    lead.get(&rota).await.says("somebody is on it").says_not("I am on it");
}

#[tokio::test]
async fn only_the_team_asks_a_newcomer_for_contact() {
    let house = House::new().await;
    let lead = house.operator().await;
    let kitchen = found(&lead, "kitchen", "The kitchen", "house").await;
    let sam = neighbour(&house, &lead, "quiet-porch", &kitchen).await;
    let alex = neighbour(&house, &lead, "slow-river", &kitchen).await;
    let hello = thread(&sam, &kitchen, "Hello there", "I am new here.").await;
    sam.get(&hello).await.says("only greeters may ask you for contact.");
    alex.get(&hello).await.says_not("Whoever started this");
    lead.get(&hello).await.says("You greet here, so you may offer contact.");
    let told = alex.post(&format!("{hello}/comments"), &[("body", "Welcome! DM me any time.")]).await;
    let page = alex.get(told.leads_to()).await;
    stands_well(&hello, &page);
    page.says("They are new here, so a moderator looks first.").says("/edit");
    sam.get(&hello).await.says_not("DM me any time");
    lead.get(&format!("{kitchen}/queue")).await.says("it asks someone new for contact");
    let held = crate::cast::number(&told);
    let mended = [("body", "Welcome!"), ("version", "1")];
    alex.post(&format!("/comments/{held}/edit"), &mended).await.leads_to();
    sam.get(&hello).await.says("Welcome!");
    lead.get(&format!("{kitchen}/queue")).await.says_not("asks someone new");
    // A few texts later sam is new no more.
    for number in 0..5 {
        comment(&sam, &hello, "", &format!("Evening {number} was fine.")).await;
    }
    lead.get(&hello).await.says_not("Whoever started this");
    comment(&alex, &hello, "", "DM me about the walk.").await;
    sam.get(&hello).await.says("DM me about the walk");
}

#[tokio::test]
async fn whoever_looked_at_much_that_is_hard_is_thanked_and_can_hand_the_rest_on() {
    let house = House::new().await;
    let lead = house.operator().await;
    let kitchen = found(&lead, "kitchen", "The kitchen", "house").await;
    let sam = neighbour(&house, &lead, "quiet-porch", &kitchen).await;
    let queue = format!("{kitchen}/queue");
    let hello = thread(&sam, &kitchen, "Supper", "Soup again").await;
    let decide = async |count: usize| {
        for number in 0..count {
            let said = comment(&sam, &hello, "", &format!("Pot {number} is warm.")).await;
            let call = [("reason", "shaming"), ("words", "")];
            lead.post(&format!("/comments/{said}/report"), &call).await.leads_to();
            let page = lead.get(&queue).await;
            let action = page.between(&format!("action=\"{queue}/"), "\"").to_owned();
            lead.post(&format!("{queue}/{action}"), &[("decision", "keep")]).await.leads_to();
        }
    };
    decide(9).await;
    lead.get(&queue).await.says_not("You can stop here");
    decide(1).await;
    let page = lead.get(&queue).await;
    stands_well(&queue, &page);
    page.says("Thank you. You can stop here").says("It is written nowhere");
    sam.post(&format!("{queue}/rest"), &[("on", "1")]).await.is(404);
}
