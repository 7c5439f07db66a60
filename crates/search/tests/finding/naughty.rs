//! Whatever is typed, nothing is an error.
//!
//! A few hundred questions by chance here; `SEARCH_QUESTIONS=10000` for all of them.

use std::time::{Duration, Instant};

use members::Viewer;
use search::{Order, Question};
use store::{Chance, Cursor};

use crate::{
    cast::{COMMUNITIES, Stage, stage, times},
    life::Life,
};

/// What people, machines and mischief type.
fn naughty() -> Vec<String> {
    let short = [
        // Nothing, and signs alone.
        "",
        " ",
        "\t\r\n",
        "\u{0}",
        "\u{0}lantern\u{0}",
        "\u{1}\u{2}\u{7f}\u{85}\u{9f}",
        "\u{feff}lantern",
        "\u{fffd}\u{ffff}\u{10ffff}",
        "-",
        "--",
        "- lantern",
        "---lantern",
        "-\u{2212}-",
        "\"",
        "\"\"",
        "-\"",
        "-\"lantern",
        "\"lantern\" \"",
        "\u{201e}lantern\u{201c} \u{201d}kettle",
        "\u{ab}lantern",
        "\u{300c}\u{300d}\u{300c}",
        // Filters.
        "in:",
        "in: ",
        "in:\"",
        "in:\"\"",
        "in:in:in:place1",
        "-in:place1",
        "IN:PLACE1 lantern",
        "in:place1@",
        "in:@far.example",
        "in:!place5@far.example lantern",
        "in:%",
        "in:' OR 1=1",
        "has:",
        "has:note has:note",
        "before:",
        "before:9999-99",
        "before:-1",
        "before:0000-00",
        "before:2026-13-99-99",
        "before:99999999999999999999",
        "after:1970 before:1970",
        "since:2100-12",
        "after:\u{0665}\u{0666}\u{0667}\u{0668}-\u{0661}",
        "before:2026-\u{0}",
        // Languages of machines.
        "'; DROP TABLE threads; --",
        "1' OR '1'='1",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;lantern&gt; &amp; &#0;",
        "${7*7} {{7*7}} %s %n %x \\",
        "(((((((((((((((((a+)+)+)+)+)+$",
        "^(a|a|a|ab)*(.*.*.*)*$",
        "../../../../etc/passwd%00",
        "words:lantern AND NOT stems:* OR key:[0 TO *]",
        "lantern~2 +kettle^9 /lan.*/ {* TO z}",
        "NULL undefined true NaN 1e309 -0 0x10",
        // Scripts.
        "\u{202e}nretnal\u{202c}",
        "\u{2066}\u{2067}lantern\u{2069}",
        "lan\u{200b}tern lan\u{200d}tern \u{200d}\u{200d}",
        "\u{301}\u{301}\u{301}",
        "e\u{301}\u{302}\u{303}\u{304}\u{305}",
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
        "\u{5348}\u{591c}\u{3000}\u{7761}\u{4e0d}\u{7740}",
        "\u{ac00}\u{b098}\u{1100}\u{1161}",
        "\u{0627}\u{0644}\u{0644}\u{064e}\u{0651}\u{0647} \u{fdfa}\u{fdfa}",
        "\u{05e9}\u{05c1}\u{05b8}\u{05dc}\u{05d5}\u{05b9}\u{05dd}",
        "\u{0e19}\u{0e2d}\u{0e19}\u{0e44}\u{0e21}\u{0e48}\u{0e2b}\u{0e25}\u{0e31}\u{0e1a}",
        "\u{0130}\u{0131} \u{1e9e}\u{df} \u{fb03} \u{2126}",
        "\u{1d4f5}\u{1d4ea}\u{1d4f7} \u{24db}\u{24d0}\u{24dd}",
        "\u{e0001}\u{e0020}\u{e007f}",
    ];
    let long = [
        ("lantern", 10_000),
        ("a", 10_000),
        ("\"", 1_000),
        ("-", 1_000),
        ("-\"a ", 1_000),
        ("\"quiet river\" ", 1_000),
        ("lantern ", 10_000),
        ("lantrn kettl ", 1_000),
        ("buprenorfine medicaton ", 500),
        ("AA relapse sub MAT ", 500),
        ("in:place1 ", 1_000),
        ("before:2026 after:2025 ", 1_000),
        ("\u{301}", 10_000),
        ("e\u{301}", 10_000),
        ("\u{fdfa}", 10_000),
        ("\u{7761}", 10_000),
        ("\u{0e19}\u{0e31} ", 5_000),
        ("a\u{200d}", 10_000),
        ("(a+)+", 2_000),
        ("\u{1f469}\u{200d}", 5_000),
        ("\n", 10_000),
    ];
    let short = short.into_iter().map(str::to_owned);
    short.chain(long.into_iter().map(|(part, often)| part.repeat(often))).collect()
}

/// Something out of pieces that mean something, and signs of several scripts.
fn by_chance(chance: &Chance) -> String {
    const PIECES: [&str; 40] = [
        "\"",
        "-",
        "\u{2212}",
        "in:",
        "has:note",
        "before:",
        "after:",
        "since:2026-1",
        "2026-11",
        ":",
        "'",
        "\u{2019}",
        "\u{ab}",
        "\u{bb}",
        "\u{300c}",
        "\u{201e}",
        " ",
        " ",
        " ",
        " ",
        "\u{0}",
        "\n",
        "lantern",
        "lantrn",
        "kettle",
        "quiet ",
        "river",
        "place1",
        "AA",
        "relapsed",
        "bupe ",
        "can't",
        "\u{e9}",
        "\u{301}",
        "\u{200d}",
        "\u{7761}\u{4e0d}",
        "\u{5e9}",
        "\u{627}",
        "\u{e19}",
        "\u{1f642}",
    ];
    let piece = || match chance.below(6) {
        0 => chance.code(1 + chance.below(12)),
        _ => PIECES[chance.below(PIECES.len())].to_owned(),
    };
    (0..chance.below(14)).map(|_| piece()).collect()
}

/// Where somebody might say that the page before ended.
fn after(chance: &Chance) -> Option<Cursor> {
    let number = || match chance.below(4) {
        0 => i64::MIN,
        1 => i64::MAX,
        2 => chance.below(5_000) as i64,
        _ => i64::from_le_bytes(chance.bytes()),
    };
    (chance.below(3) == 0).then(|| Cursor(number(), number(), number()))
}

async fn filled() -> Stage {
    let stage = stage().await;
    let mut life = Life::of(&stage, 11, COMMUNITIES.to_vec());
    for _ in 0..150 {
        life.goes_on().await;
    }
    stage
        .thread(900_001, 2, "Buprenorphine and medication", "\u{591c}\u{91cc}\u{7761}\u{4e0d}\u{7740}")
        .await;
    stage.settle().await;
    stage
}

/// Asks, and keeps what took longest.
async fn ask(stage: &Stage, typed: &str, chance: &Chance, slowest: &mut (Duration, String)) {
    let (viewer, stranger) = (&stage.viewer, Viewer::stranger());
    let order = if chance.below(2) == 0 { Order::Newest } else { Order::Relevance };
    let asked = Question { words: typed.to_owned(), order, after: after(chance) };
    let begun = Instant::now();
    let found = stage.ask_as(if chance.below(4) == 0 { &stranger } else { viewer }, &[70], &asked).await;
    let took = begun.elapsed();
    if took > slowest.0 {
        *slowest = (took, typed.chars().take(60).collect());
    }
    assert!(found.hits.len() <= 20);
    let told = found.understood;
    assert!(told.words.len() <= 24 && told.phrases.len() <= 24 && told.without.len() <= 24, "{typed:?}");
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_error() {
    let stage = filled().await;
    let chance = Chance::seeded(3);
    let mut slowest = (Duration::ZERO, String::new());
    let naughty = naughty();
    for typed in &naughty {
        ask(&stage, typed, &chance, &mut slowest).await;
    }
    println!("of {} naughty strings the slowest took {:?}: {:?}", naughty.len(), slowest.0, slowest.1);
    let (mut slowest, mut all) = ((Duration::ZERO, String::new()), Duration::ZERO);
    let questions = times("SEARCH_QUESTIONS", 300);
    for _ in 0..questions {
        let begun = Instant::now();
        ask(&stage, &by_chance(&chance), &chance, &mut slowest).await;
        all += begun.elapsed();
    }
    println!("of {questions} questions the slowest took {:?}: {:?}; all {all:?}", slowest.0, slowest.1);
}

/// What is naughty may also be what was written.
#[tokio::test]
async fn whatever_is_written_is_taken_in() {
    let stage = stage().await;
    for (number, text) in naughty().iter().enumerate() {
        // PostgreSQL keeps no NUL in a text.
        let text = text.replace('\u{0}', "");
        stage.thread(100 + number as i64, 1, &text.chars().take(80).collect::<String>(), &text).await;
    }
    stage.settle().await;
    let texts = stage.search.status().await.unwrap().texts.unwrap();
    assert_eq!(texts, naughty().len() as u64 + COMMUNITIES.len() as u64);
    let mut slowest = (Duration::ZERO, String::new());
    let chance = Chance::seeded(4);
    for typed in naughty() {
        ask(&stage, &typed, &chance, &mut slowest).await;
    }
    println!("among them the slowest question took {:?}: {:?}", slowest.0, slowest.1);
}
