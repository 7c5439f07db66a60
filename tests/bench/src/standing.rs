//! What it costs at each write to see whether somebody is banned under any of their names.

use std::time::Instant;

use members::Audience;
use moderation::{
    Standing, Subject,
    measures::{self, Kind, Matter},
    standing, team,
};
use rig::{Resident, Server};
use store::MeasureId;

use crate::{federation::place, report::Report};

/// Bans that still count in the community: each is compared.
const BANS: usize = 1_000;
/// How often it is looked.
const TIMES: u32 = 300;

/// Prints `standing_ms`: the mean of many looks by somebody who is not banned, so that all bans are compared.
pub async fn measure(engine: &str, report: &mut Report) {
    let server = Server::start("standing", place(engine).await).await;
    let june = Resident::keeper(&server.instance().await).await;
    let community = june.found("night-owls", Audience::Circle).await;
    let sam = june.invite("sam").await;
    sam.belong(&community).await;
    let name = sam.name_in(&community).await;
    let database = &june.instance.database;
    let mut tx = database.write().await.expect("writable");
    let moderator =
        team::moderator(&mut tx, &june.member, &community).await.expect("readable").expect("leads");
    let subject = Subject::Persona(name.id);
    let words = "This went too far, and it was not the first time.".to_owned();
    let matter = Matter { kind: Kind::Ban, subject, guideline: None, words, ends: None };
    let ban =
        measures::take(&mut tx, &moderator, matter, june.instance.members.secrets()).await.expect("taken");
    for number in 1..BANS {
        again(&mut tx, ban, number).await;
    }
    tx.commit().await.expect("kept");
    let mut tx = database.read().await.expect("readable");
    let found = standing::of(&mut tx, &sam.member, &community).await.expect("readable");
    assert!(matches!(found, Standing::Banned(_)), "the one who is banned, is");
    let started = Instant::now();
    for _ in 0..TIMES {
        let found = standing::of(&mut tx, &june.member, &community).await.expect("readable");
        assert_eq!(found, Standing::Free);
    }
    let mean = started.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES);
    report.figure("standing_ms", mean, "ms");
    report.remark(&format!("{BANS} bans count in the community"));
}

/// A ban like `ban`, of somebody else.
async fn again(tx: &mut store::Tx, ban: MeasureId, number: usize) {
    let id = MeasureId(tx.chance().id());
    let proof: Vec<u8> = tx.chance().code(32).into_bytes();
    tx.sql(
        "INSERT INTO measures (id, community_id, ordinal, kind, hides, subject_kind, subject_id, ban_proof, guideline, \
         rule, words, taken_by, host, taken_hour, ends_hour, reach) SELECT $1, community_id, ordinal + $2, kind, hides, \
         subject_kind, $1, $3, guideline, rule, words, taken_by, host, taken_hour, ends_hour, reach FROM measures WHERE id = $4",
    )
    .bind(id)
    .bind(number as i64)
    .bind(proof)
    .bind(ban)
    .execute()
    .await
    .expect("a ban is kept");
}
