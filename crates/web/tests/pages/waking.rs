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
