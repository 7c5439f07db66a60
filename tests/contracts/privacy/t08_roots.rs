//! A stolen copy with the server's secret files, but without anybody's passphrase, code or cookie: no account opens.

use attack::roots::{Secrets, opened};
use members::passphrases;
use rig::Resident;
use store::{Engine, Mutant};

use crate::porch;

/// What the made-up server's hashing costs.
const COST: (u32, u32) = (64, 1);

/// Fewer where each statement is a round trip: what is stored is the same on both engines.
fn how_many() -> usize {
    if std::env::var("TEST_ENGINE").as_deref() == Ok("postgres") { 100 } else { 1_000 }
}

/// So many people join with four offered words each; how many accounts a thief opens.
async fn stolen(people: usize) -> (usize, usize) {
    let (instance, place) = porch::opened().await;
    let june = Resident::keeper(&instance).await;
    for number in 1..people {
        let words = passphrases::offer(instance.database.chance());
        june.invite_with(&format!("person-{number}"), &words).await;
    }
    let dump = match &place.engine {
        Engine::Sqlite(file) => attack::dump::Dump::of_sqlite(file).unwrap(),
        Engine::Postgres(url) => attack::dump::Dump::of_postgres(url).await.unwrap(),
    };
    opened(&dump, &Secrets::read(&place.data.join("secrets"), COST).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_account_opens_without_its_owner() {
    let (opened, all) = stolen(how_many()).await;
    println!("{opened} of {all} roots recovered");
    assert_eq!((opened, all), (0, how_many()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_that_the_server_can_open_is_caught() {
    Mutant::PassphraseIgnored.switch_on();
    assert_eq!(stolen(20).await, (20, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_whose_row_holds_its_key_is_caught() {
    Mutant::SessionKeyStored.switch_on();
    assert_eq!(stolen(20).await, (20, 20));
}
