//! The database of every release is kept as text, and is upgraded here to what this program knows, on both engines.
//!
//! A new release adds its own: `WRITE_GENERATED=1 cargo nextest run -p journeys a_release_is_kept`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use porchlight::{
    backup::{Keeping, upgrade},
    instance::{Instance, Plan},
};
use rig::Place;
use serde_json::{Value, json};
use store::{
    Chance, Clock, Database,
    dump::{Applied, Loose, Piece, Pieces, Table},
};

use super::{WORDS, clock, lines};
use crate::porch::{self, Porch};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contracts/backups/releases")
}

/// A dump as text: a line that names the schema, a line for each table, and a line for each row.
async fn written(mut pieces: Pieces) -> String {
    let mut text = String::new();
    loop {
        match pieces.next().await.unwrap() {
            Piece::Schema(schema) => text.push_str(&format!("{}\n", json!({ "schema": schema }))),
            Piece::Table(table) => text.push_str(&format!("{}\n", json!({ "table": table }))),
            Piece::Rows { lines, .. } => text.push_str(&String::from_utf8(lines).unwrap()),
            Piece::End(_) => return text,
        }
    }
}

/// A dump that was kept as text.
fn read(text: String) -> Pieces {
    let (sender, pieces) = Pieces::between();
    std::thread::spawn(move || {
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            let piece = if value.is_array() {
                Piece::Rows { count: 1, lines: format!("{line}\n").into_bytes() }
            } else if let Some(table) = value.get("table") {
                Piece::Table(serde_json::from_value::<Table>(table.clone()).unwrap())
            } else {
                Piece::Schema(serde_json::from_value::<Vec<Applied>>(value["schema"].clone()).unwrap())
            };
            if sender.put_here(Ok(piece)).is_err() {
                return;
            }
        }
        let _ = sender.put_here(Ok(Piece::End(Loose::new())));
    });
    pieces
}

/// A database as a release left it.
async fn of_release(place: &Place, text: String) -> Database {
    let database = Database::open_as_it_is(&place.engine, Clock::system(), Chance::system()).await.unwrap();
    let (tx, _) = database.write().await.unwrap().fill(read(text)).await.unwrap();
    tx.commit().await.unwrap();
    database
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_kept() {
    let path = folder().join(format!("{}.jsonl", env!("CARGO_PKG_VERSION")));
    if std::env::var_os("WRITE_GENERATED").is_some() {
        let porch = Porch::busy().await;
        fs::create_dir_all(folder()).unwrap();
        fs::write(&path, written(porch.instance.database.dump(&["sessions"])).await).unwrap();
    }
    assert!(path.exists(), "run with WRITE_GENERATED=1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_of_every_release_is_upgraded_with_all_that_is_in_it() {
    let mut tried = 0;
    for entry in fs::read_dir(folder()).unwrap().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap();
        let rows = text.lines().filter(|line| line.starts_with('[')).count();
        let place = porch::place().await;
        let database = of_release(&place, text).await;
        let before = lines(database.dump(&[])).await;
        assert_eq!(before.values().map(Vec::len).sum::<usize>(), rows, "{:?}", entry.path());
        database.migrate().await.unwrap();
        assert!(database.pending().await.unwrap().is_empty());
        let after = lines(database.dump(&[])).await;
        for (table, rows) in before {
            assert_eq!(after.get(&table).map(Vec::len), Some(rows.len()), "{table} of {:?}", entry.path());
        }
        tried += 1;
    }
    assert!(tried > 0, "there is a release to try");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_is_backed_up_first_and_refused_where_it_cannot_be() {
    let place = porch::place().await;
    let database = store::testing::at_schema(&place.engine, 5).await;
    let mut tx = database.write().await.unwrap();
    tx.sql("INSERT INTO accounts (id, login_tag, salt, wrapped_root) VALUES (1, $1, $1, $1)")
        .bind(vec![1_u8; 16])
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (folder, data) = (place.data.join("backups"), place.data.clone());
    let keeping = Keeping { folder: folder.clone(), data, days: 14 };
    let plan = Plan { backups: Some(keeping), ..super::plan(&place) };
    let told = upgrade::open(&plan, clock(), Chance::system()).await.err().unwrap().to_string();
    assert!(told.contains("keys sheet"), "{told}");
    assert!(!database.pending().await.unwrap().is_empty(), "nothing was changed");
    Instance::secrets(&place.data).unwrap();
    members::sheet::keep(&place.data, WORDS).unwrap();
    let upgraded = upgrade::open(&plan, clock(), Chance::system()).await.unwrap();
    assert!(upgraded.pending().await.unwrap().is_empty() && upgraded.is_lived_in().await.unwrap());
    let last = store::backups::last(&folder).unwrap().unwrap();
    assert!(last.verified && last.path.display().to_string().contains("before-upgrade"));
    upgrade::open(&plan, clock(), Chance::system()).await.unwrap();
    assert_eq!(store::backups::all(&folder).unwrap().len(), 1, "only when there is something to do");
}
