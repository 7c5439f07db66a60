//! Homes and groups, and the invitations that managers print.

use crate::{
    cast::manager,
    rig::{House, Plan},
};

#[tokio::test]
async fn an_operator_adds_a_group() {
    let house = House::new().await;
    let operator = house.operator().await;
    operator.get("/organisations").await.is(200).says("Maple House").says("Add a home or group");
    operator.post("/organisations", &[("name", "  ")]).await.is(422).says("Please write a name");
    let made = operator.post("/organisations", &[("name", "Harbor Alumni")]).await;
    operator.get(made.leads_to()).await.is(200).says("Harbor Alumni").says("Operator");
    let list = operator.get("/organisations").await;
    list.says("Harbor Alumni").says("People meet, but do not live together.");
    assert_eq!(operator.get("/invitations").await.leads_to(), "/organisations");
}

#[tokio::test]
async fn an_invitation_is_printed_used_and_its_stay_ended() {
    let house = House::new().await;
    let operator = house.operator().await;
    let home = operator.home().await;
    let form = [("label", "room 3"), ("office", "member"), ("days", "7")];
    let sheet = operator.post(&format!("{home}/invitations"), &form).await;
    sheet.is(200).says("Maple House invites you").says("data:image/png;base64,").says("in the next 7 days");
    let code = sheet.between("<span class=\"code\">", "</span>").to_owned();
    sheet.says(&format!("https://maple.example/join/{code}"));

    let list = operator.get(&home).await;
    list.is(200).says("room 3").says("Not used yet.").says_not(&code);
    let member = house.joined(&code, "quiet-porch").await;
    member.get("/settings").await.says("Maple House");
    let used = operator.get(&home).await;
    used.says("Used.").says_not("quiet-porch");
    let end = format!("{home}/invitations/{}", used.between(&format!("href=\"{home}/invitations/"), "\""));
    operator.get(&end).await.is(200).says("End this stay?").says("room 3");
    assert_eq!(operator.post(&end, &[("x", "")]).await.leads_to(), home);
    operator.get(&home).await.says("The stay has ended.");
    member.get("/settings").await.is(200).says("You do not belong to a house or group here right now.");
    operator.get(&end).await.is(404);
}

#[tokio::test]
async fn an_unused_invitation_is_taken_back() {
    let house = House::new().await;
    let operator = house.operator().await;
    let home = operator.home().await;
    let code = operator.invite("room 7").await;
    let list = operator.get(&home).await;
    let path = list.between(&format!("action=\"{home}/invitations/"), "\"").to_owned();
    operator.post(&format!("{home}/invitations/{path}"), &[("x", "")]).await.leads_to();
    house.browser().get(&format!("/join/{code}")).await.is(404);
    operator.post(&format!("{home}/invitations/{path}"), &[("x", "")]).await.is(422);
}

#[tokio::test]
async fn a_manager_invites_but_makes_no_operators_and_members_see_none_of_it() {
    let house = House::new().await;
    let operator = house.operator().await;
    let home = operator.home().await;
    let manager = manager(&house, &operator).await;
    manager.get(&home).await.is(200).says_not("the manager").says_not("value=\"operator\"");
    manager.get("/organisations").await.is(200).says_not("Add a home or group");
    let form = [("label", "x"), ("office", "operator"), ("days", "14")];
    manager.post(&format!("{home}/invitations"), &form).await.is(422).says("You cannot do that here");
    manager.post("/organisations", &[("name", "Mine")]).await.is(404);
    manager.get("/circle").await.is(404);

    let member = house.newcomer(&manager, "quiet-porch").await;
    for path in ["/organisations", home.as_str(), "/circle"] {
        member.get(path).await.is(404);
    }
    member.post(&format!("{home}/invitations"), &form).await.is(404);
    member.get("/settings").await.says_not("/organisations");
}

#[tokio::test]
async fn an_operator_keeps_the_circle() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    let operator = house.operator().await;
    operator.get("/circle").await.is(200).says("No other server yet.");
    let sheet = operator.post("/circle/invitations", &[("x", "")]).await;
    sheet.is(200).says("https://maple.example").says("It works once, for seven days.");
    let ours = [("address", "maple.example"), ("invitation", "abc")];
    operator
        .post("/circle/servers", &ours)
        .await
        .is(422)
        .says("That is this very server.")
        .says("value=\"abc\"");
    let none = [("address", "not a server"), ("invitation", "abc")];
    operator.post("/circle/servers", &none).await.is(422).says("That is not a server's address.");
    operator.get("/circle/servers/harbor.example/end").await.is(404);
    operator.post("/circle/servers/harbor.example/end", &[("x", "")]).await.is(422);
    let member = house.newcomer(&operator, "quiet-porch").await;
    member.get("/circle").await.is(404);
    member.post("/circle/invitations", &[("x", "")]).await.is(404);
}
