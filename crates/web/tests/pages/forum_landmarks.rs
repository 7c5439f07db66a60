//! Every page of the forum and of moderation stands well, for a moderator, a member and a stranger.

use crate::{
    cast::{comment, found, neighbour, thread},
    landmarks::stands_well,
    rig::House,
};

#[tokio::test]
async fn every_page_of_the_forum_stands_well() {
    let house = House::new().await;
    let operator = house.operator().await;
    for path in ["/", "/feed", "/mine", "/notices", "/communities", "/communities/new"] {
        stands_well(path, operator.get(path).await.is(200));
    }
    let porch = found(&operator, "porch", "The porch", "open").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    let talk = thread(&member, &porch, "Evening", "Hello").await;
    let reply = comment(&operator, &talk, "", "Good evening").await;
    comment(&member, &talk, &reply, "And to you").await;
    let gone = comment(&member, &talk, &reply, "Gone soon").await;
    member.post(&format!("/comments/{gone}/deletion"), &[("x", "")]).await.leads_to();
    member.post(&format!("/comments/{reply}/report"), &[("reason", "other")]).await.leads_to();
    member.post(&format!("{talk}/report"), &[("reason", "spam"), ("words", "words")]).await.leads_to();

    for path in ["", "/threads/new", "/name", "/team", "/guidelines", "/decisions"] {
        stands_well(path, member.get(&format!("{porch}{path}")).await.is(200));
    }
    for path in ["/settings", "/closing", "/guidelines/edit", "/queue", "/screening", "/screening/new"] {
        stands_well(path, operator.get(&format!("{porch}{path}")).await.is(200));
    }
    for path in ["", "/report", "/report?sent=1", "/edit", "/deletion"] {
        stands_well(path, member.get(&format!("{talk}{path}")).await.is(200));
    }
    for path in
        [format!("{talk}/decisions"), format!("/comments/{reply}/decisions"), format!("{talk}?reply={reply}")]
    {
        stands_well(&path, operator.get(&path).await.is(200));
    }
    for path in ["/", "/mine", "/notices", "/communities"] {
        stands_well(path, member.get(path).await.is(200));
    }
    for path in [porch, talk, "/communities".to_owned()] {
        stands_well(&path, house.browser().get(&path).await.is(200));
    }
}

#[tokio::test]
async fn every_form_that_comes_back_stands_well() {
    let house = House::new().await;
    let operator = house.operator().await;
    let ours = found(&operator, "ours", "Ours", "house").await;
    let talk = thread(&operator, &ours, "Evening", "Hello").await;
    let reply = comment(&operator, &talk, "", "Good evening").await;
    let preview =
        [("title", "t"), ("body", "b"), ("parent", reply.as_str()), ("preview", "1"), ("note", "death")];
    for path in [
        format!("{ours}/threads"),
        format!("{talk}/comments"),
        format!("{talk}/edit"),
        format!("/comments/{reply}/edit"),
    ] {
        stands_well(&path, operator.post(&path, &preview).await.is(200));
        stands_well(&path, operator.post(&path, &[("title", ""), ("body", "")]).await.is(422));
    }
    let paths = [
        "/communities/new".to_owned(),
        "/communities/lookup".to_owned(),
        format!("{ours}/settings"),
        format!("{ours}/name"),
        format!("{talk}/report"),
        format!("{talk}/decisions"),
    ];
    let home = operator.home().await.rsplit('/').next().unwrap().to_owned();
    for path in paths {
        let answer = operator
            .post(&path, &[("title", ""), ("audience", "house"), ("organisation", home.as_str())])
            .await;
        stands_well(&path, answer.is(422));
    }
    let long = "x".repeat(600);
    stands_well(
        &ours,
        operator.post(&format!("{ours}/guidelines"), &[("guidelines", long.as_str())]).await.is(422),
    );
}
