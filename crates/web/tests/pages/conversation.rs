//! Threads and comments as members meet them.

use crate::{
    cast::{comment, found, neighbour, number, part, thread},
    rig::House,
};

#[tokio::test]
async fn a_newcomer_starts_a_thread_and_an_old_timer_answers() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let newcomer = neighbour(&house, &operator, "newcomer", &porch).await;
    let old_timer = neighbour(&house, &operator, "old-timer", &porch).await;

    let form = newcomer.get(&format!("{porch}/threads/new")).await;
    form.is(200)
        .says("You will be")
        .says("Members on this server can read this")
        .says("data-draft=\"community-porch\"");
    let name = form.between("You will be ", " here").to_owned();
    let thread = thread(&newcomer, &porch, "First week", "It is **long**.").await;
    let page = newcomer.get(&thread).await;
    page.is(200).says("<h1>First week</h1>").says("<strong>long</strong>").says(&name).says("this hour");
    page.says(&format!("You are {name} here."));

    let first = comment(&old_timer, &thread, "", "One day is enough.").await;
    let second = comment(&newcomer, &thread, &first, "Thank you.").await;
    let page = old_timer.get(&thread).await;
    page.says("2 comments").says("1 reply");
    let nested = page.between("<details class=\"replies\" open>", "</details>");
    assert!(nested.contains("Thank you.") && nested.contains(&format!("comment-{second}")));
    let answering = old_timer.get(&format!("{thread}?reply={second}")).await;
    answering.says(&format!("Answer {name}")).says(&format!("name=\"parent\" value=\"{second}\""));
}

#[tokio::test]
async fn what_is_new_is_one_tap_away_and_then_it_is_read() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let other = neighbour(&house, &operator, "other", &porch).await;
    let thread = thread(&writer, &porch, "Evening", "Hello").await;
    writer.get(&thread).await;
    let reply = comment(&other, &thread, "", "Hello back").await;
    comment(&other, &thread, "", "And again").await;

    writer.get("/").await.says("2 new").says(&format!("{thread}/new")).says("caught up.");
    let leads = writer.get(&format!("{thread}/new")).await;
    assert_eq!(leads.leads_to(), format!("{thread}#comment-{reply}"));
    writer.get(&thread).await.says("First new comment").says(&format!("href=\"#comment-{reply}\""));
    writer.get("/").await.says_not("2 new");
    writer.get(&thread).await.says_not("First new comment");
}

#[tokio::test]
async fn replies_leave_a_notice_under_the_name_they_answer() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let other = neighbour(&house, &operator, "other", &porch).await;
    let thread = thread(&writer, &porch, "Evening", "Hello").await;
    let name = writer.get(&thread).await.between("You are ", " here").to_owned();
    let reply = comment(&other, &thread, "", "Hello back").await;

    let notices = writer.get("/notices").await;
    notices.says(&format!("{name}: someone wrote in your thread")).says("Evening").says("class=\"unread\"");
    let seen = writer.get(&format!("/comments/{reply}?seen=1")).await.leads_to().to_owned();
    writer.get(seen.split('#').next().unwrap()).await.is(200);
    writer.get("/notices").await.says_not("class=\"unread\"");

    assert_eq!(writer.post(&format!("{thread}/mute"), &[("to", "/notices")]).await.leads_to(), "/notices");
    comment(&other, &thread, "", "Still there?").await;
    writer.get("/notices").await.says_not("class=\"unread\"");
    writer.get(&thread).await.says("Hear of this thread again");
    writer.post(&format!("{thread}/mute"), &[("end", "1")]).await.leads_to();
    comment(&other, &thread, "", "Once more").await;
    writer.get("/notices").await.says("class=\"unread\"");
    assert_eq!(writer.post("/notices/seen", &[("x", "")]).await.leads_to(), "/notices");
    writer.get("/notices").await.says_not("class=\"unread\"");
}

#[tokio::test]
async fn a_preview_posts_nothing_and_loses_nothing() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "house").await;
    let form = [
        ("title", "A <b>title</b>"),
        ("body", "*softly*"),
        ("note", "death"),
        ("note", "amounts"),
        ("preview", "1"),
    ];
    let preview = operator.post(&format!("{porch}/threads"), &form).await;
    preview
        .is(200)
        .says("<em>softly</em>")
        .says("*softly*")
        .says("Not posted yet")
        .says("A &#60;b&#62;title");
    preview
        .says("Content note: amounts, death")
        .says("value=\"death\" checked")
        .says_not("value=\"brand\" checked");
    operator.get(&porch).await.says("No threads yet");

    let thread = thread(&operator, &porch, "Real", "words").await;
    let first = comment(&operator, &thread, "", "before").await;
    let form = [("body", "_after_"), ("parent", first.as_str()), ("preview", "1")];
    let preview = operator.post(&format!("{thread}/comments"), &form).await;
    preview
        .is(200)
        .says("<em>after</em>")
        .says("_after_")
        .says("before")
        .says(&format!("name=\"parent\" value=\"{first}\""));
}

#[tokio::test]
async fn a_form_sent_twice_posts_once() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let once = operator
        .get(&format!("{porch}/threads/new"))
        .await
        .between("name=\"once\" value=\"", "\"")
        .to_owned();
    let form = [("title", "Once"), ("body", "only"), ("once", once.as_str())];
    let path = format!("{porch}/threads");
    let first = operator.post(&path, &form).await.leads_to().to_owned();
    assert_eq!(operator.post(&path, &form).await.leads_to(), first);
    let once = operator.get(&first).await.between("name=\"once\" value=\"", "\"").to_owned();
    let form = [("body", "one comment"), ("once", once.as_str())];
    let comment = number(&operator.post(&format!("{first}/comments"), &form).await);
    assert_eq!(number(&operator.post(&format!("{first}/comments"), &form).await), comment);
    operator.get(&first).await.says("1 comment<");
}

#[tokio::test]
async fn a_refused_form_comes_back_filled_with_the_reason() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let path = format!("{porch}/threads");
    let answer = operator.post(&path, &[("title", ""), ("body", "my words")]).await;
    answer
        .is(422)
        .says("Your thread needs a title.")
        .says("my words")
        .says("Nothing is lost")
        .says("aria-invalid");
    operator
        .post(&path, &[("title", "only")])
        .await
        .is(422)
        .says("Please write something first.")
        .says("value=\"only\"");
    let long = "x".repeat(20_001);
    let answer = operator.post(&path, &[("title", "t"), ("body", long.as_str())]).await;
    answer.is(422).says("too long for one post").says(&long);
    let thread = thread(&operator, &porch, "t", "b").await;
    let answer =
        operator.post(&format!("{thread}/comments"), &[("body", "answer"), ("parent", "12345")]).await;
    answer.is(422).says("not here any more").says("answer");
    let stranger = house.newcomer(&operator, "just-reading").await;
    stranger.get(&thread).await.is(200).says("Join this community, and you can write here.");
    let answer = stranger.post(&format!("{thread}/comments"), &[("body", "too soon")]).await;
    answer.is(422).says("Join this community first").says("too soon");
}

#[tokio::test]
async fn an_edit_is_marked_and_two_edits_meet_kindly() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let thread = thread(&writer, &porch, "Title", "First words").await;
    let edit = format!("{thread}/edit");
    let version = writer.get(&edit).await.between("name=\"version\" value=\"", "\"").to_owned();
    let form = |body: &'static str| {
        [("title", "Title".to_owned()), ("body", body.to_owned()), ("version", version.clone())]
    };
    assert_eq!(writer.post(&edit, &form("Second words")).await.leads_to(), thread);
    writer.get(&thread).await.says("Second words").says("edited").says_not("First words");
    let met = writer.post(&edit, &form("Third words")).await;
    met.is(422).says("Second words").says("Third words").says("The other text");
    let newer = met.between("name=\"version\" value=\"", "\"").to_owned();
    assert_ne!(newer, version);
    let form = [("title", "Title"), ("body", "Third words"), ("version", newer.as_str())];
    writer.post(&edit, &form).await.leads_to();
    operator.get(&thread).await.says("Third words");

    let comment = comment(&writer, &thread, "", "A reply").await;
    let path = format!("/comments/{comment}/edit");
    let version =
        writer.get(&path).await.says("A reply").between("name=\"version\" value=\"", "\"").to_owned();
    let form = [("body", "A *better* reply"), ("version", version.as_str()), ("note", "other")];
    assert_eq!(number(&writer.post(&path, &form).await), comment);
    let page = operator.get(&thread).await;
    assert!(part(&page, &comment).contains("Content note: something hard"));
    operator.get(&path).await.is(404);
    operator.post(&path, &form).await.is(404);
}

#[tokio::test]
async fn taking_words_back_leaves_a_place_for_the_answers() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let thread = thread(&writer, &porch, "Title", "Opening words").await;
    let first = comment(&writer, &thread, "", "Secret words").await;
    comment(&operator, &thread, &first, "An answer").await;
    writer
        .get(&format!("/comments/{first}/deletion"))
        .await
        .is(200)
        .says("Secret words")
        .says("Delete this?");
    assert_eq!(number(&writer.post(&format!("/comments/{first}/deletion"), &[("x", "")]).await), first);
    for browser in [&writer, &operator] {
        let page = browser.get(&thread).await;
        page.says("This was deleted by its author.").says("An answer").says_not("Secret words");
    }
    operator.post(&format!("{thread}/deletion"), &[("x", "")]).await.is(422);
    writer.post(&format!("{thread}/deletion"), &[("x", "")]).await.leads_to();
    let page = operator.get(&thread).await;
    page.is(200).says("A deleted thread").says("An answer").says_not("Opening words").says_not("Title<");
}

#[tokio::test]
async fn support_is_counted_for_the_author_alone() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let thread = thread(&writer, &porch, "Title", "Opening").await;
    let reply = comment(&writer, &thread, "", "I am still here").await;
    let path = format!("/comments/{reply}/support");
    assert_eq!(number(&operator.post(&path, &[("x", "")]).await), reply);
    operator.post(&format!("{thread}/support"), &[("x", "")]).await.leads_to();
    let page = writer.get(&thread).await;
    assert!(part(&page, &reply).contains("1 person is with you."));
    assert_eq!(page.html.matches("1 person is with you.").count(), 2);
    let theirs = operator.get(&thread).await;
    theirs.says_not("is with you");
    assert!(part(&theirs, &reply).contains("aria-pressed=\"true\""));
    operator.post(&path, &[("x", "")]).await.leads_to();
    assert!(!part(&writer.get(&thread).await, &reply).contains("with you."));
    writer.post(&path, &[("x", "")]).await.leads_to();
    writer.get(&thread).await.says_not("aria-pressed=\"true\"");
}

#[tokio::test]
async fn a_note_folds_the_words_but_not_the_title() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let form = [("title", "For Jo"), ("body", "We lost a friend."), ("note", "death")];
    let thread = operator.post(&format!("{porch}/threads"), &form).await.leads_to().to_owned();
    let page = operator.get(&thread).await;
    page.says("<h1>For Jo</h1>").says("Content note: death");
    assert!(page.between("<details class=\"fold\">", "</details>").contains("We lost a friend."));
    operator.get(&porch).await.says("Note: death").says_not("We lost");
}

#[tokio::test]
async fn a_long_thread_has_pages_and_deep_replies_go_flat() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let thread = thread(&operator, &porch, "Long", "Opening").await;
    let mut last = String::new();
    for number in 1..=202 {
        let parent = if number <= 7 { last.as_str() } else { "" };
        last = comment(&operator, &thread, parent, &format!("Reply no {number}.")).await;
        house.clock.advance(chrono::Duration::seconds(2));
    }
    let first = operator.get(&thread).await;
    first
        .says("202 comments")
        .says("Page 1 of 2")
        .says("More comments")
        .says("Reply no 200.")
        .says_not("Reply no 201.");
    assert_eq!(
        first.html.matches("in reply to").count(),
        3,
        "from the fifth on, replies say whom they answer"
    );
    assert_eq!(first.html.matches("<details class=\"replies\"").count(), 3);
    let second = operator.get(&format!("{thread}?page=2")).await;
    second.says("Reply no 201.").says("Page 2 of 2").says("Earlier comments").says("?page=2&amp;reply=");
    let found = operator.get(&format!("/comments/{last}")).await;
    assert_eq!(found.leads_to(), format!("{thread}?page=2#comment-{last}"));
    operator.get(&format!("{thread}?page=nonsense")).await.is(200).says("Page 1 of 2");
    operator.get(&format!("{thread}?page=99")).await.is(200);
}

#[tokio::test]
async fn what_i_wrote_is_one_list_for_me() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    operator.get("/mine").await.is(200).says("You have not written yet");
    let thread = thread(&operator, &porch, "Mine", "All mine").await;
    let reply = comment(&operator, &thread, "", "A word more").await;
    let mine = operator.get("/mine").await;
    mine.says(&format!("/comments/{reply}"))
        .says("A word more")
        .says("The porch")
        .says("Only you can see this page");
    let other = house.newcomer(&operator, "somebody-else").await;
    other.get("/mine").await.says_not("A word more");
}
