//! What every page has: landmarks, one heading, a neutral title, help and the way out.

use crate::rig::{Answer, House, Plan};

pub fn stands_well(path: &str, page: &Answer) {
    let html = &page.html;
    let once = |what: &str| assert_eq!(html.matches(what).count(), 1, "{what} on {path}: {html}");
    for what in
        ["<html lang=\"en\" dir=\"ltr\"", "<header class=\"bar\">", "<main id=\"main\"", "<footer", "<h1"]
    {
        once(what);
    }
    once("<title>Porchlight</title>");
    once("href=\"/leave\" id=\"leave\"");
    once("class=\"skip\" href=\"#main\"");
    assert!(html.contains("<nav class=\"safety\""), "{path}");
    assert!(html.contains("href=\"/help-now"), "{path}");
    assert!(html.matches("button primary").count() <= 1, "one main action on {path}");
    assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains("onclick"), "{path}");
    for part in html.split("<script").skip(1) {
        assert!(part.starts_with(" type=\"module\" src=\"/scripts/"), "no inline script on {path}");
    }
    labels(path, html);
}

/// Every field has a label that names it, and every id stands once.
fn labels(path: &str, html: &str) {
    let ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for id in &ids {
        assert_eq!(ids.iter().filter(|other| other == &id).count(), 1, "{id} on {path}");
    }
    for label in html.split("<label for=\"").skip(1) {
        let names = label.split('"').next().unwrap();
        assert!(ids.contains(&names), "a label for {names} on {path}");
    }
    for part in html.split("aria-describedby=\"").skip(1) {
        for id in part.split('"').next().unwrap().split(' ') {
            assert!(ids.contains(&id), "{path} describes by {id}, which is not there: {html}");
        }
    }
}

#[tokio::test]
async fn every_page_of_a_stranger_stands_well() {
    let house = House::new().await;
    let operator = house.operator().await;
    let code = operator.invite("x").await;
    let stranger = house.browser();
    let join = format!("/join/{code}");
    let paths = [
        "/",
        "/sign-in",
        "/join",
        "/recover",
        "/help",
        "/help-now",
        "/about",
        "/privacy",
        "/privacy?all=yes",
        "/privacy/requests",
        "/settings/look",
        "/settings/country",
        "/none",
        &join,
    ];
    for path in paths {
        let page = stranger.get(path).await;
        stands_well(path, &page);
        page.says("class=\"plain\"");
    }
    for path in ["/sign-in", "/recover", join.as_str()] {
        stands_well(path, &stranger.post(path, &[("step", "name")]).await);
        stands_well(path, &stranger.post(path, &[("step", "passphrase")]).await);
    }
}

#[tokio::test]
async fn every_page_of_a_member_stands_well() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    let operator = house.operator().await;
    let home = operator.home().await;
    operator.invite("room 1").await;
    let code = operator.invite("room 2").await;
    house.joined(&code, "quiet-porch").await;
    let open = format!("/join/{}", operator.invite("room 3").await);
    let end = format!(
        "{home}/invitations/{}",
        operator.get(&home).await.between(&format!("href=\"{home}/invitations/"), "\"")
    );
    let mut paths =
        vec!["/settings", "/settings/passphrase", "/settings/sign-in-name", "/settings/recovery-codes"];
    paths.extend([
        "/settings/sessions",
        "/settings/look",
        "/settings/country",
        "/organisations",
        "/welcome",
        "/circle",
    ]);
    paths.extend([
        "/help",
        "/about",
        "/privacy",
        "/privacy/requests",
        home.as_str(),
        open.as_str(),
        end.as_str(),
    ]);
    for path in paths {
        let page = operator.get(path).await;
        page.is(200).says("data-session=");
        assert_eq!(page.html.contains("<nav class=\"links\""), path != "/welcome", "{path}");
        stands_well(path, &page);
    }
    for path in
        ["/settings/passphrase", "/settings/sign-in-name", "/settings/recovery-codes", "/organisations"]
    {
        let page = operator.post(path, &[("current", "wrong")]).await;
        page.is(422);
        stands_well(path, &page);
    }
    stands_well(
        &home,
        &operator.post(&format!("{home}/invitations"), &[("label", "x"), ("days", "7")]).await,
    );
}
