//! Pictures: turned on by a lead, sent with words, described, shown to those who may read, and gone with the words.
//!
//! They are made clean by the finished program.

use axum::{
    body::Body,
    http::{Method, header},
};

use crate::{
    cast::{found, neighbour, number, part, thread},
    rig::{Answer, Browser, House, Plan},
};

/// A photo of two colours, as small as they come: GIF, one pixel.
const DOT: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xfe\x06CANARY\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

impl Browser<'_> {
    /// Sends a form with a file, as browsers do.
    async fn send_file(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        body.extend(
            b"--edge\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"IMG_2019.jpg\"\r\n\
              Content-Type: image/jpeg\r\n\r\n",
        );
        body.extend(file);
        body.extend(b"\r\n--edge--\r\n");
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// A house in which the lead of the porch has turned pictures on.
async fn with_pictures(operator: &Browser<'_>, audience: &str) -> String {
    let porch = found(operator, "porch", "The porch", audience).await;
    let form = [("title", "The porch"), ("description", ""), ("pictures", "1")];
    operator.post(&format!("{porch}/settings"), &form).await.leads_to();
    porch
}

#[tokio::test]
async fn pictures_are_off_until_the_lead_turns_them_on() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    writer.get(&format!("{porch}/threads/new")).await.says_not("type=\"file\"").says_not("multipart");
    let sent = [("title", "The lake"), ("body", "Look."), ("alt", "A lake")];
    let refused = writer.send_file(&format!("{porch}/threads"), &sent, DOT).await;
    refused.is(422).says("This community has no pictures").says("Look.");
    let form = [("title", "The porch"), ("description", ""), ("pictures", "1")];
    writer.post(&format!("{porch}/settings"), &form).await.is(404);
    operator.post(&format!("{porch}/settings"), &form).await.leads_to();
    operator.get(&format!("{porch}/settings")).await.says("name=\"pictures\" value=\"1\"").says(" checked");
    writer.get(&format!("{porch}/threads/new")).await.says("type=\"file\"").says("multipart/form-data");
}

#[tokio::test]
async fn a_picture_goes_with_a_comment_and_is_shown_to_those_who_may_read() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = with_pictures(&operator, "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let lake = thread(&writer, &porch, "The lake", "It was still.").await;
    let sent = [("body", "Look at this."), ("alt", "A lake in the morning")];
    let comment = number(&writer.send_file(&format!("{lake}/comments"), &sent, DOT).await);
    let page = operator.get(&lake).await;
    let shown = part(&page, &comment).to_owned();
    assert!(
        shown.contains("alt=\"A lake in the morning\" width=\"1\" height=\"1\" loading=\"lazy\""),
        "{shown}"
    );
    let address = shown.split("src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let picture = operator.get(&address).await;
    picture.is(200).says_not("CANARY");
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    assert_eq!(picture.header("cache-control"), "no-store");
    assert!(picture.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    for kind in ["application/activity+json", "application/ld+json", "text/html"] {
        let asked = operator.request(Method::GET, &address).header(header::ACCEPT, kind);
        let answer = operator.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-type"), "image/png", "whatever is asked for");
    }
    house.browser().get(&address).await.is(404);
    writer.post(&format!("/comments/{comment}/deletion"), &[("", "")]).await.leads_to();
    operator.get(&address).await.is(404);
    writer.get(&address).await.is(404);
}

#[tokio::test]
async fn who_judges_a_text_sees_its_picture_when_they_ask_for_it() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = with_pictures(&operator, "circle").await;
    let writer = neighbour(&house, &operator, "writer", &porch).await;
    let other = neighbour(&house, &operator, "other", &porch).await;
    let lake = thread(&writer, &porch, "The lake", "It was still.").await;
    let sent = [("body", "Look at this."), ("alt", "A lake in the morning")];
    let comment = number(&writer.send_file(&format!("{lake}/comments"), &sent, DOT).await);
    let call = [("reason", "identity"), ("words", "I know this lake.")];
    other.post(&format!("/comments/{comment}/report"), &call).await.leads_to();
    let decisions = format!("/comments/{comment}/decisions");
    for page in [format!("{porch}/queue"), decisions.clone()] {
        let page = operator.get(&page).await;
        let fold = page.between("<summary><span>Picture: A lake in the morning</span>", "</details>");
        assert!(fold.contains("src=\"/media/"), "{fold}");
    }
    let page = operator.get(&decisions).await;
    let address = format!("/media/{}", page.between("src=\"/media/", "\""));
    let removal = [("kind", "remove"), ("guideline", "1"), ("words", "A place can be recognised.")];
    operator.post(&decisions, &removal).await.leads_to();
    operator.get(&decisions).await.says(&address);
    operator.get(&address).await.is(200);
    writer.get(&address).await.is(200);
    other.get(&address).await.is(404);
}

#[tokio::test]
async fn a_preview_keeps_the_picture_and_the_description_is_asked_for_once() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = with_pictures(&operator, "house").await;
    let other = neighbour(&house, &operator, "other", &porch).await;
    let fields = [("title", "The lake"), ("body", "Look."), ("preview", "1")];
    let preview = operator.send_file(&format!("{porch}/threads"), &fields, DOT).await;
    preview.is(200).says("Not posted yet");
    let picture = preview.between("name=\"picture\" value=\"", "\"").to_owned();
    let address = preview.between("<img src=\"", "\"").replace("&amp;", "&");
    operator.get(&address).await.is(200);
    other.get(&address).await.is(404);
    let once = preview.between("name=\"once\" value=\"", "\"").to_owned();
    let mut fields = vec![
        ("title", "The lake"),
        ("body", "Look."),
        ("picture", picture.as_str()),
        ("once", once.as_str()),
    ];
    let stolen = other
        .post(
            &format!("{porch}/threads"),
            &[("alt_asked", "1")].iter().chain(&fields).copied().collect::<Vec<_>>(),
        )
        .await;
    stolen.is(422).says("The picture is not here any more");
    let asked = operator.post(&format!("{porch}/threads"), &fields).await;
    asked.is(422).says("Some of us cannot see pictures").says(&picture);
    fields.push(("alt_asked", "1"));
    let posted = operator.post(&format!("{porch}/threads"), &fields).await.leads_to().to_owned();
    let page = other.get(&posted).await;
    let name = picture.split('.').next().unwrap();
    page.says(&format!("src=\"/media/{name}\" alt=\"\""));
    other.get(&format!("/media/{name}")).await.is(200);
    let edit = operator.get(&format!("{posted}/edit")).await;
    edit.says(&format!("name=\"picture\" value=\"{name}\""));
    let version = edit.between("name=\"version\" value=\"", "\"").to_owned();
    let change = [
        ("title", "The lake"),
        ("body", "Look again."),
        ("picture", name),
        ("picture_off", "1"),
        ("version", &version),
    ];
    operator.post(&format!("{posted}/edit"), &change).await.leads_to();
    other.get(&posted).await.says_not("/media/");
    other.get(&format!("/media/{name}")).await.is(404);
}

#[tokio::test]
async fn a_person_sends_so_many_pictures_a_day_and_others_are_not_held_up() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = with_pictures(&operator, "circle").await;
    let other = neighbour(&house, &operator, "other", &porch).await;
    let fields = [("title", "The lake"), ("body", "Still as glass."), ("preview", "1")];
    for _ in 0..20 {
        operator.send_file(&format!("{porch}/threads"), &fields, DOT).await.is(200).says("Not posted yet");
    }
    let told = operator.send_file(&format!("{porch}/threads"), &fields, DOT).await;
    told.is(422).says("You have sent many pictures today").says("Still as glass.");
    other.send_file(&format!("{porch}/threads"), &fields, DOT).await.is(200);
    house.clock.advance(chrono::Duration::days(1));
    operator.send_file(&format!("{porch}/threads"), &fields, DOT).await.is(200);
}

#[tokio::test]
async fn when_there_is_no_room_for_pictures_there_is_room_for_words() {
    // One of these, written anew, takes some 70 bytes.
    let house = House::planned(Plan { picture_room: 150, ..Plan::default() }).await;
    let operator = house.operator().await;
    let porch = with_pictures(&operator, "circle").await;
    let fields = [("title", "The lake"), ("body", "Still as glass."), ("alt", "A lake")];
    let mut kept = 0;
    let full = loop {
        let answer = operator.send_file(&format!("{porch}/threads"), &fields, DOT).await;
        if answer.status != 303 {
            break answer;
        }
        kept += 1;
    };
    assert!((1..3).contains(&kept), "{kept} were kept");
    full.is(422).says("There is no room for pictures right now").says("Still as glass.");
    operator.post(&format!("{porch}/threads"), &fields).await.leads_to();
}

#[tokio::test]
async fn what_is_no_picture_loses_no_words() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = with_pictures(&operator, "circle").await;
    let heavy = vec![7; 15 * 1_024 * 1_024 + 1];
    for (file, told) in [
        (b"<svg onload=alert(1)>".as_slice(), "This is no picture that we can show"),
        (&DOT[..20], "We could not read this picture"),
        (heavy.as_slice(), "This picture is too large"),
    ] {
        let fields = [("title", "The lake"), ("body", "Still as glass."), ("alt", "A lake")];
        let again = operator.send_file(&format!("{porch}/threads"), &fields, file).await;
        again.is(422).says(told).says("Still as glass.").says("value=\"The lake\"").says("value=\"A lake\"");
    }
}
