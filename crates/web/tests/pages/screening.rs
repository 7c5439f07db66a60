//! Guidelines that changed, packs, rules from examples, threads that ask for no advice: as members and moderators meet
//! them.

use crate::{
    cast::{comment, found, neighbour, thread},
    rig::House,
};

#[tokio::test]
async fn who_writes_next_reads_what_changed_and_loses_no_word() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    let talk = thread(&member, &porch, "Hello", "A first word").await;
    let edit = operator.get(&format!("{porch}/guidelines/edit")).await;
    edit.is(200).says("Start from a pack").says("Say what is true for you.");
    let filled = operator.get(&format!("{porch}/guidelines/edit?pack=family&language=es")).await;
    filled.is(200).says("Cuenta tu historia").says_not("Say what is true for you.");
    let form = [("guidelines", "Be kind.\r\nNo fishing tales.")];
    operator.post(&format!("{porch}/guidelines"), &form).await.leads_to();

    let words = [("body", "A word that stays"), ("note", "death")];
    let back = member.post(&format!("{talk}/comments"), &words).await;
    back.is(422).says("The guidelines changed").says("No fishing tales.").says("A word that stays");
    back.says("value=\"death\" checked").says_not(">Post<");
    let version = back.between("name=\"guidelines\" value=\"", "\"").to_owned();
    let start = [("title", "A title that stays"), ("body", "Words")];
    let back = member.post(&format!("{porch}/threads"), &start).await;
    back.is(422).says("No fishing tales.").says("A title that stays");

    let read = [("body", "A word that stays"), ("note", "death"), ("guidelines", version.as_str())];
    member.post(&format!("{talk}/comments"), &read).await.leads_to();
    comment(&member, &talk, "", "And another").await;
    // Whoever wrote them has read them.
    comment(&operator, &talk, "", "Welcome").await;
    let later = neighbour(&house, &operator, "later", &porch).await;
    comment(&later, &talk, "", "I came after the change").await;
}

#[tokio::test]
async fn words_of_a_crisis_wait_for_no_guidelines() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    let talk = thread(&member, &porch, "Hello", "A first word").await;
    operator.post(&format!("{porch}/guidelines"), &[("guidelines", "Be kind.")]).await.leads_to();
    comment(&member, &talk, "", "I am going to kill myself tonight.").await;
}

#[tokio::test]
async fn a_founder_picks_a_pack() {
    let house = House::new().await;
    let operator = house.operator().await;
    operator.get("/communities/new").await.is(200).says("Twelve-step").says("Moderation goals");
    let organisation = operator.home().await.rsplit('/').next().unwrap().to_owned();
    let form = [
        ("title", "Familia"),
        ("name", "familia"),
        ("audience", "circle"),
        ("organisation", &organisation),
        ("pack", "family"),
        ("language", "es"),
    ];
    let place = operator.post("/communities/new", &form).await.leads_to().to_owned();
    let page = operator.get(&format!("{place}/guidelines")).await;
    page.is(200).says("Cuenta tu historia").says("A moderator looks first at what seems to break this.");
}

#[tokio::test]
async fn a_moderator_makes_a_rule_from_examples_and_its_author_reads_the_sentence() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let other = found(&operator, "garden", "The garden", "circle").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    let talk = thread(&member, &porch, "Offer", "Book a free coaching session with me").await;
    thread(&operator, &other, "Elsewhere", "A free coaching session to book in the garden").await;

    let new = format!("{porch}/screening/new");
    operator.get(&new).await.is(200).says("Make a rule from examples");
    operator.post(&new, &[("examples", " ")]).await.is(422).says("Paste at least one example");
    let examples = "Free coaching! Book your session now.\r\n\r\nBook a session, coaching is free.\r\n\r\nMountain view.";
    let looked =
        operator.post(&new, &[("examples", examples), ("counter", "My running coach is kind.")]).await;
    looked.is(200).says("Leave out “coach…”").says("Example 3 would not be found.");
    looked.says("Book a free coaching session with me").says_not("in the garden");
    let chosen = [("examples", examples), ("struck", "free*"), ("outcome", "Hold"), ("on", "1")];
    operator.post(&new, &chosen).await.is(422).says("A rule needs words").says("“free…” is left out");
    let whole = [chosen.as_slice(), &[("sentence", "No coaching offers here, please.")]].concat();
    assert_eq!(operator.post(&new, &whole).await.leads_to(), format!("{porch}/screening"));
    operator
        .get(&format!("{porch}/screening"))
        .await
        .says("No coaching offers here")
        .says("kept nothing back");

    let told = member.post(&format!("{talk}/comments"), &[("body", "A coaching session, book it!")]).await;
    let page = member.get(told.leads_to()).await;
    page.says("No coaching offers here, please.").says("/edit");
    let list = operator.get(&format!("{porch}/screening")).await;
    list.says("It kept a few texts back.").says("None of them was fine after all.");
    member.get(&format!("{porch}/screening")).await.is(404);
    let word = list.between("name=\"rule\" value=\"own-", "\"").to_owned();
    let gone = [("rule", format!("own-{word}")), ("state", "gone".to_owned())];
    let gone: Vec<(&str, &str)> = gone.iter().map(|(name, value)| (*name, value.as_str())).collect();
    operator.post(&format!("{porch}/screening"), &gone).await.leads_to();
    operator.get(&format!("{porch}/screening")).await.says_not("No coaching offers here");
}

#[tokio::test]
async fn a_rule_of_ours_can_rest_unless_it_finds_who_needs_help() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let rules = format!("{porch}/screening");
    operator.get(&rules).await.is(200).says("Words of crisis").says("Always on");
    operator.post(&rules, &[("rule", "sourcing"), ("state", "off")]).await.leads_to();
    let talk = thread(&operator, &porch, "Asking", "Where can I buy some oxys around here?").await;
    operator.get(&talk).await.says_not("a moderator looks first");
    operator.post(&rules, &[("rule", "crisis"), ("state", "off")]).await.is(422).says("This rule stays on");
}

#[tokio::test]
async fn an_edited_thread_tells_its_author_what_waits_and_a_quiet_thread_says_so() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    let form = [("title", "Just listen"), ("body", "A long week"), ("listening", "1")];
    let talk = operator.post(&format!("{porch}/threads"), &form).await.leads_to().to_owned();
    member.get(&talk).await.says("Just listening").says("This thread asks for no advice.");
    let told = member.post(&format!("{talk}/comments"), &[("body", "You should go to a meeting.")]).await;
    member.get(told.leads_to()).await.says("so a moderator looks first. Tell your own story");
    operator.get(&format!("{talk}/edit")).await.says("name=\"listening\" value=\"1\" checked");
    let links = "https://a.example https://b.example https://c.example https://d.example https://e.example \
                 https://f.example";
    let edit = [("title", "Just listen"), ("body", links), ("version", "1"), ("seen", "link")];
    let told = operator.post(&format!("{talk}/edit"), &edit).await;
    operator.get(told.leads_to()).await.says("It holds many links");
}
