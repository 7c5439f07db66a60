//! Being kept away: by a member for themselves, and by moderators from the whole server.

use crate::{
    cast::{comment, found, neighbour, part, thread},
    rig::{Browser, House, PASSPHRASE},
};

struct Scene<'h> {
    operator: Browser<'h>,
    robin: Browser<'h>,
    sam: Browser<'h>,
    porch: String,
    thread: String,
}

impl<'h> Scene<'h> {
    async fn of(house: &'h House) -> Self {
        let operator = house.operator().await;
        let porch = found(&operator, "porch", "The porch", "circle").await;
        let robin = neighbour(house, &operator, "robin", &porch).await;
        let sam = neighbour(house, &operator, "sam-and-dog", &porch).await;
        let thread = thread(&robin, &porch, "Evening talk", "Opening words").await;
        Self { operator, robin, sam, porch, thread }
    }
}

#[tokio::test]
async fn a_blocked_name_is_folded_for_one_and_cannot_reach_them() {
    let house = House::new().await;
    let Scene { operator, robin, sam, porch, thread } = Scene::of(&house).await;
    let first = comment(&sam, &thread, "", "You should listen").await;
    robin.get("/notices").await.says("someone wrote in your thread");
    robin.post("/notices/seen", &[("x", "")]).await;
    let page = robin.get(&thread).await;
    let block = part(&page, &first).split("action=\"/people/").nth(1).unwrap().split('"').next().unwrap();
    let block = format!("/people/{block}");
    let to = [("to", thread.as_str())];
    assert_eq!(robin.post(&block, &to).await.leads_to(), thread);
    let folded = robin.get(&thread).await;
    assert!(part(&folded, &first).contains("You blocked this name"));
    assert!(part(&folded, &first).contains("<details class=\"fold\"><summary>"));
    sam.get(&thread).await.says_not("You blocked");
    comment(&sam, &thread, "", "And one more thing").await;
    robin.get("/notices").await.says_not("someone wrote in your thread");
    operator.get(&thread).await.says("And one more thing").says_not("You blocked");

    let sams = crate::cast::thread(&sam, &porch, "Listen to me", "Please").await;
    let list = robin.get(&porch).await;
    list.says("A thread by a name you blocked").says_not("Listen to me");
    robin.get(&sams).await.says("You blocked this name");

    let settings = robin.get("/settings/blocks").await;
    settings.is(200).says("Names you blocked").says(&block);
    robin.get("/settings").await.says("/settings/blocks");
    assert_eq!(robin.post(&block, &[("end", "1")]).await.leads_to(), "/settings/blocks");
    robin.get("/settings/blocks").await.says("You blocked nobody.");
    robin.get(&thread).await.says_not("You blocked this name");
    comment(&sam, &thread, "", "Good evening").await;
    robin.get("/notices").await.says("someone wrote in your thread");
    robin.post("/people/1/block", &to).await.is(422);
    house.browser().post(&block, &to).await.is(401);
}

#[tokio::test]
async fn what_goes_far_waits_and_is_told_and_then_the_server_is_closed() {
    let house = House::new().await;
    let Scene { operator, sam, porch, thread, robin } = Scene::of(&house).await;
    let said = comment(&sam, &thread, "", "Buy this from me").await;
    let page = operator.get(&format!("/comments/{said}/decisions")).await;
    page.says("Ask for more");
    let path = format!("/people/{}", page.between("href=\"/people/", "/ban"));
    let form = operator.get(&format!("{path}/proposal?community=porch")).await;
    form.is(200).says("Close the whole server to this person").says("Remove everything this name wrote here");
    robin.get(&format!("{path}/proposal?community=porch")).await.is(404);
    let asked = format!("{path}/proposal");
    operator
        .post(&asked, &[("community", "porch"), ("guideline", "1")])
        .await
        .is(422)
        .says("Please choose what");
    operator
        .post(&asked, &[("community", "porch"), ("kind", "purge")])
        .await
        .is(422)
        .says("Please choose the guideline");
    let whole = [
        ("community", "porch"),
        ("kind", "instance_ban"),
        ("guideline", "4"),
        ("words", "No selling."),
        ("days", "30"),
    ];
    assert_eq!(operator.post(&asked, &whole).await.leads_to(), "/proposals");
    operator.post(&asked, &whole).await.is(422).says("This is waiting already.");
    operator
        .get("/proposals")
        .await
        .says("It happens by itself in 3 days")
        .says("Take it back")
        .says_not("Agree, and");

    sam.get("/notices").await.says("something about your words is being decided").says("/proposals");
    let seen = sam.get("/proposals").await;
    seen.is(200).says("About you").says("No selling.").says("in 3 days").says_not("Say no");
    robin.get("/proposals").await.says("Nothing is waiting.");
    sam.get("/feed").await.is(200);

    house.clock.advance(chrono::Duration::hours(72));
    let mut tx = house.site.database().write().await.unwrap();
    moderation::proposals::come_due(&mut tx, house.site.members.secrets()).await.unwrap();
    tx.commit().await.unwrap();
    for path in ["/feed", "/", thread.as_str(), "/settings"] {
        let closed = sam.get(path).await;
        closed.is(403).says("This server is closed to you").says("No selling.").says("Guideline 4");
        closed.says("opens again in 30 days").says("Get help now");
        crate::landmarks::stands_well(path, &closed);
    }
    sam.get("/help-now").await.is(200);
    sam.get("/privacy").await.is(200);
    sam.post(&format!("{thread}/comments"), &[("body", "once more")]).await.is(403);
    robin.get("/feed").await.is(200);
    let again = house.browser();
    let sign_in = [("name", "sam-and-dog"), ("passphrase", PASSPHRASE), ("device", "own")];
    let refused = again.post("/sign-in", &sign_in).await;
    refused.is(403).says("This server is closed to you").says("No selling.");
    again.get("/feed").await.is(403);
    again.get("/settings/leaving").await.is(200);
    crate::cast::crowd(&house, &porch).await;
    operator.get(&format!("{porch}/decisions")).await.says("This server was closed to somebody");
    let lift = operator.get(&format!("{path}/ban?community=porch")).await;
    lift.says("This server is closed to this person");
    let lift = format!("/decisions/{}", lift.between("action=\"/decisions/", "\""));
    operator.post(&lift, &[("to", "")]).await.leads_to();
    sam.get("/feed").await.is(200);
}
