//! The privacy page says what `PRIVACY.toml` says, all of it; and a small server says that it is small, once.

use web::privacy::Privacy;

use crate::rig::{Answer, House};

/// The page as people read it.
fn read(page: &Answer) -> String {
    page.html.replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&")
}

/// What the file says and the page does not.
fn unsaid(page: &Answer, privacy: &Privacy) -> Vec<String> {
    let text = read(page);
    let mut all: Vec<String> = privacy.promises.iter().map(|one| one.says.clone()).collect();
    all.extend(privacy.measured.iter().chain(&privacy.never_claimed).map(|one| one.says.clone()));
    for one in &privacy.adversaries {
        all.extend([&one.who, &one.learns, &one.not].map(Clone::clone));
    }
    for side in &privacy.sides {
        all.extend([&side.title, &side.means].map(Clone::clone));
    }
    for table in &privacy.tables {
        all.extend([&table.title, &table.purpose, &table.kept, &table.readers].map(Clone::clone));
        let columns = table.columns.iter();
        all.extend(
            columns.map(|column| format!("{} <code>{}.{}</code>", column.what, table.name, column.name)),
        );
    }
    for one in &privacy.beside {
        all.extend([&one.title, &one.purpose, &one.kept, &one.readers].map(Clone::clone));
    }
    all.retain(|said| !text.contains(said.as_str()));
    all
}

#[tokio::test]
async fn the_page_is_made_from_the_file_that_the_tests_read() {
    let house = House::new().await;
    let page = house.browser().get("/privacy").await;
    page.is(200);
    assert_eq!(unsaid(&page, &Privacy::embedded()), Vec::<String>::new());
}

/// A page that was written by hand would not know of a change to the file.
#[tokio::test]
async fn a_page_that_drifts_from_the_file_is_caught() {
    let house = House::new().await;
    let page = house.browser().get("/privacy").await;
    let text = include_str!("../../../../frontend/data/PRIVACY.toml");
    for (before, after) in [
        ("kept = \"Until the end of the next day.\"", "kept = \"Three days.\""),
        ("[\"salt\", \"Random", "[\"pinch\", \"Random"),
        ("says = \"Every page works", "says = \"Nearly every page works"),
        ("who = \"Another member\"", "who = \"A neighbour\""),
        ("title = \"Secret files\"", "title = \"Open files\""),
    ] {
        assert!(text.contains(before), "{before}");
        let changed = Privacy::read(&text.replace(before, after)).unwrap();
        assert!(!unsaid(&page, &changed).is_empty(), "{after} is not on the page, and nobody sees it");
    }
}

#[tokio::test]
async fn a_file_with_a_gap_is_refused() {
    let text = include_str!("../../../../frontend/data/PRIVACY.toml");
    for (before, after) in [
        ("kept = \"Until the end of the next day.\"\n", ""),
        ("readers = \"You.\"\n", ""),
        ("[\"salt\", \"Random bytes that make your passphrase harder to guess.\"]", "[\"salt\"]"),
        ("\"account\"],", "\"acount\"],"),
        ("purpose = \"So that you can sign in.\"", "purpose = \"So that you can sign in.\"\nlegal = \"yes\""),
    ] {
        assert!(text.contains(before), "{before}");
        assert!(Privacy::read(&text.replace(before, after)).is_err(), "{before} became {after}");
    }
}

#[tokio::test]
async fn everything_is_folded_until_somebody_wants_to_print_it() {
    let house = House::new().await;
    let stranger = house.browser();
    let (folded, unfolded) = (stranger.get("/privacy").await, stranger.get("/privacy?all=yes").await);
    folded
        .says("<details class=\"kept\">")
        .says_not("<details class=\"kept\" open>")
        .says("href=\"/privacy?all=yes");
    unfolded.says("<details class=\"kept\" open>").says_not("<details class=\"kept\">").says_not("?all=yes");
}

#[tokio::test]
async fn the_page_is_one_link_away_and_claims_nothing_too_much() {
    let house = House::new().await;
    let operator = house.operator().await;
    let join = format!("/join/{}", operator.invite("x").await);
    let stranger = house.browser();
    for path in ["/", "/help-now", "/sign-in", join.as_str()] {
        stranger.get(path).await.says("<a href=\"/privacy\">");
    }
    stranger.get(&join).await.says("What is kept about me?");
    for path in ["/privacy", "/privacy/requests"] {
        let text = read(&stranger.get(path).await).to_lowercase();
        for never in ["100 %", "100%", "hipaa", "gdpr", "completely anonymous", "cannot be traced"] {
            assert!(!text.contains(never), "{path} says {never}");
        }
    }
}

#[tokio::test]
async fn a_lawyer_reads_what_is_printed_and_what_is_not_there() {
    let house = House::new().await;
    let page = house.browser().get("/privacy/requests").await;
    page.is(200).says("porchlight disclose --persona").says("can be watched").says("no legal advice");
    let (text, privacy) = (read(&page), Privacy::embedded());
    for one in &privacy.disclosed {
        assert!(
            one.fields.iter().all(|field| text.contains(&format!("{}.{field}<", one.table))),
            "{}",
            one.key
        );
    }
    assert!(privacy.not_stored.iter().chain(&privacy.not_printed).all(|one| text.contains(&one.says)));
}

#[tokio::test]
async fn a_small_server_says_so_when_somebody_joins_and_never_how_many() {
    let house = House::new().await;
    let operator = house.operator().await;
    let newcomer = house.newcomer(&operator, "quiet-porch").await;
    let small = "people are easier to guess";
    newcomer.get("/welcome").await.says(small);
    newcomer.get("/privacy").await.says(small);
    newcomer.get("/").await.says_not(small);
    fill(&house, 47).await;
    newcomer.get("/welcome").await.says(small);
    fill(&house, 1).await;
    newcomer.get("/welcome").await.says_not(small);
    newcomer.get("/privacy").await.says_not(small);
}

/// So many more accounts, as far as they are counted.
async fn fill(house: &House, accounts: usize) {
    let mut tx = house.site.database().write().await.unwrap();
    for _ in 0..accounts {
        let (id, tag) = (tx.chance().id(), tx.chance().bytes::<16>());
        tx.sql("INSERT INTO accounts (id, login_tag, salt, wrapped_root) VALUES ($1, $2, $2, $2)")
            .bind(id)
            .bind(tag.to_vec())
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
