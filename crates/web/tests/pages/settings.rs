//! One topic a page: passphrase, sign-in name, codes, sessions, look, country.

use crate::{
    cast::{found, thread},
    rig::{House, PASSPHRASE},
};

#[tokio::test]
async fn a_passphrase_is_changed_and_other_sessions_end() {
    let house = House::new().await;
    let here = house.operator().await;
    let there = house.browser();
    let form = [("name", "operator-one"), ("passphrase", PASSPHRASE), ("device", "own")];
    there.post("/sign-in", &form).await.leads_to();
    let path = "/settings/passphrase";
    here.get(path).await.is(200).says("name=\"current\"");
    here.post(path, &[("current", "wrong"), ("passphrase", "other words of mine")])
        .await
        .is(422)
        .says("That is not your passphrase");
    here.post(path, &[("current", PASSPHRASE), ("passphrase", "short")])
        .await
        .is(422)
        .says("longer")
        .says_not(PASSPHRASE);
    let done = here.post(path, &[("current", PASSPHRASE), ("passphrase", "other words of mine")]).await;
    assert_eq!(done.leads_to(), "/settings?saved=yes");
    here.get("/settings?saved=yes").await.is(200).says("Saved.");
    assert!(there.get("/settings").await.leads_to().starts_with("/sign-in"));
    there.post("/sign-in", &form).await.is(422);
}

#[tokio::test]
async fn a_sign_in_name_is_changed() {
    let house = House::new().await;
    let operator = house.operator().await;
    let member = house.newcomer(&operator, "quiet-porch").await;
    let path = "/settings/sign-in-name";
    member.get(path).await.is(200).says("name=\"sign_in_name\"");
    member
        .post(path, &[("sign_in_name", "new-name"), ("current", "wrong")])
        .await
        .is(422)
        .says("That is not your passphrase");
    member
        .post(path, &[("sign_in_name", "operator-one"), ("current", PASSPHRASE)])
        .await
        .is(422)
        .says("operator-one-");
    member.post(path, &[("sign_in_name", "x"), ("current", PASSPHRASE)]).await.is(422).says("3 to 40");
    member.post(path, &[("sign_in_name", "new-name"), ("current", PASSPHRASE)]).await.leads_to();
    let form = [("name", "new-name"), ("passphrase", PASSPHRASE), ("device", "own")];
    house.browser().post("/sign-in", &form).await.leads_to();
}

#[tokio::test]
async fn new_recovery_codes_need_the_passphrase() {
    let house = House::new().await;
    let operator = house.operator().await;
    let path = "/settings/recovery-codes";
    operator.get(path).await.is(200);
    operator.post(path, &[("current", "wrong")]).await.is(422).says("That is not your passphrase");
    let sheet = operator.post(path, &[("current", PASSPHRASE)]).await;
    sheet.is(200).says_not("Step");
    assert_eq!(sheet.html.matches("class=\"code\"").count(), 2);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let house = House::new().await;
    let here = house.operator().await;
    let form = [("name", "operator-one"), ("passphrase", PASSPHRASE), ("device", "shared")];
    let [one, two] = [house.browser(), house.browser()];
    one.post("/sign-in", &form).await.leads_to();
    two.post("/sign-in", &form).await.leads_to();
    let list = here.get("/settings/sessions").await;
    list.is(200).says("this one").says("Shared with others").says("End all others");
    assert_eq!(list.html.matches("End it").count(), 2);
    let id = list.between("action=\"/settings/sessions/", "/end\"").to_owned();
    here.post(&format!("/settings/sessions/{id}/end"), &[("x", "")]).await.leads_to();
    assert_eq!(here.get("/settings/sessions").await.html.matches("End it").count(), 1);
    here.post("/settings/sessions/others/end", &[("x", "")]).await.leads_to();
    here.get("/settings/sessions").await.is(200).says_not("End it");
    for other in [one, two] {
        assert!(other.get("/settings").await.leads_to().starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn the_look_and_the_country_stay_in_the_browser() {
    let house = House::new().await;
    let browser = house.browser();
    browser.get("/settings/look").await.is(200).says("value=\"device\" checked").says_not("data-theme");
    let chosen = browser.post("/settings/look", &[("theme", "dark")]).await;
    assert_eq!(chosen.leads_to(), "/settings/look");
    assert!(!chosen.header("set-cookie").contains("Max-Age"), "a stranger's choice ends with the window");
    browser.get("/settings/look").await.says("data-theme=\"dark\"").says("value=\"dark\" checked");
    browser.post("/settings/look", &[("theme", "\"><script>")]).await.leads_to();
    browser.get("/settings/look").await.says_not("data-theme");

    browser.post("/settings/country", &[("country", "IE")]).await.leads_to();
    browser
        .get("/settings/country")
        .await
        .is(200)
        .says("value=\"IE\" selected")
        .says("href=\"/help-now?country=IE\"");
    let own = house.operator().await;
    let chosen = own.post("/settings/look", &[("theme", "contrast")]).await;
    assert!(chosen.header("set-cookie").contains("Max-Age=31536000"));
}

#[tokio::test]
async fn help_is_there_for_everybody_and_the_same_for_all() {
    let house = House::new().await;
    let operator = house.operator().await;
    operator.post("/settings/look", &[("theme", "dark")]).await.leads_to();
    let page = operator.get("/help-now").await;
    page.is(200)
        .says("tel:112")
        .says("Emergency number in many countries")
        .says_not("data-theme")
        .says_not("/notices");
    assert_eq!(page.header("cache-control"), "public, max-age=3600");
    assert_eq!(page.header("set-cookie"), "");
    house
        .browser()
        .get("/help-now?country=US")
        .await
        .is(200)
        .says("tel:911")
        .says("United States")
        .says_not("988");
    house.browser().get("/help-now?country=%22%3E").await.is(200).says("tel:112");
    house.browser().get("/help/members/passphrase").await.is(200).says("I lost my passphrase");
}

#[tokio::test]
async fn how_long_words_stay_is_chosen() {
    let house = House::new().await;
    let operator = house.operator().await;
    let path = "/settings/life";
    operator.get(path).await.is(200).says("7 to 10 days").says("value=\"\" checked");
    assert_eq!(operator.post(path, &[("life", "week")]).await.leads_to(), "/settings?saved=yes");
    operator.get(path).await.is(200).says("value=\"week\" checked");
    operator.post(path, &[("life", "")]).await.leads_to();
    operator.get(path).await.is(200).says("value=\"\" checked");
}

#[tokio::test]
async fn who_leaves_types_the_passphrase_and_chooses_between_two_equal_ways() {
    let house = House::new().await;
    let operator = house.operator().await;
    let path = "/settings/leaving";
    operator
        .get(path)
        .await
        .is(200)
        .says("You are the only one who runs this server")
        .says_not("name=\"current\"");
    let member = house.newcomer(&operator, "quiet-porch").await;
    member.get(path).await.is(200).says("name=\"current\"").says_not("pace");
    member.post(path, &[("current", "wrong")]).await.is(422).says("That is not your passphrase");
    let choice = member.post(path, &[("current", PASSPHRASE)]).await;
    choice.is(200).says("value=\"spread\"").says("value=\"now\"").says_not(PASSPHRASE);
    assert_eq!(choice.html.matches("class=\"button stop\"").count(), 2, "the two ways are equal");
    let proof = choice.between("name=\"proof\" value=\"", "\"").to_owned();
    let departure = "/settings/leaving/departure";
    for (proof, pace) in [("", "now"), (&*"0".repeat(32), "now"), (&*proof, "tomorrow")] {
        let refused = member.post(departure, &[("proof", proof), ("pace", pace)]).await;
        assert_eq!(refused.leads_to(), path);
    }
    let left = member.post(departure, &[("proof", &*proof), ("pace", "spread")]).await;
    assert_eq!(left.leads_to(), "/farewell?pace=spread");
    assert!(left.header("clear-site-data").contains("storage"));
    member.get("/farewell?pace=spread").await.is(200).says("next week").says_not("/notices");
    assert!(member.get("/settings").await.leads_to().starts_with("/sign-in"));
    let form = [("name", "quiet-porch"), ("passphrase", PASSPHRASE), ("device", "own")];
    house.browser().post("/sign-in", &form).await.is(422);
}

#[tokio::test]
async fn who_keeps_threads_out_of_search_finds_it_ticked_and_can_change_it_each_time() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let tick = "name=\"unlisted\" value=\"1\"";
    let form = format!("{porch}/threads/new");
    operator.get(&form).await.says(tick).says_not(&format!("{tick} checked"));
    operator.get("/settings/search").await.is(200).says_not(&format!("{tick} checked"));
    let saved = operator.post("/settings/search", &[("unlisted", "1")]).await;
    assert_eq!(saved.leads_to(), "/settings?saved=yes");
    operator.get("/settings/search").await.says(&format!("{tick} checked"));
    operator.get(&form).await.says(&format!("{tick} checked"));
    let out = [("title", "Just for here"), ("body", "A long week"), ("unlisted", "1")];
    let out = operator.post(&format!("{porch}/threads"), &out).await.leads_to().to_owned();
    operator.get(&format!("{out}/edit")).await.says(&format!("{tick} checked"));
    let found = thread(&operator, &porch, "For all", "A short week").await;
    operator.get(&format!("{found}/edit")).await.says_not(&format!("{tick} checked"));
    let edit = [("title", "For all"), ("body", "A short week"), ("version", "1"), ("unlisted", "1")];
    operator.post(&format!("{found}/edit"), &edit).await.leads_to();
    operator.get(&format!("{found}/edit")).await.says(&format!("{tick} checked"));
}
