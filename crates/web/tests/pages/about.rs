//! The page about the program: who owes whom its source.

use crate::rig::{House, Plan};

#[tokio::test]
async fn the_source_is_one_link_away_from_every_page() {
    let source = "https://forge.example/porchlight?at=0.1&more=yes";
    let house = House::planned(Plan { source: Some(source), ..Plan::default() }).await;
    let stranger = house.browser();
    for path in ["/", "/help-now", "/sign-in", "/none"] {
        stranger.get(path).await.says("<a href=\"/about\">Free software (AGPL)</a>");
    }
    let about = stranger.get("/about").await;
    about.is(200).says("Affero General Public License").says("version 0.1");
    about.says("href=\"https://forge.example/porchlight?at=0.1&#38;more=yes\"").says_not("when you ask");
}

#[tokio::test]
async fn without_an_address_the_source_is_had_by_asking() {
    let house = House::new().await;
    let about = house.browser().get("/about").await;
    about.is(200).says("gives you the source when you ask").says_not("is at this address");
}
