//! On the way in and out: joining, signing in, coming back with a code, leaving.

use axum::http::header;

use crate::rig::{House, PASSPHRASE, Plan, joining};

fn sign_in<'a>(name: &'a str, passphrase: &'a str, device: &'a str) -> [(&'static str, &'a str); 3] {
    [("name", name), ("passphrase", passphrase), ("device", device)]
}

#[tokio::test]
async fn an_invitation_leads_through_four_screens() {
    let house = House::new().await;
    let operator = house.operator().await;
    let code = operator.invite("room 3").await;
    let newcomer = house.browser();
    let door = format!("/join/{code}");

    let first = newcomer.get(&door).await;
    first.is(200).says("Maple House invites you to Maple").says("Step 1 of 4");
    let offered = first.between("name=\"sign_in_name\" value=\"", "\"").to_owned();
    let other = newcomer.post(&door, &[("step", "name"), ("again", "yes")]).await;
    assert_ne!(other.between("name=\"sign_in_name\" value=\"", "\""), offered);

    let young = newcomer.post(&door, &[("step", "name"), ("sign_in_name", offered.as_str())]).await;
    young.is(422).says("You need to be 18 or over");
    let bad =
        newcomer.post(&door, &[("step", "name"), ("sign_in_name", "a@b.example"), ("adult", "yes")]).await;
    bad.is(422).says("Please use 3 to 40").says("a@b.example");

    let named = [("step", "name"), ("sign_in_name", offered.as_str()), ("adult", "yes")];
    let second = newcomer.post(&door, &named).await;
    second.is(200).says("Step 2 of 4");
    let words = second.between("name=\"offered\" value=\"", "\"").to_owned();
    assert_eq!(words.split(['-', ' ']).count(), 4, "{words}");

    assert_eq!(second.between("name=\"passphrase\" value=\"", "\""), words, "filled in");
    let mut form = joining(&offered);
    form[2].1 = words;
    let third = newcomer.post(&door, &form).await;
    third.is(200).says("Step 3 of 4").says(&offered);
    assert_eq!(third.html.matches("class=\"code\"").count(), 2);
    assert!(third.header("set-cookie").starts_with("__Host-session="));

    newcomer.get("/welcome").await.is(200).says("Step 4 of 4").says("Just read").says("Introduce yourself");
    newcomer.get("/settings").await.is(200).says("Maple House");
    house.browser().get(&door).await.is(404).says("This invitation does not work");
    house.browser().post(&door, &joining("somebody-else")).await.is(404);
}

#[tokio::test]
async fn an_invitation_ends_with_its_last_day_and_says_so() {
    let house = House::new().await;
    let operator = house.operator().await;
    let door = format!("/join/{}", operator.invite("room 9").await);
    let late = house.browser();
    late.get(&door).await.is(200);
    house.clock.advance(chrono::Duration::days(13));
    late.get(&door).await.is(200).says("Step 1 of 4");
    house.clock.advance(chrono::Duration::days(2));
    late.get(&door).await.is(404).says("its time is over").says("Please ask for a new one");
    late.post(&door, &joining("somebody-late")).await.is(404).says("its time is over");
}

#[tokio::test]
async fn a_taken_name_is_offered_with_digits_and_nothing_is_lost() {
    let house = House::new().await;
    let operator = house.operator().await;
    let code = operator.invite("room 4").await;
    let newcomer = house.browser();
    let answer = newcomer.post(&format!("/join/{code}"), &joining("operator-one")).await;
    answer.is(422).says("Somebody signs in with that name already").says("operator-one-").says(PASSPHRASE);
    newcomer.post(&format!("/join/{code}"), &joining("operator-two")).await.is(200);
}

#[tokio::test]
async fn a_weak_passphrase_and_a_missing_device_are_told_at_their_field() {
    let house = House::new().await;
    let operator = house.operator().await;
    let door = format!("/join/{}", operator.invite("room 5").await);
    let newcomer = house.browser();
    let mut form = joining("quiet-porch");
    form[2].1 = "short".into();
    newcomer.post(&door, &form).await.is(422).says("Please make the passphrase longer");
    form[2].1 = "password".into();
    newcomer.post(&door, &form).await.is(422).says("Too many people use that passphrase");
    newcomer.post(&door, &joining("quiet-porch")[..3]).await.is(422);
    let mut without = joining("quiet-porch").to_vec();
    without.retain(|(field, _)| *field != "device");
    newcomer.post(&door, &without).await.is(422).says("Please say whose phone or computer this is");
}

#[tokio::test]
async fn a_code_can_be_typed_and_a_member_follows_a_second_invitation() {
    let house = House::new().await;
    let operator = house.operator().await;
    let code = operator.invite("again").await;
    let stranger = house.browser();
    stranger.get("/join").await.is(200).says("Invitation code");
    assert_eq!(stranger.get(&format!("/join?code=+{code}+")).await.leads_to(), format!("/join/{code}"));
    let whole = format!("/join?code=https%3A%2F%2Fmaple.example%2Fjoin%2F{code}");
    assert_eq!(stranger.get(&whole).await.leads_to(), format!("/join/{code}"));
    stranger.get("/join/no-such-code").await.is(404).says("Please ask for a new one");

    let member = house.newcomer(&operator, "quiet-porch").await;
    member.get(&format!("/join/{code}")).await.is(200).says("Join Maple House too?");
    assert_eq!(member.post(&format!("/join/{code}/here"), &[("x", "")]).await.leads_to(), "/welcome");
    member.post(&format!("/join/{code}/here"), &[("x", "")]).await.is(404);
}

#[tokio::test]
async fn signing_in_asks_whose_device_it_is() {
    let house = House::new().await;
    let operator = house.operator().await;
    house.newcomer(&operator, "quiet-porch").await;
    let browser = house.browser();
    browser.get("/sign-in").await.is(200).says("Whose phone or computer is this?").says_not("checked");
    browser.post("/sign-in", &sign_in("quiet-porch", PASSPHRASE, "")).await.is(422).says("Please say whose");
    let wrong = browser.post("/sign-in", &sign_in("quiet-porch", "not the one", "own")).await;
    let unknown = browser.post("/sign-in", &sign_in("nobody-there", PASSPHRASE, "own")).await;
    wrong.is(422).says("do not fit together").says_not("not the one");
    assert_eq!(wrong.html.replace("quiet-porch", ""), unknown.html.replace("nobody-there", ""));

    let own = browser.post("/sign-in", &sign_in("Quiet Porch", PASSPHRASE, "own")).await;
    assert_eq!(own.leads_to(), "/");
    let cookie = own.header("set-cookie");
    assert!(cookie.contains("HttpOnly; SameSite=Lax; Max-Age=1209600; Secure"), "{cookie}");
    let shared = house.browser().post("/sign-in", &sign_in("quiet-porch", PASSPHRASE, "shared")).await;
    assert!(!shared.header("set-cookie").contains("Max-Age"));
    assert_eq!(browser.get("/sign-in?to=/settings").await.leads_to(), "/settings");
}

#[tokio::test]
async fn signing_in_leads_back_but_never_away() {
    let house = House::new().await;
    let operator = house.operator().await;
    house.newcomer(&operator, "quiet-porch").await;
    let stranger = house.browser();
    assert_eq!(stranger.get("/settings/sessions").await.leads_to(), "/sign-in?to=%2Fsettings%2Fsessions");
    let page = stranger.get("/sign-in?to=%2Fsettings%2Fsessions").await;
    assert_eq!(page.between("name=\"to\" value=\"", "\""), "/settings/sessions");
    for (to, leads) in [("/settings", "/settings"), ("https://evil.example", "/"), ("//evil.example", "/")] {
        let mut form = sign_in("quiet-porch", PASSPHRASE, "own").to_vec();
        form.push(("to", to));
        assert_eq!(house.browser().post("/sign-in", &form).await.leads_to(), leads);
    }
}

#[tokio::test]
async fn what_was_written_survives_signing_in() {
    let house = House::new().await;
    let operator = house.operator().await;
    let form = [("name", "Harbor Group"), ("house", "yes"), ("words", "a <b>long</b> thought & more")];
    let late = house.browser();
    let asked = late.post("/organisations", &form).await;
    asked.is(401).says("your words will be posted").says("name=\"passphrase\"");
    let path = unescape(asked.between("name=\"keep_path\" value=\"", "\""));
    let kept = unescape(asked.between("name=\"keep_form\" value=\"", "\""));
    let mut signing = sign_in("operator-one", "wrong one", "own").to_vec();
    signing.extend([("keep_path", path.as_str()), ("keep_form", kept.as_str())]);
    late.post("/sign-in", &signing).await.is(422).says("keep_form");
    signing[1].1 = PASSPHRASE;
    let send = late.post("/sign-in", &signing).await;
    send.is(200).says("action=\"/organisations\"").says("name=\"name\" value=\"Harbor Group\"");
    send.says("a &#60;b&#62;long&#60;/b&#62; thought &#38; more");
    assert!(late.post("/organisations", &form).await.leads_to().starts_with("/organisations/"));
    drop(operator);
}

#[tokio::test]
async fn a_secret_is_never_kept_on_a_page() {
    let house = House::new().await;
    let form = [("current", "old one"), ("passphrase", "new words of mine")];
    let answer = house.browser().post("/settings/passphrase", &form).await;
    assert!(answer.leads_to().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_recovery_code_alone_brings_somebody_back() {
    let house = House::new().await;
    let operator = house.operator().await;
    let code = operator.invite("room 6").await;
    let lost = house.browser();
    let sheet = lost.post(&format!("/join/{code}"), &joining("quiet-porch")).await;
    let recovery = sheet.between("<span class=\"code\">", "</span>").to_owned();

    let back = house.browser();
    back.get("/recover").await.is(200).says("name=\"code\"");
    let form = |code: &str, name: &str| {
        [
            ("code", code.to_owned()),
            ("sign_in_name", name.to_owned()),
            ("passphrase", PASSPHRASE.to_owned()),
            ("device", "own".to_owned()),
        ]
    };
    back.post("/recover", &form("nonsense", "quiet-porch-2"))
        .await
        .is(422)
        .says("We don't know this recovery code");
    back.post("/recover", &form(&recovery, "operator-one")).await.is(422).says("operator-one-");
    back.post("/recover", &form(&recovery, "quiet-porch-2")[..3]).await.is(422).says("Please say whose");
    let again = back.post("/recover", &form(&recovery, "quiet-porch-2")).await;
    again.is(200).says("Your recovery codes").says_not("Step");
    back.get("/settings").await.is(200);
    assert!(lost.get("/settings").await.leads_to().starts_with("/sign-in"), "every other session ended");
    back.post("/recover", &form(&recovery, "quiet-porch-3")).await.is(422);
}

#[tokio::test]
async fn leaving_ends_the_session_first() {
    let house = House::new().await;
    let operator = house.operator().await;
    let member = house.newcomer(&operator, "quiet-porch").await;
    let kept = member.cookies.borrow().clone();
    let left = member.get("/leave").await;
    assert_eq!(left.leads_to(), "https://weather.example/");
    assert_eq!(left.header("clear-site-data"), "\"cookies\", \"storage\"");
    assert_eq!(left.header("cache-control"), "no-store");
    *member.cookies.borrow_mut() = kept;
    assert!(member.get("/settings").await.leads_to().starts_with("/sign-in"), "the old cookie opens nothing");
    assert_eq!(house.browser().get("/leave").await.leads_to(), "https://weather.example/");
}

#[tokio::test]
async fn on_plain_http_the_cookie_is_plain_and_the_server_ends_the_session() {
    let house =
        House::planned(Plan { secure: false, base: "http://maple.localhost:8421", ..Plan::default() }).await;
    let operator = house.operator().await;
    assert!(operator.cookies.borrow().contains_key("session"));
    let kept = operator.cookies.borrow().clone();
    let left = operator.get("/leave").await;
    assert_eq!(left.header("clear-site-data"), "");
    *operator.cookies.borrow_mut() = kept;
    assert!(operator.get("/settings").await.leads_to().starts_with("/sign-in"));
}

#[tokio::test]
async fn signing_out_forgets_the_cookies() {
    let house = House::new().await;
    let operator = house.operator().await;
    let out = operator.post("/sign-out", &[("x", "")]).await;
    assert_eq!(out.leads_to(), "/");
    assert_eq!(out.headers.get_all(header::SET_COOKIE).iter().count(), 4);
    assert!(operator.cookies.borrow().is_empty());
    house.browser().post("/sign-out", &[("x", "")]).await.leads_to();
}

#[tokio::test]
async fn a_session_ends_after_two_weeks() {
    let house = House::new().await;
    let operator = house.operator().await;
    house.clock.advance(chrono::Duration::days(16));
    assert!(operator.get("/settings").await.leads_to().starts_with("/sign-in"));
}

fn unescape(html: &str) -> String {
    html.replace("&#38;", "&")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
}
