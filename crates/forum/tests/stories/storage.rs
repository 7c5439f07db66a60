//! Where pictures lie: the same story in a folder and in a bucket that speaks S3.

use forum::media::{Bucket, Place, Storage};
use store::{Chance, Hour};

const HOUR: Hour = Hour(1_795_442_400);

async fn story(storage: &Storage) {
    let name = Chance::system().code(26);
    let other = Chance::system().code(26);
    assert_eq!(storage.get(&name).await.unwrap(), None);
    storage.put(&name, vec![1, 2, 3], HOUR).await.unwrap();
    storage.put(&other, vec![4], HOUR).await.unwrap();
    assert_eq!(storage.get(&name).await.unwrap(), Some(vec![1, 2, 3]));
    let names = storage.names().await.unwrap();
    assert!(names.contains(&name) && names.contains(&other));
    storage.delete(&name).await.unwrap();
    storage.delete(&name).await.unwrap();
    assert_eq!(storage.get(&name).await.unwrap(), None);
    assert_eq!(storage.get(&other).await.unwrap(), Some(vec![4]));
    storage.delete(&other).await.unwrap();
}

#[tokio::test]
async fn pictures_lie_in_a_folder_whose_files_know_the_hour_alone() {
    let folder = std::env::temp_dir().join(format!("porchlight-media-{}", Chance::system().code(12)));
    let storage = Storage::open(&Place::Folder(folder.clone())).unwrap();
    story(&storage).await;
    storage.put("one", vec![1], HOUR).await.unwrap();
    let changed = std::fs::metadata(folder.join("one")).unwrap().modified().unwrap();
    assert_eq!(changed.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs(), HOUR.0 as u64);
    assert!(storage.names().await.unwrap().contains(&"one".to_owned()));
    std::fs::remove_dir_all(folder).unwrap();
}

/// `TEST_S3_URL` names a bucket called `pictures` that anybody may write: `tests/run` starts one.
#[tokio::test]
async fn pictures_lie_in_a_bucket() {
    let Ok(endpoint) = std::env::var("TEST_S3_URL") else {
        eprintln!("SKIPPED: no bucket was tried, because TEST_S3_URL names none");
        return;
    };
    let text = |word: &str| word.to_owned();
    let bucket = Bucket {
        endpoint,
        name: text("pictures"),
        region: text("us-east-1"),
        key_id: text("porchlight"),
        key: text("porchlight"),
    };
    story(&Storage::open(&Place::Bucket(bucket)).unwrap()).await;
}
