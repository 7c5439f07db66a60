//! A stolen backup that somebody could open: the same attackers as on the database, and one who looks at what stands
//! beside what in the file.

use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

use age::x25519::Identity;
use attack::{
    dump::{Dump, Table, Value},
    guess::{luck, share_right},
    order,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use store::{
    Mutant,
    dump::{Kind, Table as Shape},
};

use super::t04_t05_linkage::{ATTACKS, Attack, FEW, VISITS};
use crate::{
    backups::{Vault, back_up},
    crowd::Crowd,
};

/// What whoever has the key reads in a backup: its tables, each in the order of the file.
fn unpacked(file: &Path, key: &Identity) -> Dump {
    let decryptor = age::Decryptor::new(File::open(file).unwrap()).unwrap();
    let plain = decryptor.decrypt(std::iter::once(key as &dyn age::Identity)).unwrap();
    let mut archive = tar::Archive::new(plain);
    let (mut tables, mut shapes) = (BTreeMap::new(), BTreeMap::<String, Shape>::new());
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let ["tables", name, part] = path.split('/').collect::<Vec<_>>()[..] else { continue };
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if part == "columns.json" {
            let shape: Shape = serde_json::from_str(&text).unwrap();
            let columns = shape.columns.iter().map(|column| column.name.clone()).collect();
            tables.insert(name.to_owned(), Table { columns, rows: Vec::new() });
            shapes.insert(name.to_owned(), shape);
        } else {
            let rows = text.lines().map(|line| row(line, &shapes[name]));
            tables.get_mut(name).unwrap().rows.extend(rows);
        }
    }
    Dump { tables }
}

fn row(line: &str, shape: &Shape) -> Vec<Value> {
    let cells: Vec<serde_json::Value> = serde_json::from_str(line).unwrap();
    let read = |(cell, kind): (serde_json::Value, Kind)| match cell {
        serde_json::Value::Bool(flag) => Value::Number(flag.into()),
        serde_json::Value::Number(number) => Value::Number(number.as_i64().unwrap()),
        serde_json::Value::String(text) if kind == Kind::Bytes => {
            Value::Bytes(BASE64_STANDARD.decode(text).unwrap())
        }
        serde_json::Value::String(text) => Value::Text(text),
        _ => Value::Null,
    };
    cells.into_iter().zip(shape.columns.iter().map(|column| column.kind)).map(read).collect()
}

/// What each attack reaches on a backup, and whether that is too much.
async fn reached() -> Vec<(&'static str, f64, bool)> {
    let crowd = Crowd::of(FEW, VISITS).await;
    let (truth, vault) = (crowd.truth().await, Vault::new());
    let file = vault.file("one.age");
    back_up(&crowd.instance, &crowd.place, &file).await.unwrap();
    let dump = unpacked(&file, &vault.key().identity);
    assert!(dump.table("sessions").rows.is_empty(), "no session is in a backup");
    let beside: Attack = ("place in the file", order::by_place, luck);
    let tried = ATTACKS.into_iter().chain([beside]).map(|(name, attack, most)| {
        let share = share_right(&attack(&dump), &truth);
        println!("backup, by {name}: {:.2} %, allowed {:.2} %", 100.0 * share, 100.0 * most(&truth));
        (name, share, share > most(&truth))
    });
    tried.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_joins_no_names_but_by_luck_and_few_by_time() {
    let told = reached().await;
    assert!(told.iter().all(|(.., too_much)| !too_much), "{told:?}");
}

/// SQLite keeps rows by their keys whoever asks; PostgreSQL where they were written.
#[tokio::test(flavor = "multi_thread")]
async fn rows_in_the_order_of_writing_is_caught() {
    if std::env::var("TEST_ENGINE").as_deref() == Ok("postgres") {
        Mutant::DumpAsWritten.switch_on();
        let told = reached().await;
        let (_, share, too_much) = told.iter().find(|(name, ..)| *name == "place in the file").unwrap();
        assert!(*too_much && *share > 0.05, "{told:?}");
    }
}
