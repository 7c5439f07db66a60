//! Moderators at work: reports, decisions, what authors are told, what others never see.

use crate::{
    cast::{comment, crowd, found, neighbour, part, thread},
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
    reader.get("/notices").await.says("The moderators have it.");
    reader.get(&thread).await.says_not("Sam the baker");
    writer.get("/notices").await.says("a moderator decided something").says_not("What you called for");
    let told = writer.get(&format!("/comments/{bad}/decisions")).await;
    told.says("Somebody says this may show who someone is.");

    moderator.get("/notices").await.says("someone called the moderators");
    moderator.get(&porch).await.says("1 case waits");
    let reports = moderator.get(&format!("{porch}/queue")).await;
    reports
        .is(200)
        .says("It shows who somebody is")
        .says("It names somebody")
        .says("Call Sam the baker at work");
    let action = format!("{porch}/queue/{}", reports.between("id=\"case-", "\""));
    let unreasoned = moderator.post(&action, &[("decision", "remove"), ("words", "a kind word")]).await;
    unreasoned.is(422).says("Please choose the guideline").says("a kind word");
    moderator.get(&thread).await.says("Call Sam the baker");
    let form = [("decision", "remove"), ("guideline", "6"), ("words", "Names stay at home.")];
    let next = moderator.post(&action, &form).await.leads_to().to_owned();
    moderator.get(&next).await.says("It is removed.").says("Undo").says("Nothing waits");
    reader.get("/notices").await.says("A moderator looked. It was removed.");

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
    crowd(&house, &porch).await;
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
async fn a_case_can_be_closed_without_a_decision_and_opened_again() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    crowd(&house, &porch).await;
    reader.post(&format!("{thread}/report"), &[("reason", "spam")]).await.leads_to();
    assert_eq!(moderator.get(&format!("{porch}/reports")).await.leads_to(), format!("{porch}/queue"));
    let queue = moderator.get(&format!("{porch}/queue")).await;
    queue.says("Opening words").says("since this hour").says("Wrote 1 text here");
    let id = queue.between("id=\"case-", "\"").to_owned();
    let action = format!("{porch}/queue/{id}");
    reader.post(&action, &[("decision", "keep")]).await.is(404);
    let next = moderator.post(&action, &[("decision", "keep")]).await.leads_to().to_owned();
    moderator.get(&next).await.says("It stays.").says("Nothing waits");
    reader.get(&thread).await.says("Opening words");
    reader.get("/notices").await.says("A moderator looked. It stays.");
    let undo = format!("{porch}/queue/reopening");
    reader.post(&undo, &[("case", id.as_str())]).await.is(404);
    let next = moderator.post(&undo, &[("case", id.as_str())]).await.leads_to().to_owned();
    moderator
        .get(&next)
        .await
        .says("It is as it was before.")
        .says("Opening words")
        .says_not("Undo</button>");
    moderator.post(&action, &[("decision", "nonsense")]).await.is(404);
    let form =
        [("decision", "warn"), ("guideline", "2"), ("ready", "ready-kindness"), ("words", "Just that.")];
    moderator.post(&action, &form).await.leads_to();
    reader.get("/notices").await.says("did something about it");
    reader.get(&thread).await.says("Opening words");
    let told = writer.get(&format!("{thread}/decisions")).await;
    told.says("A moderator gave a reminder").says("Someone was hurt by this.").says("Just that.");
    reader.get(&format!("{porch}/decisions")).await.says("Somebody was reminded of a guideline");
}

#[tokio::test]
async fn what_is_all_of_one_kind_is_removed_at_once_and_comes_back_at_once() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    for words in ["Buy my lamp", "Buy my chair", "Someone is unkind"] {
        let said = comment(&writer, &thread, "", words).await;
        let reason = if words.starts_with("Buy") { "spam" } else { "shaming" };
        reader.post(&format!("/comments/{said}/report"), &[("reason", reason)]).await.leads_to();
    }
    let queue = format!("{porch}/queue");
    let page = moderator.get(&queue).await;
    let ids: Vec<String> = page
        .html
        .split("id=\"case-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        (ids.len(), page.html.matches("form=\"several\"").count()),
        (3, 2),
        "only what is ordinary is ticked"
    );
    let of = |guideline| vec![("case", ids[1].as_str()), ("case", ids[2].as_str()), ("guideline", guideline)];
    moderator.post(&queue, &[("guideline", "3")]).await.is(422).says("Please tick what is to be removed");
    moderator.post(&queue, &of("")).await.is(422).says("Please choose the guideline");
    moderator.post(&queue, &[("case", ids[0].as_str()), ("guideline", "3")]).await.is(404);
    reader.post(&queue, &of("3")).await.is(404);
    let next = moderator.post(&queue, &of("3")).await.leads_to().to_owned();
    let page = moderator.get(&next).await;
    page.says("It is removed.").says("Someone is unkind").says_not("Buy my");
    reader.get(&thread).await.says_not("Buy my").says("Someone is unkind");
    moderator.post(&format!("{queue}/reopening"), &of("")[..2]).await.leads_to();
    reader.get(&thread).await.says("Buy my lamp").says("Buy my chair");
    let page = moderator.get(&queue).await;
    page.says("Buy my chair");
    moderator.post(&queue, &of("3")).await.leads_to();
    let said = comment(&writer, &thread, "", "A third lamp").await;
    reader.post(&format!("/comments/{said}/report"), &[("reason", "spam")]).await.leads_to();
    moderator.get(&queue).await.says("<option value=\"3\" selected>");
}

#[tokio::test]
async fn words_of_crisis_are_read_at_once_and_wait_first_for_the_moderators() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    let crisis = comment(&writer, &thread, "", "I want to kill myself tonight, I have the pills here").await;
    reader.get(&thread).await.says("I have the pills here");
    reader.post(&format!("/comments/{crisis}/report"), &[("reason", "identity")]).await.leads_to();
    reader.get(&thread).await.says("I have the pills here");
    moderator.get("/notices").await.says("someone called the moderators");
    let queue = moderator.get(&format!("{porch}/queue")).await;
    queue.says("Someone may be in danger 1").says("It is not held.").says("It shows who somebody is");
    moderator.get("/").await.is(200);
}

#[tokio::test]
async fn a_picture_that_nobody_should_see_is_for_those_who_lead() {
    let house = House::new().await;
    let Scene { moderator, writer, reader, porch, thread } = Scene::of(&house).await;
    let review = moderator.get(&format!("{thread}/decisions")).await;
    let persona = review.between("name=\"persona\" value=\"", "\"").to_owned();
    moderator.post(&format!("{porch}/team"), &[("persona", persona.as_str())]).await.leads_to();
    let other = comment(&reader, &thread, "", "Look at this").await;
    reader.post(&format!("/comments/{other}/report"), &[("reason", "picture")]).await.leads_to();
    moderator
        .get(&format!("{porch}/queue"))
        .await
        .says("A picture nobody should see")
        .says("Ask for a second opinion");
    let theirs = writer.get(&format!("{porch}/queue")).await;
    theirs.is(200).says_not("A picture nobody should see").says("Nothing waits");
    writer.get("/notices").await.says_not("someone called the moderators");
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
    let queue = moderator.get(&format!("{porch}/queue")).await;
    queue.says("A rule: it holds many links.").says("Look at these");
    let id = queue.between("id=\"case-", "\"").to_owned();
    moderator.post(&format!("{porch}/queue/{id}"), &[("decision", "keep")]).await.leads_to();
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
    writer.get(&format!("{porch}/queue")).await.is(404);
    let review = moderator.get(&format!("{thread}/decisions")).await;
    let persona = review.says("Make them a moderator").between("name=\"persona\" value=\"", "\"").to_owned();
    let team = format!("{porch}/team");
    reader.post(&team, &[("persona", persona.as_str())]).await.is(404);
    assert_eq!(moderator.post(&team, &[("persona", persona.as_str())]).await.leads_to(), team);
    writer.get(&format!("{porch}/queue")).await.is(200);
    writer.get(&format!("{porch}/settings")).await.is(404);
    let reply = comment(&reader, &thread, "", "words").await;
    let path = format!("/comments/{reply}/decisions");
    writer.get(&path).await.is(200).says_not("Make them a moderator");
    writer.post(&path, &[("kind", "remove"), ("guideline", "2")]).await.leads_to();
    reader.get(&team).await.says("moderator").says_not("steps down");
    assert_eq!(writer.post(&format!("{team}/end"), &[("persona", persona.as_str())]).await.leads_to(), team);
    writer.get(&format!("{porch}/queue")).await.is(404);
}
