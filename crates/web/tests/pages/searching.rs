//! Searching: who finds what, what the page says of it, and what the address does not.

use crate::{
    cast::{comment, found, neighbour, thread},
    rig::{Answer, Browser, House, Plan},
};

/// Looks for words, and answers the page.
pub async fn look(browser: &Browser<'_>, words: &str) -> Answer {
    let address = browser.post("/search", &[("q", words), ("in", "")]).await.leads_to().to_owned();
    assert!(address.starts_with("/search/"), "{address}");
    browser.get(&address).await
}

/// The titles of what was found.
fn titles(page: &Answer) -> Vec<String> {
    let plain = |html: &str| html.replace("<mark>", "").replace("</mark>", "");
    let titles = page.html.split("<h3><a href=").skip(1).filter_map(|rest| rest.split_once('>'));
    titles.map(|(_, rest)| plain(rest.split("</a>").next().unwrap())).collect()
}

#[tokio::test]
async fn what_somebody_may_not_read_is_not_found() {
    let house = House::new().await;
    let operator = house.operator().await;
    let home = found(&operator, "home", "The home", "house").await;
    let circle = found(&operator, "circle", "The circle", "circle").await;
    let open = found(&operator, "open", "The open porch", "open").await;
    let member = neighbour(&house, &operator, "member", &circle).await;
    for (place, title) in
        [(&home, "Lantern in the home"), (&circle, "Lantern in the circle"), (&open, "Lantern outside")]
    {
        let talk = thread(&operator, place, title, "It hangs beside the door.").await;
        comment(&operator, &talk, "", "Mine is a quiet kerosene one.").await;
    }
    house.indexed().await;
    let everything = look(&operator, "lantern").await;
    assert_eq!(titles(&everything).len(), 3, "{}", everything.html);
    everything.says("href=\"/c/circle\">The circle</a>").says_not("class=\"name\"");
    assert_eq!(titles(&look(&member, "kerosene").await).len(), 3);
    let stranger = house.browser();
    assert_eq!(titles(&look(&stranger, "lantern").await), ["Lantern outside"]);
    let other = operator.post("/organisations", &[("name", "Willow House")]).await.leads_to().to_owned();
    let form = [("label", "room 9"), ("office", "member"), ("days", "14")];
    let sheet = operator.post(&format!("{other}/invitations"), &form).await;
    let neighbour = house.joined(sheet.between("<span class=\"code\">", "</span>"), "next-door").await;
    let theirs = titles(&look(&neighbour, "lantern").await);
    assert!(theirs.len() == 2 && !theirs.iter().any(|title| title.contains("home")), "{theirs:?}");
    look(&neighbour, "lantern in:home").await.says_not("The home");
}

#[tokio::test]
async fn what_is_taken_away_or_kept_out_is_not_found() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let talk = thread(&operator, &porch, "Juniper berries", "Do you dry them?").await;
    let said = comment(&operator, &talk, "", "On the windowsill, with sloe.").await;
    let out = [("title", "Juniper for me alone"), ("body", "With sloe, too."), ("unlisted", "1")];
    let out = operator.post(&format!("{porch}/threads"), &out).await.leads_to().to_owned();
    comment(&operator, &out, "", "And a little more juniper.").await;
    house.indexed().await;
    assert_eq!(titles(&look(&operator, "juniper").await), ["Juniper berries"]);
    assert_eq!(titles(&look(&operator, "sloe").await), ["Juniper berries"]);
    let edit = [("title", "Juniper for me alone"), ("body", "With sloe, too."), ("version", "1")];
    operator.post(&format!("{out}/edit"), &edit).await.leads_to();
    operator.post(&format!("/comments/{said}/deletion"), &[("x", "")]).await.leads_to();
    house.indexed().await;
    assert_eq!(titles(&look(&operator, "sloe").await), ["Juniper for me alone"]);
    let edit =
        [("title", "Juniper for me alone"), ("body", "With sloe."), ("version", "2"), ("unlisted", "1")];
    operator.post(&format!("{out}/edit"), &edit).await.leads_to();
    house.indexed().await;
    assert!(titles(&look(&operator, "sloe").await).is_empty());
    assert_eq!(titles(&look(&operator, "little juniper").await), ["Juniper berries"]);
}

#[tokio::test]
async fn a_noted_text_shows_its_note_and_a_blocked_name_nothing() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    let form = [
        ("title", "A hard night"),
        ("body", "The marigold words nobody should meet by chance."),
        ("note", "death"),
    ];
    let talk = operator.post(&format!("{porch}/threads"), &form).await.leads_to().to_owned();
    house.indexed().await;
    let page = look(&member, "marigold").await;
    assert_eq!(titles(&page), ["A hard night"]);
    page.says("Note: death").says_not("nobody should meet").says_not("<mark>marigold");
    let persona = member.get(&talk).await.between("action=\"/people/", "/block").to_owned();
    member.post(&format!("/people/{persona}/block"), &[("to", talk.as_str())]).await.leads_to();
    assert!(titles(&look(&member, "marigold").await).is_empty());
    assert_eq!(titles(&look(&operator, "marigold").await), ["A hard night"]);
}

#[tokio::test]
async fn the_page_says_what_it_understood_and_offers_help_first() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "open").await;
    thread(&operator, &porch, "Cannot sleep", "It is day 4 and the nights are long.").await;
    house.indexed().await;
    let stranger = house.browser();
    let page = look(&stranger, "cant sleep day 4").await;
    assert_eq!(titles(&page), ["Cannot sleep"]);
    page.says("We looked for: ").says_not("alone with this").says("That's all we found.");
    look(&stranger, "zzyzx").await.says("Nothing found, yet");
    let urgent = look(&stranger, "want to die").await;
    let (help, empty) = (urgent.html.find("alone with this"), urgent.html.find("Nothing found, yet"));
    assert!(help.is_some() && empty.is_none_or(|empty| help < Some(empty)), "{}", urgent.html);
    let newest = page.between("?by=newest\">", "<").to_owned();
    assert_eq!(newest, "Newest first");
    stranger.get("/search").await.says("autocomplete=\"off\"").says("<option value=\"The porch\">");
}

#[tokio::test]
async fn an_address_opens_for_its_browser_alone_and_says_nothing() {
    let house = House::new().await;
    let operator = house.operator().await;
    let (stranger, other) = (house.browser(), house.browser());
    let mut opened = Vec::new();
    for (browser, somebody_else) in [(&operator, &stranger), (&stranger, &other)] {
        let short = browser.post("/search", &[("q", "a"), ("in", "")]).await.leads_to().to_owned();
        let address =
            browser.post("/search", &[("q", "kingfisher lamps"), ("in", "")]).await.leads_to().to_owned();
        assert_eq!(short.len(), address.len(), "its length tells how much was typed");
        browser.get(&address).await.is(200).says("kingfisher lamps");
        somebody_else.get(&address).await.is(200).says_not("kingfisher").says("That search is over");
        assert_eq!(browser.get(&address).await.header("cache-control"), "no-store");
        browser.get("/leave").await;
        browser.get(&address).await.says_not("kingfisher");
        opened.push(address);
    }
    let again =
        stranger.post("/search", &[("q", "kingfisher lamps"), ("in", "")]).await.leads_to().to_owned();
    stranger.get(&again).await.says("kingfisher lamps");
    house.clock.advance(chrono::Duration::days(2));
    stranger.get(&again).await.says_not("kingfisher");
}

#[tokio::test]
async fn an_address_is_looked_up_for_members_and_words_are_not() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "open").await;
    let talk = thread(&operator, &porch, "Hello", "Is somebody there?").await;
    let to = async |browser: &Browser<'_>, words: &str| {
        browser.post("/search", &[("q", words), ("in", "")]).await.leads_to().to_owned()
    };
    assert_eq!(to(&operator, "!porch@maple.example").await, porch);
    assert_eq!(to(&operator, &format!("https://maple.example{talk}")).await, talk);
    let missing = operator.post("/search", &[("q", "!nothing@maple.example"), ("in", "")]).await;
    missing.is(422).says("!nothing@maple.example");
    let stranger = house.browser();
    assert!(to(&stranger, "!porch@maple.example").await.starts_with("/search/"));
    assert!(to(&operator, "sam@mail.example").await.starts_with("/search/"));
}

#[tokio::test]
async fn whoever_searches_without_end_waits_a_little() {
    let house = House::new().await;
    let stranger = house.browser();
    let address = stranger.post("/search", &[("q", "lamps"), ("in", "")]).await.leads_to().to_owned();
    let ask = async || {
        let request =
            stranger.request(axum::http::Method::GET, &address).header("x-forwarded-for", "203.0.113.7");
        stranger.send(request.body(axum::body::Body::empty()).unwrap()).await
    };
    let mut late = ask().await;
    for _ in 0..120 {
        if late.status != 200 {
            break;
        }
        late = ask().await;
    }
    late.is(429).says("<h1>");
    assert!(!late.header("retry-after").is_empty());
}
