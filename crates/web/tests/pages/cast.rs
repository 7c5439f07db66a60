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

/// So many people join a community that its log points to nobody.
pub async fn crowd(house: &House, community: &str) {
    let mut tx = house.site.database().write().await.unwrap();
    let sql = "SELECT id FROM communities WHERE name = $1 AND host = ''";
    let id: i64 = tx.sql(sql).bind(community[3..].to_owned()).value().await.unwrap().expect("a community");
    for number in 0..20_u8 {
        tx.sql("INSERT INTO memberships (tag, community_id) VALUES ($1, $2)")
            .bind(vec![number; 16])
            .bind(id)
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
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
