//! Somebody without an invitation asks to come in, and the team at the door answers.

use crate::{
    cast::found,
    landmarks::stands_well,
    rig::{Browser, House},
};

const WORDS: &str = "I am awake and would like some company.";

/// A house whose kitchen answers the door.
async fn answering(house: &House) -> (Browser<'_>, String) {
    let lead = house.operator().await;
    let kitchen = found(&lead, "kitchen", "The kitchen", "house").await;
    let page = lead.get("/settings/door").await;
    stands_well("/settings/door", &page);
    let id = page.html.split("<option value=\"").find(|rest| rest.contains("The kitchen")).unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    lead.post("/settings/door", &[("community", id)]).await.leads_to();
    (lead, kitchen)
}

#[tokio::test]
async fn somebody_asks_is_answered_and_comes_in_with_the_code_they_had() {
    let house = House::new().await;
    let stranger = house.browser();
    stranger.get("/join/ask").await.says("Nobody answers the door here.");
    stranger.post("/join/ask", &[("words", WORDS)]).await.is(422);
    let (lead, kitchen) = answering(&house).await;
    stranger.get("/join").await.says("/join/ask");
    for path in ["/join/ask", "/join/asked"] {
        stands_well(path, &stranger.get(path).await);
    }
    stands_well("/join/ask", stranger.post("/join/ask", &[("words", " ")]).await.is(422));
    let page = stranger.post("/join/ask", &[("words", WORDS)]).await;
    stands_well("/join/ask", &page);
    let code =
        page.says_not("Please talk to somebody now").between("<strong class=\"code\">", "<").to_owned();
    let look = async || stranger.post("/join/asked", &[("code", code.as_str())]).await;
    let page = look().await;
    stands_well("/join/asked", &page);
    page.says("Nobody has answered yet").says(WORDS);
    stranger.post("/join/asked", &[("code", "wrong-code")]).await.is(422).says("We find nothing");
    stranger.get(&format!("/join/{code}")).await.is(404);

    let door = format!("{kitchen}/door");
    let page = lead.get(&door).await;
    stands_well(&door, &page);
    let ask = page.says(WORDS).between("name=\"ask\" value=\"", "\"").to_owned();
    lead.post(&door, &[("ask", ask.as_str()), ("decision", "answer")]).await.is(422);
    let answer = |words, decision| [("ask", ask.as_str()), ("words", words), ("decision", decision)];
    lead.post(&door, &answer("Good that you are here. Who do you know?", "answer")).await.leads_to();
    look().await.says("Good that you are here.").says_not("your invitation now");
    lead.post(&door, &answer("Welcome.", "in")).await.leads_to();
    let page = look().await;
    stands_well("/join/asked", &page);
    page.says("Your code is your invitation now").says("Welcome.");
    house.joined(&code, "quiet-porch").await;
    house.site.members.tidy().await.unwrap();
    look().await.is(422);
    lead.get(&door).await.says_not(WORDS);
}

#[tokio::test]
async fn words_of_danger_show_help_first_and_wake_the_team_and_all_words_go_after_two_weeks() {
    let house = House::new().await;
    let (lead, kitchen) = answering(&house).await;
    let stranger = house.browser();
    let words = "I want to kill myself, I have the pills here";
    let page = stranger.post("/join/ask", &[("words", words)]).await;
    stands_well("/join/ask", &page);
    assert!(page.html.find("Please talk to somebody now") < page.html.find("You asked"), "help comes first");
    let rota = lead.get(&format!("{kitchen}/rota")).await;
    rota.says("Somebody may be in danger").says(&format!("{kitchen}/door")).says_not("the pills");
    house.clock.advance(chrono::Duration::days(15));
    house.site.members.tidy().await.unwrap();
    // Fifteen days end the session too.
    let mut tx = house.site.database().read().await.unwrap();
    let left: Vec<String> = tx.sql("SELECT words FROM asks").column().await.unwrap();
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test]
async fn a_flood_at_the_door_is_told_to_wait() {
    let house = House::new().await;
    let (_, _) = answering(&house).await;
    let stranger = house.browser();
    let mut last = 200;
    for _ in 0..25 {
        last = stranger.post("/join/ask", &[("words", WORDS)]).await.status.as_u16();
    }
    assert_eq!(last, 429);
}
