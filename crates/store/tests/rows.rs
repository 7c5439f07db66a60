//! Rows as Rust values, the same from both engines; and connections that survive what goes wrong with them.

use serde::Deserialize;
use store::{Fault, Tag, Tx, testing::TestDatabase};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
enum Colour {
    Green,
}

impl TryFrom<String> for Colour {
    type Error = String;
    fn try_from(word: String) -> Result<Self, String> {
        if word == "green" { Ok(Self::Green) } else { Err(format!("no colour is called {word}")) }
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    #[serde(deserialize_with = "store::flag")]
    inner_flag: bool,
    inner_number: Option<i64>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Outer {
    text: String,
    flag: bool,
    missing: Option<String>,
    colour: Colour,
    #[serde(flatten)]
    inner: Inner,
}

const OUTER: &str = "SELECT CAST($1 AS TEXT) AS text, 1 = $2 AS flag, CAST(NULL AS TEXT) AS missing, \
    CAST($3 AS TEXT) AS colour, 1 = $2 AS inner_flag, $2 AS inner_number, 'unasked' AS more";

async fn outer(tx: &mut Tx, colour: &'static str) -> Result<Outer, Fault> {
    tx.sql(OUTER).bind("straße").bind(1_i64).bind(colour).one().await
}

#[tokio::test]
async fn a_struct_is_read_by_names_a_tuple_by_order() {
    let test = TestDatabase::new().await;
    let mut tx = test.database.read().await.unwrap();
    let found = outer(&mut tx, "green").await.unwrap();
    let inner = Inner { inner_flag: true, inner_number: Some(1) };
    let expected = Outer { text: "straße".into(), flag: true, missing: None, colour: Colour::Green, inner };
    assert_eq!(found, expected);
    let pair: (String, i64) =
        tx.sql("SELECT CAST($2 AS TEXT), $1").bind(5_i64).bind("five").one().await.unwrap();
    assert_eq!(pair, ("five".to_owned(), 5));
}

#[tokio::test]
async fn what_does_not_fit_is_a_fault_that_names_the_column() {
    let test = TestDatabase::new().await;
    let mut tx = test.database.read().await.unwrap();
    let fault = outer(&mut tx, "grue").await.unwrap_err().to_string();
    assert!(fault.contains("colour") && fault.contains("grue"), "{fault}");
    let missing = tx.sql("SELECT 'x' AS text").one::<Outer>().await.unwrap_err().to_string();
    assert!(missing.contains("missing field"), "{missing}");
    let none = tx.sql("SELECT ordinal FROM read_marks").one::<(i64,)>().await;
    assert!(none.is_err(), "the one row that must be there is not");
}

#[tokio::test]
async fn bytes_come_back_as_bytes_and_as_tags() {
    let test = TestDatabase::new().await;
    let mut tx = test.database.write().await.unwrap();
    let sql = "INSERT INTO mutes (tag) VALUES ($1) RETURNING tag";
    let bytes: (Vec<u8>,) = tx.sql(sql).bind(Tag([9; 16])).one().await.unwrap();
    assert_eq!(bytes.0, [9; 16]);
    assert_eq!(tx.sql("SELECT tag FROM mutes").one::<(Tag,)>().await.unwrap().0, Tag([9; 16]));
    let touched = tx.sql("DELETE FROM mutes WHERE tag = $1").bind(Tag([9; 16])).execute().await.unwrap();
    assert_eq!(touched, 1);
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing_and_its_connection_is_lent_again() {
    let test = TestDatabase::new().await;
    for _ in 0..20 {
        let mut tx = test.database.write().await.unwrap();
        tx.sql("INSERT INTO mutes (tag) VALUES ($1)").bind(Tag([1; 16])).execute().await.unwrap();
        assert!(tx.sql("SELECT no_such_column FROM mutes").all::<(i64,)>().await.is_err());
    }
    let mut tx = test.database.read().await.unwrap();
    assert_eq!(tx.sql("SELECT COUNT(*) FROM mutes").one::<(i64,)>().await.unwrap(), (0,));
}

#[tokio::test]
async fn a_reader_sees_one_moment_and_cannot_write() {
    let test = TestDatabase::new().await;
    let mut reader = test.database.read().await.unwrap();
    let count = "SELECT COUNT(*) FROM mutes";
    assert_eq!(reader.sql(count).one::<(i64,)>().await.unwrap(), (0,));
    let mut writer = test.database.write().await.unwrap();
    writer.sql("INSERT INTO mutes (tag) VALUES ($1)").bind(Tag([1; 16])).execute().await.unwrap();
    writer.commit().await.unwrap();
    assert_eq!(reader.sql(count).one::<(i64,)>().await.unwrap(), (0,), "the same moment");
    assert!(reader.sql("DELETE FROM mutes").execute().await.is_err());
}
