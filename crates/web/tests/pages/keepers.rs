//! Moderators at work: reports, decisions, what authors are told, what others never see.

use crate::{
    cast::{comment, found, neighbour, part, thread},
    rig::{Browser, House},
};

struct Scene<'h> {
    moderator: Browser<'h>,
    writer: Browser<'h>,
    reader: Browser<'h>,
    porch: String,
    thread: String,
}

impl<'h> Scene<'h> {
    async fn of(house: &'h House) -> Self {
        let moderator = house.operator().await;
        let porch = found(&moderator, "porch", "The porch", "circle").await;
        let writer = neighbour(house, &moderator, "writer", &porch).await;
        let reader = neighbour(house, &moderator, "reader", &porch).await;
        let thread = thread(&writer, &porch, "Evening talk", "Opening words").await;
        Self { moderator, writer, reader, porch, thread }
    }
}

#[tokio::test]
async fn a_report_leads_to_a_removal_and_the_author_reads_why() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    let bad = comment(&writer, &thread, "", "Call Sam the baker at work").await;
    comment(&reader, &thread, &bad, "Please don't").await;

    let form = reader.get(&format!("/comments/{bad}/report")).await;
    form.is(200).says("Someone may be in danger").says("never learns it was you");
    let report = format!("/comments/{bad}/report");
    reader
        .post(&report, &[("words", "kept words")])
        .await
        .is(422)
        .says("Please choose what it is about")
        .says("kept words");
    let sent = reader.post(&report, &[("reason", "identity"), ("words", "It names somebody")]).await;
    reader.get(sent.leads_to()).await.is(200).says("Thank you");

    moderator.get("/notices").await.says("someone called the moderators");
    moderator.get(&porch).await.says("1 open report");
    let reports = moderator.get(&format!("{porch}/reports")).await;
    reports
        .is(200)
        .says("It shows who somebody is")
        .says("It names somebody")
        .says("Call Sam the baker at work");
    let action = format!("{porch}/reports/{}", reports.between(&format!("action=\"{porch}/reports/"), "\""));
    let unreasoned = moderator.post(&action, &[("decision", "remove"), ("words", "a kind word")]).await;
    unreasoned.is(422).says("Please choose the guideline").says("a kind word");
    moderator.get(&thread).await.says("Call Sam the baker");
    let form = [("decision", "remove"), ("guideline", "6"), ("words", "Names stay at home.")];
    assert_eq!(moderator.post(&action, &form).await.leads_to(), format!("{porch}/reports"));
    moderator.get(&format!("{porch}/reports")).await.says("No open reports");

    for browser in [&reader, &writer, &moderator] {
        let page = browser.get(&thread).await;
        page.says("A moderator removed this.").says("Please don").says_not("Sam the baker");
    }
    let decisions = format!("/comments/{bad}/decisions");
    assert!(part(&writer.get(&thread).await, &bad).contains(&decisions));
    assert!(!part(&reader.get(&thread).await, &bad).contains(&decisions));
    reader.get(&decisions).await.is(404).says_not("Names stay");
    writer.get("/notices").await.says("a moderator decided something").says(&decisions);
    let told = writer.get(&decisions).await;
    told.is(200).says("Names stay at home.").says("Guideline 6").says("If this seems wrong to you");
    writer.get("/notices").await.says_not("class=\"unread\"");
    let few = reader.get(&format!("{porch}/decisions")).await;
    few.says("Few people are here").says_not("A comment was removed").says_not("Guideline 6");
    crate::cast::crowd(&house, &porch).await;
    let log = reader.get(&format!("{porch}/decisions")).await;
    log.says("A comment was removed").says("Guideline 6").says_not("Names stay");

    let review = moderator.get(&decisions).await;
    review.says("Sam the baker").says("Bring it back");
    let lift = review.between("action=\"/decisions/", "\"").to_owned();
    reader.post(&format!("/decisions/{lift}"), &[("to", "")]).await.is(404);
    moderator.post(&format!("/decisions/{lift}"), &[("to", "")]).await.leads_to();
    reader.get(&thread).await.says("Sam the baker");
    reader.get(&format!("{porch}/decisions")).await.says("undone since");
}

#[tokio::test]
async fn a_report_can_be_closed_without_a_decision() {
    let house = House::new().await;
    let Scene { moderator, reader, porch, thread, .. } = Scene::of(&house).await;
    reader.post(&format!("{thread}/report"), &[("reason", "spam")]).await.leads_to();
    let reports = moderator.get(&format!("{porch}/reports")).await;
    reports.says("Opening words");
    let action = format!("{porch}/reports/{}", reports.between(&format!("action=\"{porch}/reports/"), "\""));
    reader.post(&action, &[("decision", "keep")]).await.is(404);
    moderator.post(&action, &[("decision", "keep")]).await.leads_to();
    moderator.get(&format!("{porch}/reports")).await.says("No open reports");
    reader.get(&thread).await.says("Opening words");
}

#[tokio::test]
async fn a_thread_is_locked_pinned_and_opened_again() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    crate::cast::thread(&reader, &porch, "A later thread", "words").await;
    let path = format!("{thread}/decisions");
    moderator.get(&format!("{path}?kind=lock")).await.says("value=\"lock\" required checked");
    moderator.post(&path, &[("kind", "")]).await.is(422).says("Please choose what to do");
    moderator.post(&path, &[("kind", "lock")]).await.is(422).says("Please choose the guideline");
    moderator.post(&path, &[("kind", "lock"), ("guideline", "1")]).await.leads_to();
    moderator.post(&path, &[("kind", "pin")]).await.leads_to();
    let page = reader.get(&thread).await;
    page.says("A moderator locked this thread").says("pinned").says_not("textarea");
    let refused = reader.post(&format!("{thread}/comments"), &[("body", "one last thing")]).await;
    refused.is(422).says("This thread is locked").says("one last thing");
    moderator.get(&thread).await.says("As a moderator you can still write").says("textarea");
    let list = reader.get(&porch).await;
    assert!(list.html.find("Evening talk") < list.html.find("A later thread"), "pinned first");
    writer.post(&path, &[("kind", "remove"), ("guideline", "1")]).await.is(404);
    let review = moderator.get(&path).await;
    let lift = review.between("action=\"/decisions/", "\"").to_owned();
    assert_eq!(moderator.post(&format!("/decisions/{lift}"), &[("to", "")]).await.leads_to(), thread);
    reader.get(&thread).await.says("textarea");
}

#[tokio::test]
async fn a_removed_thread_hides_all_its_words() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    comment(&reader, &thread, "", "A reply to it").await;
    let form = [("kind", "remove"), ("guideline", "5"), ("words", "No ads here.")];
    moderator.post(&format!("{thread}/decisions"), &form).await.leads_to();
    let page = reader.get(&thread).await;
    page.is(200)
        .says("A removed thread")
        .says_not("Evening talk")
        .says_not("Opening words")
        .says_not("No ads here");
    reader.get(&porch).await.says_not("Evening talk");
    reader.get("/").await.says_not("Evening talk");
    writer.get(&format!("{thread}/decisions")).await.is(200).says("No ads here.");
    writer.get(&thread).await.says("See the decision");
    moderator.get(&format!("{thread}/decisions")).await.says("Opening words");
}

#[tokio::test]
async fn a_ban_closes_a_community_and_says_why() {
    let house = House::new().await;
    let Scene { moderator, writer, porch, thread, .. } = Scene::of(&house).await;
    let review = moderator.get(&format!("{thread}/decisions")).await;
    let person = format!("/people/{}", review.between("href=\"/people/", "?"));
    let form = moderator.get(&format!("{person}?community=porch")).await;
    form.is(200).says("under any name").says("Until it is opened again");
    writer.get(&format!("{person}?community=porch")).await.is(404);
    let ban = [
        ("community", "porch"),
        ("guideline", "9"),
        ("words", "Please ask before you write to people."),
        ("days", "7"),
    ];
    writer.post(&person, &ban).await.is(404);
    moderator.post(&person, &ban[..1]).await.is(422).says("Please choose the guideline");
    assert_eq!(moderator.post(&person, &ban).await.leads_to(), porch);

    for path in [&porch, &thread] {
        writer
            .get(path)
            .await
            .is(200)
            .says("closed this community to you")
            .says("Please ask before you write");
    }
    let refused = writer.post(&format!("{thread}/comments"), &[("body", "my words")]).await;
    refused.is(422).says("closed this community to you").says("my words");
    writer.post(&format!("{porch}/name"), &[("again", "1")]).await.leads_to();
    writer.post(&format!("{porch}/threads"), &[("title", "t"), ("body", "b")]).await.is(422);
    let other = found(&moderator, "other", "Elsewhere", "circle").await;
    writer.post(&format!("{other}/membership"), &[("to", "")]).await.leads_to();
    crate::cast::thread(&writer, &other, "Free", "here").await;

    let again = moderator.get(&format!("{person}?community=porch")).await;
    let lift = again.says("Open the community again").between("action=\"/decisions/", "\"").to_owned();
    assert_eq!(moderator.post(&format!("/decisions/{lift}"), &[("to", "")]).await.leads_to(), porch);
    comment(&writer, &thread, "", "Thank you").await;
}

#[tokio::test]
async fn what_is_held_is_seen_by_its_author_and_by_moderators() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    let links: String = (0..8).map(|n| format!("https://site-{n}.example/page ")).collect();
    let held = comment(&writer, &thread, "", &format!("Look at these {links}")).await;
    let page = writer.get(&thread).await;
    page.says("Look at these").says("A moderator looks at this first");
    reader.get(&thread).await.says_not("Look at these");
    reader.get(&format!("/comments/{held}/decisions")).await.is(404);
    let reports = moderator.get(&format!("{porch}/reports")).await;
    reports.says("Waiting for your look").says("It holds many links").says("Look at these");
    let lift = reports.between("action=\"/decisions/", "\"").to_owned();
    let back = moderator.post(&format!("/decisions/{lift}"), &[("to", &format!("{porch}/reports"))]).await;
    assert_eq!(back.leads_to(), format!("{porch}/reports"));
    reader.get(&thread).await.says("Look at these");

    let form = [("title", "Many links"), ("body", links.as_str())];
    let hidden = writer.post(&format!("{porch}/threads"), &form).await.leads_to().to_owned();
    writer.get(&hidden).await.is(200).says("Many links").says("A moderator looks at this first");
    moderator.get(&hidden).await.is(200).says("Many links");
    reader.get(&hidden).await.is(404).says_not("Many links");
    reader.get(&porch).await.says_not("Many links");
}

#[tokio::test]
async fn moderators_are_appointed_and_retire() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    writer.get(&format!("{porch}/reports")).await.is(404);
    let review = moderator.get(&format!("{thread}/decisions")).await;
    let persona = review.says("Make them a moderator").between("name=\"persona\" value=\"", "\"").to_owned();
    let team = format!("{porch}/team");
    reader.post(&team, &[("persona", persona.as_str())]).await.is(404);
    assert_eq!(moderator.post(&team, &[("persona", persona.as_str())]).await.leads_to(), team);
    writer.get(&format!("{porch}/reports")).await.is(200);
    writer.get(&format!("{porch}/settings")).await.is(404);
    let reply = comment(&reader, &thread, "", "words").await;
    let path = format!("/comments/{reply}/decisions");
    writer.get(&path).await.is(200).says_not("Make them a moderator");
    writer.post(&path, &[("kind", "remove"), ("guideline", "2")]).await.leads_to();
    reader.get(&team).await.says("moderator").says_not("steps down");
    assert_eq!(writer.post(&format!("{team}/end"), &[("persona", persona.as_str())]).await.leads_to(), team);
    writer.get(&format!("{porch}/reports")).await.is(404);
}
