//! Communities: founding, finding, joining, who may read them, and the name one wears there.

use crate::{
    cast::{comment, found, neighbour, thread},
    rig::House,
};

#[tokio::test]
async fn an_operator_founds_communities_and_others_find_them() {
    let house = House::new().await;
    let operator = house.operator().await;
    let form = operator.get("/communities/new").await;
    form.is(200).says("value=\"house\" required checked").says("Only the people of your house");
    let organisation = form.between("name=\"organisation\" value=\"", "\"").to_owned();
    let bad = [
        ("title", "Ours"),
        ("name", "Not A Name!"),
        ("audience", "house"),
        ("organisation", organisation.as_str()),
    ];
    operator.post("/communities/new", &bad).await.is(422).says("value=\"Ours\"").says("name-error");
    let without = [("title", "Ours"), ("name", "ours"), ("organisation", organisation.as_str())];
    operator.post("/communities/new", &without).await.is(422).says("Please choose who can read it");
    let ours = found(&operator, "ours", "Kitchen table", "house").await;
    assert_eq!(ours, "/c/ours");
    let taken = [
        ("title", "Again"),
        ("name", "ours"),
        ("audience", "house"),
        ("organisation", organisation.as_str()),
    ];
    operator.post("/communities/new", &taken).await.is(422).says("name-error");
    found(&operator, "owls", "Night owls", "open").await;

    let list = operator.get("/communities").await;
    list.says("Kitchen table").says("Night owls").says("1 person").says("joined").says("Start a community");
    let member = house.newcomer(&operator, "member").await;
    member.get("/communities").await.says("Kitchen table").says_not("Start a community");
    member.get("/communities/new").await.is(404);
    member.post("/communities/new", &taken).await.is(404);
    house.browser().get("/communities").await.is(200).says("Night owls").says_not("Kitchen table");
    operator
        .get(&ours)
        .await
        .says("Say what is true")
        .says("Nothing waits for you")
        .says("Community settings");
}

#[tokio::test]
async fn joining_and_leaving() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let member = house.newcomer(&operator, "member").await;
    member.get("/").await.says("Nothing here yet").says("Find a community");
    let page = member.get(&porch).await;
    page.says(">Join<").says_not("Start a thread").says_not("You here");
    assert_eq!(member.post(&format!("{porch}/membership"), &[("to", "")]).await.leads_to(), porch);
    member.get(&porch).await.says("You will be").says("Start a thread").says("2 people").says_not(">Join<");
    member.get("/").await.says("It is quiet here");
    let end = format!("{porch}/membership/end");
    assert_eq!(member.post(&end, &[("x", "")]).await.leads_to(), porch);
    member.get(&porch).await.says(">Join<");
}

#[tokio::test]
async fn only_open_communities_are_read_without_signing_in() {
    let house = House::new().await;
    let operator = house.operator().await;
    let stranger = house.browser();
    let open = found(&operator, "open", "Open door", "open").await;
    let shared = thread(&operator, &open, "Welcome", "Come in").await;
    let reply = comment(&operator, &shared, "", "Hello there").await;
    stranger.get(&open).await.is(200).says("Welcome").says("Anyone can read here");
    let page = stranger.get(&shared).await;
    page.is(200)
        .says("Come in")
        .says("Hello there")
        .says("Sign in")
        .says_not("textarea")
        .says_not("/support");
    assert_eq!(
        stranger.get(&format!("/comments/{reply}")).await.leads_to(),
        format!("{shared}#comment-{reply}")
    );
    for audience in ["house", "circle"] {
        let community = found(&operator, audience, audience, audience).await;
        let hidden = thread(&operator, &community, "Hidden title", "Hidden words").await;
        let reply = comment(&operator, &hidden, "", "Hidden reply").await;
        for path in [
            community.clone(),
            hidden,
            format!("/comments/{reply}"),
            format!("{community}/guidelines"),
            format!("{community}/decisions"),
        ] {
            let answer = stranger.get(&path).await;
            assert!(answer.leads_to().starts_with("/sign-in?to="), "{path}");
        }
    }
    for path in
        ["/c/no-such", "/t/12345", "/comments/12345", "/c/no-such/threads/new", "/feed", "/mine", "/notices"]
    {
        assert!(
            stranger.get(path).await.leads_to().starts_with("/sign-in?to="),
            "{path} looks like one that is there"
        );
    }
}

#[tokio::test]
async fn a_house_is_closed_to_members_of_other_houses() {
    let house = House::new().await;
    let operator = house.operator().await;
    let ours = found(&operator, "ours", "Kitchen table", "house").await;
    let hidden = thread(&operator, &ours, "Hidden title", "Hidden words").await;
    let reply = comment(&operator, &hidden, "", "Hidden reply").await;
    let other = operator
        .post("/organisations", &[("name", "Harbor Group"), ("house", "yes")])
        .await
        .leads_to()
        .to_owned();
    let sheet = operator
        .post(&format!("{other}/invitations"), &[("label", "x"), ("office", "member"), ("days", "14")])
        .await;
    let code = sheet.between("<span class=\"code\">", "</span>").to_owned();
    let neighbour = house.joined(&code, "from-harbor").await;
    let unknown = neighbour.get("/t/12345").await;
    for path in [
        ours.clone(),
        hidden.clone(),
        format!("/comments/{reply}"),
        format!("{ours}/threads/new"),
        format!("{ours}/team"),
    ] {
        let answer = neighbour.get(&path).await;
        answer.is(404).says_not("Hidden").says_not("Kitchen");
        assert_eq!(answer.html, unknown.html, "{path}");
    }
    for path in [
        format!("{ours}/membership"),
        format!("{ours}/threads"),
        format!("{hidden}/comments"),
        format!("{hidden}/support"),
        format!("{hidden}/report"),
        format!("/comments/{reply}/report"),
        format!("/comments/{reply}/decisions"),
    ] {
        let form = [("title", "t"), ("body", "b"), ("reason", "spam"), ("kind", "remove")];
        neighbour.post(&path, &form).await.is(404).says_not("Hidden");
    }
    neighbour.get("/communities").await.says_not("Kitchen");
}

#[tokio::test]
async fn a_name_is_redrawn_and_a_house_allows_a_nickname() {
    let house = House::new().await;
    let operator = house.operator().await;
    let ours = found(&operator, "ours", "Kitchen table", "house").await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let thread = thread(&operator, &ours, "Tea", "Anyone?").await;
    let before = operator.get(&format!("{ours}/name")).await.between("You are ", " here").to_owned();
    operator.post(&format!("{ours}/name"), &[("again", "1")]).await.leads_to();
    let after = operator.get(&format!("{ours}/name")).await.between("You are ", " here").to_owned();
    assert_ne!(before, after);
    operator.get(&thread).await.says(&after).says_not(&before);
    operator.post(&format!("{ours}/name"), &[("nickname", "Ruth from 3")]).await.leads_to();
    operator.get(&thread).await.says("Ruth from 3");
    let other = neighbour(&house, &operator, "other", &ours).await;
    let taken = other.post(&format!("{ours}/name"), &[("nickname", "ruth from 3")]).await;
    taken.is(422).says("Somebody here has that name already").says("value=\"ruth from 3\"");
    let page = operator.get(&format!("{porch}/name")).await;
    page.is(200).says("Draw another name").says_not("nickname");
    operator
        .post(&format!("{porch}/name"), &[("nickname", "Ruth")])
        .await
        .is(422)
        .says("only in a house community");
}

#[tokio::test]
async fn leading_moderators_change_title_and_guidelines() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let member = neighbour(&house, &operator, "member", &porch).await;
    for path in ["settings", "guidelines/edit", "reports"] {
        member.get(&format!("{porch}/{path}")).await.is(404);
    }
    member.post(&format!("{porch}/settings"), &[("title", "Mine now")]).await.is(404);
    member.post(&format!("{porch}/guidelines"), &[("guidelines", "None")]).await.is(404);
    let form = [("title", "The wide porch"), ("description", "For evenings.")];
    operator.post(&format!("{porch}/settings"), &form).await.leads_to();
    operator.get(&porch).await.says("The wide porch").says("For evenings.");
    operator
        .post(&format!("{porch}/settings"), &[("title", ""), ("description", "kept")])
        .await
        .is(422)
        .says("kept");
    operator.get(&format!("{porch}/guidelines/edit")).await.is(200).says("textarea");
    operator
        .post(&format!("{porch}/guidelines"), &[("guidelines", "Be kind.\r\n\r\nListen.")])
        .await
        .leads_to();
    member
        .get(&format!("{porch}/guidelines"))
        .await
        .says("Be kind.")
        .says("Listen.")
        .says("id=\"guideline-2\"");
    let many = "One more.\n".repeat(21);
    operator
        .post(&format!("{porch}/guidelines"), &[("guidelines", many.as_str())])
        .await
        .is(422)
        .says("At most 20");
    member.get(&format!("{porch}/closing")).await.is(404);
    operator.get(&format!("{porch}/closing")).await.is(200).says("Close The wide porch?");
    operator.post(&format!("{porch}/closing"), &[("x", "")]).await.leads_to();
    member.get(&porch).await.says("This community is closed").says_not("Start a thread");
}
