//! Nothing of what a member saw stays in the browser: no answer to somebody signed in may be kept, every page has one
//! neutral title, and after leaving quickly the session is dead. That Back shows nothing is seen in a real browser
//! (`tests/browser/account.test.mjs`).

use store::Mutant;

use crate::{
    cast::{found, thread},
    rig::{Browser, House, PASSPHRASE},
};

/// What is the same for everybody, signed in or not, and says nothing of anybody.
const PUBLIC: &[&str] = &["/help-now"];

/// Every page that somebody who runs the server can open, besides those that need a number.
const PAGES: &[&str] = &[
    "/",
    "/mine",
    "/notices",
    "/communities",
    "/communities/new",
    "/settings",
    "/settings/passphrase",
    "/settings/sign-in-name",
    "/settings/recovery-codes",
    "/settings/sessions",
    "/settings/look",
    "/settings/country",
    "/settings/life",
    "/settings/search",
    "/search",
    "/settings/leaving",
    "/settings/everything",
    "/farewell",
    "/organisations",
    "/setup/words",
    "/setup/keys",
    "/setup/invitations",
    "/settings/server",
    "/settings/guidelines",
    "/settings/help-lines",
    "/today",
    "/today/report",
    "/doctor",
    "/circle",
    "/help",
    "/help-now",
    "/about",
    "/privacy",
    "/none",
];

/// The pages that a community and a thread add.
async fn places(operator: &Browser<'_>) -> Vec<String> {
    let porch = found(operator, "porch", "The porch", "circle").await;
    let talk = thread(operator, &porch, "Hello", "Is somebody there?").await;
    let under = |place: &str, pages: &[&str]| -> Vec<String> {
        pages.iter().map(|page| format!("{place}{page}")).collect()
    };
    let mut pages =
        under(&porch, &["", "/threads/new", "/name", "/guidelines", "/team", "/queue", "/settings"]);
    pages.extend(under(&talk, &["", "/edit", "/deletion", "/decisions"]));
    pages.push(operator.home().await);
    pages
}

/// The pages whose answer a browser might keep, or whose title says something.
async fn kept() -> Result<(), String> {
    let house = House::new().await;
    let operator = house.operator().await;
    let places = places(&operator).await;
    let pages: Vec<&str> = PAGES.iter().copied().chain(places.iter().map(String::as_str)).collect();
    let mut told = Vec::new();
    for path in pages {
        let page = operator.get(path).await;
        if !PUBLIC.contains(&path) && page.header("cache-control") != "no-store" {
            told.push(format!("{path} may be kept: {:?}", page.header("cache-control")));
        }
        if page.html.contains("<html") && page.html.matches("<title>Porchlight</title>").count() != 1 {
            told.push(format!("{path} has a title of its own"));
        }
    }
    let wrong =
        operator.post("/settings/passphrase", &[("current", "wrong"), ("passphrase", PASSPHRASE)]).await;
    if wrong.header("cache-control") != "no-store" {
        told.push("a form to be mended may be kept".to_owned());
    }
    let left = operator.get("/leave").await;
    if left.header("cache-control") != "no-store" || !left.header("clear-site-data").contains("storage") {
        told.push("leaving leaves something".to_owned());
    }
    if !operator.get("/mine").await.leads_to().starts_with("/sign-in") {
        told.push("the session lives after leaving".to_owned());
    }
    if told.is_empty() { Ok(()) } else { Err(told.join("\n")) }
}

#[tokio::test]
async fn no_answer_to_a_member_may_be_kept() {
    kept().await.unwrap();
}

#[tokio::test]
async fn a_page_that_may_be_kept_is_caught() {
    Mutant::PagesKept.switch_on();
    assert!(kept().await.is_err());
}
