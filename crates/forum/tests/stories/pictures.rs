//! Pictures go with their texts: the row at once, the bytes right after, and whatever a crash left behind.

use forum::{
    Media, comments,
    media::{self, Darkroom, Place, Storage},
};
use store::{Chance, CommentId};

use crate::cast::{Stage, draft, stage, titled};

struct Album {
    media: Media,
    storage: Storage,
    folder: std::path::PathBuf,
}

impl Album {
    fn of(stage: &Stage) -> Self {
        let folder = std::env::temp_dir().join(format!("porchlight-media-{}", Chance::system().code(12)));
        let storage = Storage::open(&Place::Folder(folder.clone())).unwrap();
        let darkroom = Darkroom::new("/nowhere".into());
        let media = Media::new(stage.test.database.clone(), darkroom, storage.clone(), 1_000);
        Self { media, storage, folder }
    }

    /// A picture that is kept, as if it had been sent and made clean.
    async fn keep(&self, stage: &Stage, name: &str, subject: Option<i64>) {
        let hour = stage.test.database.clock().hour();
        self.storage.put(name, vec![1, 2, 3], hour).await.unwrap();
        let mut tx = stage.test.database.write().await.unwrap();
        tx.sql(
            "INSERT INTO pictures (name, subject_id, kind, width, height, bytes, alt, pending_hour) \
             VALUES ($1, $2, 'jpeg', 4, 3, 3, 'A lake', $3)",
        )
        .bind(name.to_owned())
        .bind(subject)
        .bind(subject.is_none().then_some(hour))
        .execute()
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn names(&self) -> Vec<String> {
        let mut names = self.storage.names().await.unwrap();
        names.sort();
        names
    }
}

impl Drop for Album {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn comment(stage: &Stage) -> CommentId {
    let mut tx = stage.test.database.write().await.unwrap();
    let thread =
        forum::threads::start(&mut tx, &stage.newcomer, &stage.kitchen, titled("The lake", "Still."))
            .await
            .unwrap();
    let posted = comments::post(&mut tx, &stage.newcomer, thread.id, draft("Look.")).await.unwrap();
    tx.commit().await.unwrap();
    posted.id
}

#[tokio::test]
async fn a_picture_goes_with_its_text() {
    let stage = stage().await;
    let album = Album::of(&stage);
    let said = comment(&stage).await;
    album.keep(&stage, "lake", Some(said.0)).await;
    let mut tx = stage.test.database.write().await.unwrap();
    assert_eq!(media::of(&mut tx, said.0).await.unwrap().unwrap().alt, "A lake");
    comments::delete(&mut tx, &stage.newcomer, said).await.unwrap();
    assert_eq!(media::get(&mut tx, "lake").await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(album.media.waiting().await.unwrap(), 1);
    album.media.clean_up_now().await.unwrap();
    assert_eq!(album.media.waiting().await.unwrap(), 0);
    assert_eq!(album.names().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_taken_away_on_another_path_and_what_nobody_posted_goes_too() {
    let stage = stage().await;
    let album = Album::of(&stage);
    let said = comment(&stage).await;
    album.keep(&stage, "gone", Some(said.0)).await;
    album.keep(&stage, "kept", Some(comment(&stage).await.0)).await;
    album.keep(&stage, "pending", None).await;
    let mut tx = stage.test.database.write().await.unwrap();
    tx.sql("UPDATE comments SET deleted = TRUE WHERE id = $1").bind(said).execute().await.unwrap();
    tx.commit().await.unwrap();
    album.media.tidy().await.unwrap();
    album.media.clean_up_now().await.unwrap();
    assert_eq!(album.names().await, ["kept", "pending"]);
    stage.test.database.clock().advance(chrono::Duration::hours(26));
    album.media.tidy().await.unwrap();
    album.media.clean_up_now().await.unwrap();
    assert_eq!(album.names().await, ["kept"]);
}

#[tokio::test]
async fn bytes_that_no_row_knows_are_swept_away_at_the_second_look() {
    let stage = stage().await;
    let album = Album::of(&stage);
    let hour = stage.test.database.clock().hour();
    album.keep(&stage, "kept", Some(comment(&stage).await.0)).await;
    album.storage.put("orphan", vec![1], hour).await.unwrap();
    album.media.tidy().await.unwrap();
    assert_eq!(album.names().await, ["kept", "orphan"], "it may have been sent a moment ago");
    album.media.tidy().await.unwrap();
    assert_eq!(album.names().await, ["kept", "orphan"], "one look an hour");
    stage.test.database.clock().advance(chrono::Duration::hours(1));
    album.media.tidy().await.unwrap();
    assert_eq!(album.names().await, ["kept"]);
}
