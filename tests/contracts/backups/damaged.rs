//! A hundred damaged backups, each refused in a sentence; the old state stands.

use std::fs;

use age::x25519;
use porchlight::backup::{Refusal, keys::Key, verify};
use rig::{Place, Resident};
use store::Chance;

use super::{Vault, WORDS, back_up, lines, put_back};
use crate::porch;

/// A key without a sheet: the same for all tries.
fn bare(identity: &x25519::Identity) -> Key {
    Key { identity: identity.clone(), sheet: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_damaged_backups_are_refused_in_a_sentence() {
    let (instance, place) = porch::opened().await;
    let june = Resident::keeper(&instance).await;
    june.found("evenings", members::Audience::Open).await;
    let vault = Vault::new();
    let whole = vault.file("whole.age");
    back_up(&instance, &place, &whole).await.unwrap();
    let (identity, chance, bytes) = (vault.key().identity, Chance::seeded(7), fs::read(&whole).unwrap());
    let there = Place::sqlite();
    put_back(&there, &whole, vault.key()).await.unwrap();
    let file = vault.file("damaged.age");
    for number in 0..100 {
        let mut damaged = bytes.clone();
        let at = chance.below(damaged.len());
        match number % 3 {
            0 => damaged.truncate(at),
            1 => damaged[at] ^= 1 << chance.below(8),
            _ => {
                let until = (at + 1 + chance.below(4_000)).min(damaged.len());
                damaged.drain(at..until);
            }
        }
        fs::write(&file, damaged).unwrap();
        let told = verify::try_out(&file, identity.clone(), &there.data).await.unwrap_err();
        let refusal: Option<&Refusal> = told.downcast_ref();
        assert!(
            matches!(refusal, Some(Refusal::Damaged | Refusal::NoBackup | Refusal::OtherKey)),
            "{number}: {told}"
        );
        if number % 10 == 0 {
            let told = put_back(&there, &file, bare(&identity)).await.unwrap_err();
            assert!(told.is::<Refusal>(), "{told}");
        }
    }
    let copy = porchlight::instance::Instance::open(super::plan(&there), super::clock()).await.unwrap();
    assert_eq!(lines(copy.database.dump(&[])).await["communities"].len(), 1, "the old state stands");
    let trials = fs::read_dir(&there.data).unwrap().flatten();
    assert!(trials.into_iter().all(|entry| !entry.file_name().to_string_lossy().contains("trial")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_and_a_newer_backup_are_refused_in_a_sentence() {
    let (instance, place) = porch::opened().await;
    Resident::keeper(&instance).await;
    let vault = Vault::new();
    let file = vault.file("one.age");
    back_up(&instance, &place, &file).await.unwrap();
    let there = Place::sqlite();
    let told = put_back(&there, &file, bare(&x25519::Identity::generate())).await.unwrap_err();
    assert!(matches!(told.downcast_ref(), Some(Refusal::OtherKey)), "{told}");
    let sealed = fs::read(vault.file("secrets.age")).unwrap();
    for words in ["", "cedar lamp window tuesday", &WORDS.replace("bread", "toast")] {
        let told = Key::of(vec![sealed.clone()], words).err().unwrap();
        assert!(matches!(told.downcast_ref(), Some(Refusal::WrongWords)), "{told}");
    }
    let mut tx = instance.database.write().await.unwrap();
    tx.sql("INSERT INTO migrations (name, digest) VALUES ('9999_future', 'x')").execute().await.unwrap();
    tx.commit().await.unwrap();
    let newer = vault.file("newer.age");
    let told = back_up(&instance, &place, &newer).await.unwrap_err();
    assert!(!newer.exists(), "{told}");
    let untried = store::backups::untried(&newer);
    let told = put_back(&there, &untried, vault.key()).await.unwrap_err();
    assert!(matches!(told.downcast_ref(), Some(Refusal::Newer(_))), "{told}");
}
