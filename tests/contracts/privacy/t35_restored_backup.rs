//! A backup holds words that were deleted since. Restoring it does not bring them back; and until then nobody opens it who
//! has only the machine that made it.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use age::x25519::Identity;
use members::{Audience, Pace, sheet};
use rig::{Place, Resident, traces::Search};
use store::Mutant;

use crate::{
    backups::{Vault, WORDS, back_up, clock, plan, put_back},
    porch,
};

const SAID: [&str; 2] = ["zqmarmalade", "zqlantern"];

/// What is found of deleted words once an older backup was restored: on the machine where they were deleted, or, after that
/// machine is lost, on another one that has a newer backup too.
async fn found_again(lost: bool) -> Vec<String> {
    let (instance, place) = porch::opened().await;
    let keeper = Resident::keeper(&instance).await;
    let (sam, alex) = (keeper.invite("sam").await, keeper.invite("alex").await);
    let evenings = keeper.found("evenings", Audience::Open).await;
    sam.belong(&evenings).await;
    alex.belong(&evenings).await;
    let thread = keeper.start(&evenings, "Hello", "Who is there?").await;
    let said = sam.comment(thread, &format!("I am, with {}.", SAID[0])).await;
    alex.comment(thread, &format!("So am I, with a {}.", SAID[1])).await;
    let vault = Vault::new();
    let (older, newer) = (vault.file("older.age"), vault.file("newer.age"));
    back_up(&instance, &place, &older).await.unwrap();
    sam.delete(said).await;
    forum::leaving::leave(&instance.members, &alex.member, Pace::Now).await.unwrap();
    back_up(&instance, &place, &newer).await.unwrap();
    instance.database.close().await;
    drop((instance, keeper, sam, alex));
    let place = if lost { porch::place().await } else { place };
    if lost {
        put_back(&place, &newer, vault.key()).await.unwrap();
    }
    put_back(&place, &older, vault.key()).await.unwrap();
    let there = porchlight::instance::Instance::open(plan(&place), clock()).await.unwrap();
    let mut tx = there.database.read().await.unwrap();
    let bodies: Vec<String> = tx.sql("SELECT body FROM comments").column().await.unwrap();
    assert_eq!(bodies.len(), 2, "the older backup was put in place");
    drop(tx);
    there.database.close().await;
    Search::of(&SAID).database(&place.engine).into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_brings_no_deleted_words_back() {
    assert_eq!(found_again(false).await, Vec::<String>::new());
    assert_eq!(found_again(true).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_looks_at_no_ledger_is_caught() {
    Mutant::LedgerNotReplayed.switch_on();
    assert!(!found_again(false).await.is_empty());
}

/// The files of a folder, and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What is in a backup, for whoever has the key.
fn unpacked(file: &Path, key: &Identity) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new(fs::File::open(file).unwrap()).unwrap();
    let mut plain = Vec::new();
    decryptor.decrypt(std::iter::once(key as &dyn age::Identity)).ok()?.read_to_end(&mut plain).unwrap();
    Some(plain)
}

/// The keys that lie in these bytes.
fn keys_in(bytes: &[u8]) -> Vec<Identity> {
    let text = String::from_utf8_lossy(bytes);
    let starts = text.match_indices("AGE-SECRET-KEY-1").map(|(at, _)| at);
    starts.filter_map(|at| text.get(at..at + 74)?.parse().ok()).collect()
}

/// A server that was backed up, where it is, and its backup.
async fn backed_up() -> (Place, Vault, PathBuf) {
    let (instance, place) = porch::opened().await;
    let keeper = Resident::keeper(&instance).await;
    keeper.found("evenings", Audience::Open).await;
    let vault = Vault::new();
    let file = vault.file("one.age");
    back_up(&instance, &place, &file).await.unwrap();
    instance.database.close().await;
    (place, vault, file)
}

/// Whether something on the machine opens its backup.
async fn the_machine_opens_it() -> bool {
    let (place, vault, file) = backed_up().await;
    assert!(unpacked(&file, &vault.key().identity).is_some(), "the sheet opens it");
    let keys = files(&place.data).into_iter().flat_map(|path| keys_in(&fs::read(path).unwrap_or_default()));
    keys.into_iter().any(|key| unpacked(&file, &key).is_some())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_machine_that_makes_backups_opens_none() {
    assert!(!the_machine_opens_it().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_stays_on_the_machine_is_caught() {
    Mutant::BackupKeyKept.switch_on();
    assert!(the_machine_opens_it().await);
}

/// The server's secrets that are found in its backup.
async fn secrets_in_the_backup() -> Vec<String> {
    let (place, vault, file) = backed_up().await;
    let plain = unpacked(&file, &vault.key().identity).unwrap();
    let opened = sheet::open(&fs::read(vault.file("secrets.age")).unwrap(), WORDS).unwrap().unwrap();
    assert_eq!(opened.secrets.len(), files(&place.data.join("secrets")).len(), "the sheet has all of them");
    let is_there = |secret: &[u8]| plain.windows(secret.len()).any(|window| window == secret);
    opened.secrets.iter().filter(|(_, secret)| is_there(secret)).map(|(name, _)| name.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_holds_none_of_the_servers_secrets() {
    assert_eq!(secrets_in_the_backup().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_with_the_secrets_in_it_is_caught() {
    Mutant::SecretsInBackup.switch_on();
    assert!(!secrets_in_the_backup().await.is_empty());
}
