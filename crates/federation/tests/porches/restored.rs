//! A server whose database was put back to an older state, and what another one makes of what it says afterwards.

use forum::{CommentDraft, comments};
use store::{CommentId, Database, testing::TestDatabase};

use crate::rig::{Porch, settle, shared};

async fn edit(porch: &Porch, comment: CommentId, body: &str) {
    let version = porch.comment(comment).await.version;
    let draft = CommentDraft { body: body.to_owned(), ..CommentDraft::default() };
    let mut tx = porch.write().await;
    comments::edit(&mut tx, &porch.founder, comment, version, draft).await.unwrap();
    tx.commit().await.unwrap();
}

/// Puts what one database holds in place of what the other holds, and begins anew, if that is not forgotten.
async fn put(from: &Database, into: &Database, anew: bool) {
    let (mut tx, _) = into.write().await.unwrap().fill(from.dump(&[])).await.unwrap();
    if anew {
        tx.begin_anew().await.unwrap();
        forum::restored::outrun(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// What another server shows of a thread, after its server lost what it said last and said something new.
async fn heard_after_a_restore(anew: bool) -> Vec<String> {
    let (maple, harbor, kitchen, _, _) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Soup", "Hot.").await;
    let comment = maple.say(&maple.founder, thread, "With salt").await;
    settle(&[&maple, &harbor]).await;
    let older = TestDatabase::new().await;
    put(&maple.test.database, &older.database, false).await;
    edit(&maple, comment, "With pepper").await;
    maple.say(&maple.founder, thread, "This is lost at home").await;
    settle(&[&maple, &harbor]).await;
    // A server stands still while it is restored.
    maple.rest().await;
    put(&older.database, &maple.test.database, anew).await;
    maple.work();
    edit(&maple, comment, "With neither").await;
    maple.say(&maple.founder, thread, "This is new").await;
    settle(&[&maple, &harbor]).await;
    harbor.texts(harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id).await
}

#[tokio::test]
async fn what_is_said_after_a_restore_is_newer_than_what_was_lost() {
    assert_eq!(heard_after_a_restore(true).await, ["With neither", "This is lost at home", "This is new"]);
}

#[tokio::test]
async fn a_restore_that_does_not_begin_anew_is_caught() {
    assert_eq!(
        heard_after_a_restore(false).await[0],
        "With pepper",
        "the newer words are taken for old ones"
    );
}
