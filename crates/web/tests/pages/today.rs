//! The house manager's one page, the report for the volunteer, and the doctor's page.

use crate::{
    cast::{comment, found, manager, neighbour, thread},
    landmarks::stands_well,
    rig::House,
};

#[tokio::test]
async fn a_manager_sees_what_wants_them_and_nobodys_name() {
    let house = House::new().await;
    let operator = house.operator().await;
    let manager = manager(&house, &operator).await;
    let quiet = manager.get("/today").await;
    quiet.is(200).says("Nobody has called for help.").says("Nothing is waiting.").says("Nobody new lately.");
    quiet.says("2 people stay here.").says("this hour, and it was tried").says("It asks nobody");
    stands_well("/today", &quiet);

    let kitchen = found(&manager, "kitchen", "Kitchen", "house").await;
    let code = manager.invite("room 3").await;
    let member = house.joined(&code, "quiet-porch").await;
    member.post(&format!("{kitchen}/membership"), &[("to", "")]).await.leads_to();
    let talk = thread(&member, &kitchen, "Tonight", "Canary words of somebody.").await;
    let said = comment(&member, &talk, "", "Canary answer.").await;
    for (subject, reason) in [(talk.clone(), "danger"), (format!("/comments/{said}"), "other")] {
        let report = [("reason", reason), ("words", "canary reason")];
        member.post(&format!("{subject}/report"), &report).await.leads_to();
    }
    let page = manager.get("/today").await;
    page.is(200).says("One call for help").says("One thing to look at").says("/c/kitchen/queue");
    page.says("room 3")
        .says("3 people stay here.")
        .says_not("Canary")
        .says_not("canary")
        .says_not("quiet-porch");
    stands_well("/today", &page);
    // Who does not moderate there learns nothing of it.
    operator.get("/today").await.is(200).says("Nobody has called for help.").says_not("Kitchen");
    let stranger =
        neighbour(&house, &operator, "stranger", &found(&operator, "porch", "Porch", "circle").await).await;
    stranger.get("/today").await.is(404);
    stranger.get("/today/report.txt").await.is(404);
    manager.get("/doctor").await.is(404);
}

#[tokio::test]
async fn the_report_says_what_is_wrong_and_nothing_of_anybody() {
    let house = House::new().await;
    let operator = house.operator().await;
    let page = operator.get("/today/report").await;
    page.is(200).says("broken   disk         full").says("soon     peers        silent").says("readonly");
    stands_well("/today/report", &page);
    let file = operator.get("/today/report.txt").await;
    file.is(200).says("Porchlight ").says("fine     database     answers");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"report.txt\"");
    for telling in ["harbor.example", "maple", "Maple"] {
        file.says_not(telling);
    }
}

#[tokio::test]
async fn the_doctor_says_the_worst_first_and_what_to_do() {
    let house = House::new().await;
    let operator = house.operator().await;
    let page = operator.get("/doctor").await;
    page.is(200).says("2 things want you.").says("Make room now.").says("harbor.example is silent.");
    assert!(page.html.find("Make room now.") < page.html.find("Ask them."));
    stands_well("/doctor", &page);
    let front = house.browser().get("/health/front").await;
    front.is(200).says("host right").says("who untold");
}
