//! The people of the forum's stories, and where they meet.

use crate::rig::{Answer, Browser, House};

/// The operator founds a community, and answers its path.
pub async fn found(operator: &Browser<'_>, name: &str, title: &str, audience: &str) -> String {
    let organisation = operator.home().await.rsplit('/').next().unwrap().to_owned();
    let form = [("title", title), ("name", name), ("audience", audience), ("organisation", &organisation)];
    operator.post("/communities/new", &form).await.leads_to().to_owned()
}

/// Somebody who manages the operator's first home.
pub async fn manager<'h>(house: &'h House, operator: &Browser<'_>) -> Browser<'h> {
    let form = [("label", "the manager"), ("office", "manager"), ("days", "14")];
    let sheet = operator.post(&format!("{}/invitations", operator.home().await), &form).await;
    house.joined(sheet.between("<span class=\"code\">", "</span>"), "manager-one").await
}

/// Somebody who was invited and has joined `community`.
pub async fn neighbour<'h>(
    house: &'h House,
    operator: &Browser<'_>,
    name: &str,
    community: &str,
) -> Browser<'h> {
    let browser = house.newcomer(operator, name).await;
    browser.post(&format!("{community}/membership"), &[("to", "")]).await.leads_to();
    browser
}

/// Starts a thread; answers its path.
pub async fn thread(browser: &Browser<'_>, community: &str, title: &str, body: &str) -> String {
    let form = [("title", title), ("body", body)];
    browser.post(&format!("{community}/threads"), &form).await.leads_to().to_owned()
}

/// Posts a comment; answers its number.
pub async fn comment(browser: &Browser<'_>, thread: &str, parent: &str, body: &str) -> String {
    let form = [("body", body), ("parent", parent)];
    let answer = browser.post(&format!("{thread}/comments"), &form).await;
    number(&answer)
}

/// The number of the comment that an answer leads to.
pub fn number(answer: &Answer) -> String {
    answer.leads_to().rsplit_once("#comment-").unwrap().1.to_owned()
}

/// What stands in the page between the start of a comment and the next one.
pub fn part<'a>(page: &'a Answer, comment: &str) -> &'a str {
    let rest = page.html.split_once(&format!("id=\"comment-{comment}\"")).expect("the comment is there").1;
    rest.split("</article>").next().unwrap()
}
