//! Setting up a server: five screens, gone on with wherever somebody stopped, and the settings that change it later.

use std::sync::atomic::Ordering;

use axum::{
    body::Body,
    http::{Method, header},
};

use store::Mutant;

use crate::{
    cast::found,
    landmarks::stands_well,
    rig::{Answer, Browser, House, PASSPHRASE, Plan},
};

const LINK: &str = "/setup/a-single-use-token";

fn plan() -> Plan {
    Plan { setup_token: Some("a-single-use-token".into()), federates: true, ..Plan::default() }
}

/// The first screen, filled in.
fn porch<'a>() -> Vec<(&'static str, &'a str)> {
    vec![
        ("name", "Willow"),
        ("colour", "moss"),
        ("readers", "circle"),
        ("programme", "no"),
        ("organisation", "Willow House"),
        ("house", "yes"),
    ]
}

fn you(name: &str) -> [(&'static str, &str); 4] {
    [("sign_in_name", name), ("passphrase", PASSPHRASE), ("device", "own"), ("adult", "yes")]
}

/// The guidelines, and a line that somebody called.
const WORDS: [(&str, &str); 5] = [
    ("guidelines", "Be kind.\r\n\r\nNo last names."),
    ("title", "The kitchen table"),
    ("country", "US"),
    ("called", "988"),
    ("again", ""),
];

/// Two words of the sheet, read from the page that shows it.
fn typed(page: &Answer) -> Vec<(&'static str, String)> {
    let hidden = |name: &str| page.between(&format!("name=\"{name}\" value=\""), "\"").to_owned();
    let words = hidden("words");
    let word = |number: &str| words.split(' ').nth(number.parse::<usize>().unwrap() - 1).unwrap().to_owned();
    let (one, other) = (hidden("one"), hidden("other"));
    let typed = [("typed", word(&one)), ("typed", word(&other))];
    [("words", words), ("one", one), ("other", other)].into_iter().chain(typed).collect()
}

async fn operator(house: &House) -> Browser<'_> {
    let browser = house.browser();
    browser.post(LINK, &porch()).await.leads_to();
    browser.post(&format!("{LINK}/you"), &you("operator-one")).await.is(200);
    browser.post("/setup/codes", &[("x", "")]).await.leads_to();
    browser
}

#[tokio::test]
async fn five_screens_and_a_list_make_a_server() {
    let house = House::planned(plan()).await;
    let browser = house.browser();
    browser.get("/setup/another-token").await.is(404);
    let first = browser.get(LINK).await;
    first.is(200).says("Step 1 of 5").says("https://maple.example").says("value=\"circle\" required checked");
    stands_well(LINK, &first);
    let empty = browser.post(LINK, &[("name", " "), ("organisation", " "), ("house", "no")]).await;
    empty.is(422).says("Please write a name").says("Please choose who may read").says("value=\"no\" checked");
    stands_well(LINK, &empty);
    assert_eq!(browser.post(LINK, &porch()).await.leads_to(), LINK);

    let second = browser.get(LINK).await;
    second.is(200).says("Step 2 of 5").says("<span>Willow</span>").says("data-colour=\"moss\"");
    stands_well(LINK, &second);
    let codes = browser.post(&format!("{LINK}/you"), &you("operator-one")).await;
    codes.is(200).says("Step 2 of 5").says("operator-one");
    assert_eq!(codes.html.matches("class=\"code\"").count(), 2);
    stands_well("the codes", &codes);
    assert_eq!(browser.post("/setup/codes", &[("x", "")]).await.leads_to(), "/setup");

    assert_eq!(browser.get("/setup").await.leads_to(), "/setup/words");
    let third = browser.get("/setup/words").await;
    third
        .is(200)
        .says("Step 3 of 5")
        .says("Choose a country")
        .says("Say what is true for you.")
        .says("value=\"The porch\"");
    stands_well("/setup/words", &third);
    let again = [("country", "US"), ("guidelines", "Mine."), ("title", "Mine too"), ("again", "yes")];
    let chosen = browser.post("/setup/words", &again).await;
    chosen.is(200).says("988 Suicide").says("Not checked.").says("The emergency number is 911").says("Mine.");
    stands_well("/setup/words", &chosen);
    browser.post("/setup/words", &WORDS).await.leads_to();

    let fourth = browser.get("/setup/keys").await;
    fourth.is(200).says("Step 4 of 5").says("House keys of Willow");
    stands_well("/setup/keys", &fourth);
    let mut wrong = typed(&fourth);
    wrong[4].1 = "somewhere".into();
    let told = browser.post("/setup/keys", &wrong).await;
    told.is(422).says("That is not what the sheet says").says(&wrong[0].1);
    stands_well("/setup/keys", &told);
    assert!(!house.machine.sheet.load(Ordering::SeqCst), "what nobody wrote down does not count");
    assert_eq!(browser.post("/setup/keys", &typed(&told)).await.leads_to(), "/setup");
    assert!(house.machine.sheet.load(Ordering::SeqCst));
    browser.get("/setup/keys").await.is(200).says("You have made a sheet").says_not("name=\"words\"");

    let fifth = browser.get("/setup/invitations").await;
    fifth.is(200).says("Step 5 of 5").says("Willow House");
    stands_well("/setup/invitations", &fifth);
    let sheets = browser.post("/setup/invitations", &[("count", "2"), ("manager", "yes")]).await;
    sheets.is(200).says("Sheet 1, house manager").says("Sheet 2");
    assert_eq!(sheets.html.matches("data:image/png;base64,").count(), 2);
    stands_well("the sheets", &sheets);

    let list = browser.get("/setup").await;
    list.is(200).says("One thing is left").says("Invite a second operator").says_not("42 CFR");
    stands_well("/setup", &list);
    browser.get("/today").await.says("Setting up is not done yet");
    assert_eq!(browser.post("/setup/end", &[("x", "")]).await.leads_to(), "/today");
    browser.get("/today").await.says_not("Setting up is not done yet");

    browser.get("/c/the-kitchen-table/guidelines").await.is(200).says("Be kind.").says("No last names.");
    browser.get("/circle").await.is(200);
    for path in [LINK.to_owned(), format!("{LINK}/you")] {
        house.browser().post(&path, &porch()).await.is(404);
    }
    house.browser().get(LINK).await.is(404);
    let code = sheets.html.split("<span class=\"code\">").nth(2).unwrap().split('<').next().unwrap();
    house.joined(code, "quiet-porch").await.get("/setup").await.is(404);
}

#[tokio::test]
async fn whoever_stops_half_way_goes_on_where_they_were() {
    let house = House::planned(plan()).await;
    house.browser().post(LINK, &porch()).await.leads_to();
    house.browser().get(LINK).await.says("Step 2 of 5");
    house
        .browser()
        .get(&format!("{LINK}?first=yes"))
        .await
        .says("value=\"Willow House\"")
        .says("Step 1 of 5");

    // The codes were never seen: the link lets them start over, and the first account is gone.
    let lost = house.browser();
    lost.post(&format!("{LINK}/you"), &you("operator-one")).await.is(200);
    lost.get("/setup/codes").await.is(200).says("Make new codes");
    house.browser().get(LINK).await.says("Step 2 of 5");
    let back = house.browser();
    back.post(&format!("{LINK}/you"), &you("operator-one")).await.is(200);
    assert!(lost.get("/settings").await.leads_to().starts_with("/sign-in"), "there is one account");
    assert_eq!(back.get(LINK).await.leads_to(), "/setup", "signed in, it goes on");
    assert_eq!(back.get("/setup").await.leads_to(), "/setup/codes");
    back.post("/setup/codes", &[("x", "")]).await.leads_to();
    house.browser().get(LINK).await.is(404);

    // Another browser, another day: signing in is enough.
    let elsewhere = house.browser();
    let sign_in = [("name", "operator-one"), ("passphrase", PASSPHRASE), ("device", "own"), ("to", "/setup")];
    assert_eq!(elsewhere.post("/sign-in", &sign_in).await.leads_to(), "/setup");
    assert_eq!(elsewhere.get("/setup").await.leads_to(), "/setup/words");
    elsewhere.post("/setup/words", &WORDS).await.leads_to();
    assert_eq!(elsewhere.get("/setup").await.leads_to(), "/setup/keys");
    elsewhere.post("/setup/keys", &[("later", "yes")]).await.leads_to();
    assert_eq!(elsewhere.get("/setup").await.leads_to(), "/setup/invitations");
    elsewhere.post("/setup/invitations", &[("later", "yes")]).await.leads_to();
    elsewhere.get("/setup").await.is(200).says("Print the sheet and type a part back");
}

#[tokio::test]
async fn once_somebody_else_lives_here_nobody_starts_over() {
    let house = House::planned(plan()).await;
    let operator = house.browser();
    operator.post(LINK, &porch()).await.leads_to();
    operator.post(&format!("{LINK}/you"), &you("operator-one")).await.is(200);
    house.newcomer(&operator, "quiet-porch").await;
    house.browser().get(LINK).await.is(404);
    house.browser().post(&format!("{LINK}/you"), &you("operator-two")).await.is(404);
    operator.get("/setup/codes").await.is(200);
}

#[tokio::test]
async fn a_new_server_hears_what_its_address_tells_and_lacks() {
    let base = "http://sober-house.example";
    let house = House::planned(Plan { base, secure: false, ..plan() }).await;
    let ask = |host: &str, proto: Option<&str>| {
        let request = axum::http::Request::builder().uri(LINK).header(header::HOST, host);
        let request = match proto {
            Some(proto) => request.header("x-forwarded-proto", proto),
            None => request,
        };
        request.body(Body::empty()).unwrap()
    };
    let browser = house.browser();
    let page = browser.send(ask("sober-house.example", None)).await;
    page.says("This address tells people").says("Without https").says_not("Which address will people use");
    let page = browser.send(ask("maple.local:8420", None)).await;
    page.says("Which address will people use").says("http://maple.local:8420/").says("Only this network");
    let page = browser.send(ask("maplemaple.onion", None)).await;
    page.says("Tor keeps the connection safe").says_not("This address tells people");
    let page = browser.send(ask("maple.example", Some("https"))).await;
    page.says("https://maple.example/").says_not("Without https");

    let mut form = porch();
    form.push(("address", "seen"));
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish();
    let request = browser.request(Method::POST, LINK).header("x-forwarded-proto", "https");
    let request = request.header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = browser.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.leads_to(), format!("{LINK}?address=kept"));
    assert_eq!(house.machine.address.lock().unwrap().as_ref().unwrap().as_str(), "https://maple.example/");
    browser.get(answer.leads_to()).await.says("The address is in the settings file");
}

#[tokio::test]
async fn a_programme_hears_of_the_law() {
    let house = House::planned(plan()).await;
    let mut form = porch();
    form[3].1 = "yes";
    let browser = house.browser();
    browser.get(LINK).await.says("42 CFR Part 2");
    browser.post(LINK, &form).await.leads_to();
    browser.post(&format!("{LINK}/you"), &you("operator-one")).await.is(200);
    browser.post("/setup/codes", &[("x", "")]).await.leads_to();
    browser.post("/setup/words", &WORDS).await.leads_to();
    for step in ["/setup/keys", "/setup/invitations"] {
        browser.post(step, &[("later", "yes")]).await.leads_to();
    }
    browser.get("/setup").await.is(200).says("Ask a lawyer about laws such as 42 CFR Part 2");
}

#[tokio::test]
async fn others_cannot_read_the_sheet_along() {
    let house = House::planned(Plan { base: "http://maple.local", secure: false, ..plan() }).await;
    let operator = operator(&house).await;
    let page = operator.get("/setup/keys").await;
    page.is(200).says("Others on this network could read along").says("porchlight keys sheet");
    page.says_not("name=\"words\"");
}

#[tokio::test]
async fn members_see_a_help_line_from_the_call_until_the_call_is_old() {
    let house = House::planned(plan()).await;
    let operator = operator(&house).await;
    let stranger = house.browser();
    stranger.get("/help-now?country=US").await.says("911").says_not("988");
    operator.post("/setup/words", &WORDS).await.leads_to();
    stranger.get("/help-now?country=US").await.says("Call 988").says("Text 988").says_not("741741");
    stranger.get("/help-now").await.says("Call 988").says("United States: emergency number");
    stranger.get("/help-now?country=").await.says("112").says_not("Call 988");

    let page = operator.get("/settings/help-lines").await;
    page.is(200).says("Call again within 180 days").says("741741").says("Not checked.");
    stands_well("/settings/help-lines", &page);
    let own = [
        ("country", "US"),
        ("own_name", "Our neighbours"),
        ("own_number", "555-0147"),
        ("own_channel", "call"),
    ];
    operator.post("/settings/help-lines", &own).await.leads_to();
    stranger.get("/help-now").await.says("Our neighbours").says("tel:5550147");
    let bad = [("country", "US"), ("own_name", "Our neighbours"), ("own_number", "call us")];
    operator.post("/settings/help-lines", &bad).await.is(422).says("a number that can be dialled");
    operator
        .post("/settings/help-lines/removal", &[("country", "US"), ("number", "555-0147")])
        .await
        .leads_to();
    stranger.get("/help-now").await.says_not("Our neighbours");

    house.clock.advance(chrono::Duration::days(181));
    stranger.get("/help-now").await.says("911").says_not("Call 988");
}

#[tokio::test]
async fn who_runs_the_server_changes_what_new_communities_start_with() {
    let house = House::new().await;
    let operator = house.operator().await;
    found(&operator, "before", "Before", "house").await;
    let page = operator.get("/settings/guidelines").await;
    page.is(200).says("Say what is true for you.");
    stands_well("/settings/guidelines", &page);
    let none = operator.post("/settings/guidelines", &[("guidelines", " \r\n ")]).await;
    none.is(422).says("At most 20 guidelines");
    stands_well("/settings/guidelines", &none);
    let ours = [("guidelines", "Listen first.\r\n\r\nNo last names.")];
    operator.post("/settings/guidelines", &ours).await.leads_to();
    operator.get("/settings/guidelines").await.says("Listen first.\nNo last names.</textarea>");
    found(&operator, "after", "After", "house").await;
    operator.get("/c/after/guidelines").await.says("Listen first.").says_not("Say what is true for you.");
    operator.get("/c/before/guidelines").await.says("Say what is true for you.").says_not("Listen first.");
}

/// What set-up promises, if the three hold: the link works once, a help line is shown once it was called, the sheet
/// counts once it was typed back.
async fn promised() -> Result<(), &'static str> {
    let house = House::planned(plan()).await;
    let operator = operator(&house).await;
    if house.browser().get(LINK).await.status != 404 {
        return Err("link");
    }
    let country = WORDS.map(|(field, value)| (field, if field == "called" { "" } else { value }));
    operator.post("/setup/words", &country).await.leads_to();
    if house.browser().get("/help-now?country=US").await.html.contains("988") {
        return Err("lines");
    }
    let mut wrong = typed(&operator.get("/setup/keys").await);
    wrong[4].1 = "somewhere".into();
    operator.post("/setup/keys", &wrong).await;
    if house.machine.sheet.load(Ordering::SeqCst) { Err("sheet") } else { Ok(()) }
}

#[tokio::test]
async fn what_set_up_promises_is_kept() {
    assert_eq!(promised().await, Ok(()));
}

#[tokio::test]
async fn a_set_up_link_that_works_twice_is_caught() {
    Mutant::SetUpLinkWorksTwice.switch_on();
    assert_eq!(promised().await, Err("link"));
}

#[tokio::test]
async fn a_help_line_that_nobody_called_is_caught() {
    Mutant::UncheckedLinesShown.switch_on();
    assert_eq!(promised().await, Err("lines"));
}

#[tokio::test]
async fn a_sheet_that_nobody_typed_back_is_caught() {
    Mutant::SheetNotTypedBack.switch_on();
    assert_eq!(promised().await, Err("sheet"));
}

#[tokio::test]
async fn who_runs_the_server_changes_its_look_and_who_may_read() {
    let house = House::new().await;
    let operator = house.operator().await;
    let page = operator.get("/settings/server").await;
    page.is(200).says("value=\"Maple\"").says("value=\"open\" required checked");
    stands_well("/settings/server", &page);
    let form = [("name", "Cedar"), ("colour", "lake"), ("readers", "house"), ("programme", "no")];
    operator.post("/settings/server", &form).await.leads_to();
    house.browser().get("/").await.says("<h1>Cedar</h1>").says("data-colour=\"lake\"");
    operator.get("/communities/new").await.says("value=\"house\"").says_not("value=\"open\"");
    let home = operator.home().await;
    let home = home.rsplit('/').next().unwrap();
    let founding = [("title", "Lake"), ("name", "lake"), ("audience", "circle"), ("organisation", home)];
    operator.post("/communities/new", &founding).await.is(422).says("let fewer people read");
    operator.post("/settings/server", &[("name", "")]).await.is(422).says("Please choose who may read");
    let member = house.newcomer(&operator, "quiet-porch").await;
    page.says("https://maple.example").says("do not change it");
    for path in [
        "/settings/server",
        "/settings/guidelines",
        "/settings/help-lines",
        "/setup",
        "/setup/keys",
        "/doctor",
        "/today",
    ] {
        member.get(path).await.is(404);
    }
}
