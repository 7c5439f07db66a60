//! Robots are asked to keep nothing but open communities as strangers see them; there is nothing else to find them by.

use store::Mutant;

use crate::{
    cast::{found, thread},
    rig::{Browser, House},
};

/// A house with an open community and one for the circle.
async fn places(operator: &Browser<'_>) -> (Vec<String>, Vec<String>) {
    let mut places = (Vec::new(), Vec::new());
    for (audience, into) in [("open", &mut places.0), ("circle", &mut places.1)] {
        let community = found(operator, &format!("{audience}-one"), "A place", audience).await;
        into.push(thread(operator, &community, "Evening", "Long.").await);
        into.push(community);
    }
    places
}

/// Which answers do not ask robots to keep away.
async fn kept(browser: &Browser<'_>, paths: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    for path in paths {
        if !browser.get(path).await.header("x-robots-tag").starts_with("noindex") {
            kept.push(path.clone());
        }
    }
    kept
}

#[tokio::test]
async fn only_open_places_as_strangers_see_them_are_for_robots() {
    let house = House::new().await;
    let operator = house.operator().await;
    let (open, closed) = places(&operator).await;
    let stranger = house.browser();
    assert_eq!(kept(&stranger, &open).await, open);
    assert_eq!(kept(&stranger, &closed).await, Vec::<String>::new());
    assert_eq!(kept(&operator, &[open.clone(), closed].concat()).await, Vec::<String>::new());
    let others = ["/", "/sign-in", "/communities", "/about", "/help-now", "/privacy", "/recover", "/nothing"];
    assert_eq!(kept(&stranger, &others.map(str::to_owned)).await, Vec::<String>::new());
    let own = open.iter().map(|path| format!("{path}/report")).collect::<Vec<_>>();
    assert_eq!(kept(&stranger, &own).await, Vec::<String>::new());
}

#[tokio::test]
async fn robots_are_told_where_they_may_go_and_nothing_lists_what_there_is() {
    let house = House::new().await;
    let operator = house.operator().await;
    let (open, _) = places(&operator).await;
    let stranger = house.browser();
    let robots = stranger.get("/robots.txt").await;
    assert!(robots.header("content-type").starts_with("text/plain"));
    robots.is(200).says("Disallow: /\n").says("Allow: /t/\n");
    for path in
        ["/sitemap.xml", "/feed", "/rss", "/atom.xml", "/feed.xml", "/c/open-one/feed", "/manifest.json"]
    {
        let answer = stranger.get(path).await;
        assert!(!answer.status.is_success(), "{path}: {}", answer.status);
    }
    for path in &open {
        stranger
            .get(path)
            .await
            .says("<title>Porchlight</title>")
            .says_not("rel=\"alternate\"")
            .says_not("og:");
    }
}

#[tokio::test]
async fn a_circle_that_robots_may_keep_is_caught() {
    Mutant::EverythingIsIndexed.switch_on();
    let house = House::new().await;
    let operator = house.operator().await;
    let (_, closed) = places(&operator).await;
    assert_eq!(kept(&operator, &closed).await, closed);
}
