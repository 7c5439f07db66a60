//! What could tell who somebody is: shown before it is posted, and never in the way.

use crate::{
    cast::{comment, found, neighbour, number, thread},
    landmarks::stands_well,
    rig::{Answer, House},
};

/// What the page's forms would send back as seen, as people read it.
fn seen(page: &Answer) -> Vec<(&'static str, String)> {
    let keys = page.html.split("name=\"seen\" value=\"").skip(1);
    keys.map(|rest| ("seen", rest.split('"').next().unwrap().to_owned())).collect()
}

fn hidden(page: &Answer, name: &str) -> String {
    page.between(&format!("name=\"{name}\" value=\""), "\"").to_owned()
}

#[tokio::test]
async fn what_tells_is_shown_once_and_then_posted_as_it_is() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let path = format!("{porch}/threads");
    let once = hidden(&writer.get(&format!("{path}/new")).await, "once");
    let words = [
        ("title", "Since June 5, 2018".to_owned()),
        ("body", "I am sober, and I work at Northgate Mills.".to_owned()),
        ("note", "other".to_owned()),
        ("once", once.clone()),
    ];

    let shown = writer.post(&path, &words).await;
    shown.is(200).says("This could tell somebody who you are").says("<mark>at Northgate Mills</mark>");
    shown.says("where somebody works").says("somewhere").says("Post as it is").says("Change it");
    shown
        .says("I work at Northgate Mills.")
        .says("value=\"Since June 5, 2018\"")
        .says("value=\"other\" checked");
    assert_eq!(hidden(&shown, "once"), once);
    stands_well(&path, &shown);
    writer.get(&porch).await.says("No threads yet");

    let as_it_is: Vec<_> = words.iter().cloned().chain(seen(&shown)).collect();
    let posted = writer.post(&path, &as_it_is).await.leads_to().to_owned();
    writer.get(&posted).await.is(200).says("Northgate Mills").says_not("This could tell");
    assert_eq!(writer.post(&path, &as_it_is).await.leads_to(), posted, "a form sent twice posts once");
}

#[tokio::test]
async fn what_is_changed_is_posted_and_what_is_new_is_shown() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let thread = thread(&operator, &porch, "Evening", "Hello").await;
    let path = format!("{thread}/comments");

    let shown = operator.post(&path, &[("body", "Call me at 212-555-0147.")]).await;
    shown.is(200).says("<mark>212-555-0147</mark>").says("a phone number").says("You could leave it out.");
    let mut form = seen(&shown);
    form.push(("body", "Call me at 212-555-0147, or sam@mail.example.".into()));
    let again = operator.post(&path, &form).await;
    again.is(200).says("<mark>sam@mail.example</mark>");
    let mut form = seen(&again);
    form.push(("body", "Call me anytime.".into()));
    number(&operator.post(&path, &form).await);
}

#[tokio::test]
async fn a_preview_shows_it_above_and_a_plain_share_shows_nothing() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let path = format!("{porch}/threads");
    let form = [("title", "Soup"), ("body", "I was at Hope Harbour."), ("preview", "1")];
    let preview = operator.post(&path, &form).await;
    preview.is(200).says("<mark>Hope Harbour</mark>").says("a treatment centre").says("Softer: ");
    assert!(preview.html.find("class=\"message warm marks\"") < preview.html.find("preview-heading"));
    let form = [("title", "Soup"), ("body", "I have 47 days and Grace got me here."), ("preview", "1")];
    operator.post(&path, &form).await.is(200).says("47 days").says_not("This could tell");
}

#[tokio::test]
async fn among_housemates_only_contacts_names_and_case_numbers_are_shown() {
    let house = House::new().await;
    let operator = house.operator().await;
    let kitchen = found(&operator, "kitchen", "Kitchen", "house").await;
    let thread =
        thread(&operator, &kitchen, "Chores", "My date is April 2, 2020. I was at Hope Harbour.").await;
    let path = format!("{thread}/comments");
    comment(&operator, &thread, "", "The meeting is at 7 pm in the church hall, and I work at a bank.").await;
    let shown = operator.post(&path, &[("body", "Kevin Anderson left on April 2, 2020.")]).await;
    shown.is(200).says("<mark>Kevin Anderson</mark>").says_not("an exact date");
}

#[tokio::test]
async fn a_change_is_looked_at_when_it_is_saved_not_when_it_is_opened() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let thread = thread(&operator, &porch, "Evening", "Hello").await;
    let comment = comment(&operator, &thread, "", "Hello back").await;
    for path in [format!("{thread}/edit"), format!("/comments/{comment}/edit")] {
        let version = hidden(&operator.get(&path).await, "version");
        let words = [("title", "Evening"), ("body", "Ask for Daniel Okafor."), ("version", version.as_str())]
            .map(|(name, value)| (name, value.to_owned()));
        let shown = operator.post(&path, &words).await;
        shown.is(200).says("<mark>Daniel Okafor</mark>").says("Save as it is").says("Ask for Daniel Okafor.");
        assert_eq!(hidden(&shown, "version"), version);
        let as_it_is: Vec<_> = words.into_iter().chain(seen(&shown)).collect();
        operator.post(&path, &as_it_is).await.leads_to();
        operator.get(&path).await.says("Daniel Okafor").says_not("This could tell");
    }
}
