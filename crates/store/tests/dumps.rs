//! What a dump holds fills another database, of either engine, with the same: down to the last line.

use std::path::PathBuf;

use store::{
    Chance, Clock, Database, Engine, Fault, Tag,
    dump::{Piece, Pieces},
    testing::{TestDatabase, lines, postgres_database},
};

/// Rows with everything in them that an engine could see differently.
async fn furnish(database: &Database) {
    let mut tx = database.write().await.unwrap();
    for (id, words) in
        [(7_i64, "a\ttab, a \\ and a \"quote\""), (3, "two\nlines\r\n"), (5, "caf\u{e9} \u{1F4A1} \u{1}")]
    {
        tx.sql("INSERT INTO organisations (id, name, house) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(words)
            .bind(id == 3)
            .execute()
            .await
            .unwrap();
    }
    for number in 0..700_i64 {
        let tag = Tag(tx.chance().bytes());
        tx.sql("INSERT INTO read_marks (tag, ordinal) VALUES ($1, $2)")
            .bind(tag)
            .bind(number)
            .execute()
            .await
            .unwrap();
    }
    for name in ["B", "a", "\u{e9}", "Z", "z-1", "z_1"] {
        tx.sql("INSERT INTO settings (name, value) VALUES ($1, $2)")
            .bind(name)
            .bind("x".repeat(90_000))
            .execute()
            .await
            .unwrap();
    }
    tx.sql("INSERT INTO sessions (id_hash, account_id, sealed_root, device, expires_day) VALUES ($1, 1, $1, 'own', 0)")
        .bind(Tag([9; 16]))
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn another(engine: &Engine) -> Database {
    Database::open_as_it_is(engine, Clock::system(), Chance::system()).await.unwrap()
}

/// Fills `to` with what is in `from`, and compares.
async fn copied(from: &Database, to: &Database) {
    let (mut tx, filled) = to.write().await.unwrap().fill(from.dump(&[])).await.unwrap();
    tx.upgrade().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(filled.counts["read_marks"], 700);
    assert_eq!(lines(from.dump(&[])).await, lines(to.dump(&[])).await);
    assert!(to.pending().await.unwrap().is_empty());
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("dumps-{}", Chance::system().code(12))))
    }

    fn engine(&self) -> Engine {
        Engine::Sqlite(self.0.join("copy.sqlite"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_copy_holds_the_same_on_either_engine() {
    let test = TestDatabase::new().await;
    furnish(&test.database).await;
    let folder = Folder::new();
    let file = another(&folder.engine()).await;
    copied(&test.database, &file).await;
    if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
        let name = format!("test_{}", Chance::system().code(16));
        let postgres = another(&postgres_database(&url, &name).await).await;
        copied(&file, &postgres).await;
        copied(&postgres, &test.database).await;
    }
}

#[tokio::test]
async fn rows_stand_in_the_order_of_their_keys_and_some_tables_stay_empty() {
    let test = TestDatabase::new().await;
    furnish(&test.database).await;
    let found = lines(test.database.dump(&["sessions"])).await;
    assert!(found["read_marks"].len() == 700 && found["sessions"].is_empty());
    let names: Vec<&str> = found["organisations"].iter().map(|line| &line[1..2]).collect();
    assert_eq!(names, ["3", "5", "7"]);
    let names: Vec<&str> =
        found["settings"].iter().map(|line| line[2..].split('"').next().unwrap()).collect();
    assert_eq!(names, ["B", "Z", "a", "z-1", "z_1", "\u{e9}"]);
}

/// The table of a dump that is cut off before its end.
#[tokio::test]
async fn what_breaks_off_changes_nothing() {
    let test = TestDatabase::new().await;
    furnish(&test.database).await;
    let before = lines(test.database.dump(&[])).await;
    for keep in [0, 1, 2, 9, 30] {
        let (sender, cut) = Pieces::between();
        // Read before: a database that is filled with itself would wait for itself.
        let mut whole = test.database.dump(&[]);
        let mut pieces = Vec::new();
        for _ in 0..keep {
            pieces.push(whole.next().await.unwrap());
        }
        drop(whole);
        tokio::spawn(async move {
            for piece in pieces {
                let sender = sender.clone();
                tokio::task::spawn_blocking(move || sender.put_here(Ok(piece))).await.unwrap().unwrap();
            }
        });
        let filled = test.database.write().await.unwrap().fill(cut).await;
        assert!(filled.is_err(), "{keep}");
        drop(filled);
        assert_eq!(lines(test.database.dump(&[])).await, before, "{keep}");
    }
}

#[tokio::test]
async fn a_dump_of_a_newer_program_is_refused() {
    let test = TestDatabase::new().await;
    let (sender, pieces) = Pieces::between();
    let newer = vec![("9999_future".to_owned(), "x".to_owned())];
    tokio::task::spawn_blocking(move || sender.put_here(Ok(Piece::Schema(newer)))).await.unwrap().unwrap();
    let refused = test.database.write().await.unwrap().fill(pieces).await;
    assert!(matches!(refused.err(), Some(Fault::NewerSchema(name)) if name == "9999_future"));
}

#[tokio::test]
async fn somebody_who_writes_meanwhile_is_in_no_half() {
    let test = TestDatabase::new().await;
    furnish(&test.database).await;
    let mut pieces = test.database.dump(&[]);
    let first = pieces.next().await.unwrap();
    assert!(matches!(first, Piece::Schema(_)));
    let mut tx = test.database.write().await.unwrap();
    tx.sql("DELETE FROM read_marks").execute().await.unwrap();
    tx.sql("DELETE FROM organisations").execute().await.unwrap();
    tx.commit().await.unwrap();
    let found = lines(pieces).await;
    assert_eq!((found["read_marks"].len(), found["organisations"].len()), (700, 3), "one moment");
}
