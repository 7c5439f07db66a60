//! What somebody reads of a decision about them, asking for another look, and what those read who run the server.

use store::Mutant;

use crate::{
    cast::{comment, found, neighbour, thread},
    landmarks::stands_well,
    rig::{Browser, House},
};

/// A moderator closes the porch to a writer for a week, and asks them to take care; answers both decisions.
async fn decided(
    moderator: &Browser<'_>,
    writer: &Browser<'_>,
    porch: &str,
    thread: &str,
) -> (String, String) {
    let said = comment(writer, thread, "", "Buy a raffle ticket").await;
    let page = moderator.get(&format!("/comments/{said}/decisions")).await;
    let person = page.between("href=\"/people/", "/ban").to_owned();
    let warning = [("kind", "warn"), ("guideline", "4"), ("words", "No sales, please.")];
    moderator.post(&format!("/comments/{said}/decisions"), &warning).await.leads_to();
    let told = writer.get(&format!("/comments/{said}/decisions")).await;
    told.says("A moderator gave a reminder of a guideline").says("No sales, please.");
    let warned = format!("/decisions/{}", told.between("href=\"/decisions/", "\""));
    let ban = [("community", &porch[3..]), ("guideline", "4"), ("words", "A week's rest."), ("days", "7")];
    moderator.post(&format!("/people/{person}/ban"), &ban).await.leads_to();
    let closed = writer.get(porch).await;
    (warned, format!("/decisions/{}", closed.between("href=\"/decisions/", "\"")))
}

#[tokio::test]
async fn somebody_reads_what_why_and_until_when_and_asks_for_another_look_once() {
    let house = House::new().await;
    let lead = house.operator().await;
    let porch = found(&lead, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &lead, "writer", &porch).await;
    let reader = neighbour(&house, &lead, "reader", &porch).await;
    let talk = thread(&writer, &porch, "Evening talk", "Opening words").await;
    let (warned, muted) = decided(&lead, &writer, &porch, &talk).await;

    writer.get(&talk).await.says(&muted);
    let page = writer.get(&muted).await;
    page.is(200).says("You may not write in this community for a time").says("A week's rest.");
    page.says("Guideline 4").says("It ends by itself in 7 days.").says("You can ask once.");
    stands_well(&muted, &page);
    reader.get(&muted).await.is(404);
    lead.get(&muted).await.is(404);
    let appeal = format!("{muted}/appeal");
    reader.post(&appeal, &[("words", "Me too")]).await.is(404);
    let empty = writer.post(&appeal, &[("words", " ")]).await;
    stands_well(&appeal, empty.is(422).says("Please write a few words."));
    assert_eq!(writer.post(&appeal, &[("words", "It was for the church roof.")]).await.leads_to(), muted);
    writer.get(&muted).await.says("You asked for another look.").says_not("You can ask once.");
    writer.post(&appeal, &[("words", "And again")]).await.is(422).says("You asked already.");
    writer.post(&format!("{warned}/appeal"), &[("words", "That too")]).await.leads_to();

    // Whoever decided alone waits for a week; then the author reads that it was the same one.
    let list = format!("{porch}/appeals");
    lead.get("/notices").await.says("someone asks for another look").says(&list);
    let page = lead.get(&list).await;
    page.says("church roof").says("you may in 7 days").says_not("appeal/outcome");
    stands_well(&list, &page);
    reader.get(&list).await.is(404);
    let outcome = format!("{muted}/appeal/outcome");
    lead.post(&outcome, &[("outcome", "stands")]).await.is(422).says("You decided this.");
    house.clock.advance(chrono::Duration::days(7));
    lead.get(&list).await.says("The author will read that.").says("appeal/outcome");
    assert_eq!(lead.post(&outcome, &[("outcome", "stands")]).await.leads_to(), list);
    lead.post(&format!("{warned}/appeal/outcome"), &[("outcome", "lifted")]).await.leads_to();
    lead.get(&list).await.says("Nobody asks").says_not("church roof");
    writer.get("/notices").await.says("a moderator looked at a decision again");
    let page = writer.get(&muted).await;
    page.says("The decision stands.").says("It was the same moderator").says_not("church roof");
    writer.get(&warned).await.says("The decision is undone.").says("It is undone, or over.");
}

#[tokio::test]
async fn those_who_run_the_server_see_the_audit_and_nobody_else() {
    let house = House::new().await;
    let lead = house.operator().await;
    let porch = found(&lead, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &lead, "writer", &porch).await;
    let talk = thread(&writer, &porch, "Evening talk", "Opening words").await;
    decided(&lead, &writer, &porch, &talk).await;
    let page = lead.get("/settings/audit").await;
    page.is(200).says("A decision").says("warn, G4").says("ban, G4").says("A home or group was made");
    page.says("in November").says_not("No sales").says_not("raffle").says_not("Evening talk");
    stands_well("/settings/audit", &page);
    let head = page.between("readonly>", "</textarea>");
    assert!(head.split(',').all(|mark| mark.parse::<store::audit::Mark>().is_ok()), "{head}");
    writer.get("/settings/audit").await.is(404);
    lead.get("/settings").await.says("/settings/audit");
}

/// What the log of a small community says while something is decided, and after the month.
async fn small_log(house: &House) -> (String, String) {
    let lead = house.operator().await;
    let porch = found(&lead, "porch", "The porch", "circle").await;
    let writer = neighbour(house, &lead, "writer", &porch).await;
    let talk = thread(&writer, &porch, "Evening talk", "Opening words").await;
    decided(&lead, &writer, &porch, &talk).await;
    let log = format!("{porch}/decisions");
    let now = writer.get(&log).await.html;
    house.clock.advance(chrono::Duration::days(10));
    (now, writer.get(&log).await.html)
}

#[tokio::test]
async fn where_few_people_are_the_log_counts_months_that_are_over() {
    let house = House::new().await;
    let (now, later) = small_log(&house).await;
    assert!(now.contains("No decisions yet") && !now.contains("Guideline 4"), "{now}");
    assert!(later.contains("1 person may not write") && later.contains("1 author was reminded"), "{later}");
    assert!(later.contains("in November") && !later.contains("Guideline 4") && !later.contains("No sales"));
}

#[tokio::test]
async fn a_log_that_points_to_somebody_is_caught() {
    let house = House::new().await;
    Mutant::SmallLogsShown.switch_on();
    let (now, _) = small_log(&house).await;
    assert!(now.contains("Guideline 4"), "the fault shows a line, and the story above would see it");
}

#[tokio::test]
async fn a_call_that_somebody_may_be_in_danger_never_makes_a_line() {
    let house = House::new().await;
    let lead = house.operator().await;
    let porch = found(&lead, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &lead, "writer", &porch).await;
    let reader = neighbour(&house, &lead, "reader", &porch).await;
    let talk = thread(&writer, &porch, "Evening talk", "Opening words").await;
    crate::cast::crowd(&house, &porch).await;
    for (reason, lines) in [("danger", 0), ("spam", 1)] {
        let said = comment(&writer, &talk, "", &format!("Something about {reason}")).await;
        reader.post(&format!("/comments/{said}/report"), &[("reason", reason)]).await.leads_to();
        let form = [("kind", "remove"), ("guideline", "4"), ("words", "We talk elsewhere.")];
        lead.post(&format!("/comments/{said}/decisions"), &form).await.leads_to();
        let log = reader.get(&format!("{porch}/decisions")).await;
        assert_eq!(log.html.matches("A comment was removed").count(), lines, "{reason}");
    }
}

#[tokio::test]
async fn whom_the_server_is_closed_to_may_still_ask_and_nothing_else() {
    let house = House::new().await;
    let lead = house.operator().await;
    let porch = found(&lead, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &lead, "writer", &porch).await;
    let talk = thread(&writer, &porch, "Evening talk", "Opening words").await;
    let page = lead.get(&format!("{talk}/decisions")).await;
    let person = page.between("href=\"/people/", "/ban").to_owned();
    let form = [("community", "porch"), ("kind", "instance_ban"), ("guideline", "4"), ("words", "Enough.")];
    lead.post(&format!("/people/{person}/proposal"), &form).await.leads_to();
    house.clock.advance(chrono::Duration::hours(73));
    let mut tx = house.site.database().write().await.unwrap();
    moderation::proposals::come_due(&mut tx, house.site.members.secrets()).await.unwrap();
    tx.commit().await.unwrap();
    let closed = writer.get("/feed").await;
    let decision = format!("/decisions/{}", closed.is(403).between("href=\"/decisions/", "\""));
    writer.get(&decision).await.is(200).says("Enough.").says("until a moderator undoes it");
    writer.post(&format!("{decision}/appeal"), &[("words", "Please.")]).await.leads_to();
    lead.get(&format!("{porch}/appeals")).await.says("Please.");
    writer.post(&format!("{decision}/lift"), &[("to", "")]).await.is(403);
    writer.post(&format!("{decision}/appeal/outcome"), &[("outcome", "lifted")]).await.is(403);
}
