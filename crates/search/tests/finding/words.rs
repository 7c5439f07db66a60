//! How people type.

use search::{Order, Question, What};

use crate::cast::{ids, question, sorted, stage};

#[tokio::test]
async fn what_somebody_types_is_found() {
    let stage = stage().await;
    stage.thread(11, 1, "Can't sleep on day 4", "My legs kick all night, and I was counting sheep.").await;
    stage.thread(12, 2, "Una recaída", "No puedo dormir y tengo miedo de las noches con mi familia").await;
    stage.thread(13, 2, "夜里睡不着", "我已经三天没有喝酒了").await;
    stage.thread(14, 3, "أَوَّل يوم", "اليوم لم أشرب شيئا والحمد لله").await;
    stage.thread(15, 1, "Suboxone and my job", "The buprenorphine helps; nobody at work knows.").await;
    stage.thread(16, 1, "Accommodation", "They accommodated me in the annex next to the station.").await;
    stage.comment(70, 21, 1, 15, "I told my sponsor about the medication yesterday").await;
    stage.settle().await;
    // Apostrophes, forms, accents, language.
    assert_eq!(stage.ids("cant sleep day 4").await[0], 11);
    assert_eq!(stage.ids("sponsors").await, [21]);
    assert_eq!(stage.ids("recaidas").await[0], 12);
    assert_eq!(stage.ids("noche").await[0], 12);
    // Scripts.
    assert_eq!(stage.ids("睡不着").await, [13]);
    assert_eq!(stage.ids("喝酒").await, [13]);
    assert_eq!(stage.ids("أول").await, [14]);
    // Phrases and what to leave out.
    assert_eq!(stage.ids("\"counting sheep\"").await, [11]);
    assert_eq!(stage.ids("\"sheep counting\"").await, [] as [i64; 0]);
    assert_eq!(stage.ids("job -buprenorphine -sheep").await, [] as [i64; 0]);
    // Other names for the same.
    assert!(stage.ids("bupe ").await.contains(&15));
    assert!(stage.ids("MAT ").await.contains(&21));
    // Beginnings and misspellings.
    assert_eq!(stage.ids("accommod").await, [16]);
    let found = stage.ask("acommodation ").await;
    assert_eq!(ids(&found), [16]);
    assert_eq!(found.understood.spelt[0].read, "accommodation");
    assert_eq!(stage.ids("buprenorfine ").await, [15]);
    // What is shown.
    let found = stage.ask("sheep").await;
    let shown: String =
        found.hits[0].snippet.iter().filter(|piece| piece.marked).map(|piece| &*piece.text).collect();
    assert_eq!(shown, "sheep");
    assert_eq!(found.hits[0].title.as_deref(), Some("Can't sleep on day 4"));
    // A community is found by its name.
    let found = stage.ask("corner 2").await;
    assert!(found.hits.iter().any(|hit| hit.what == What::Community && hit.community.0 == 2));
    // Nothing is an error.
    for typed in ["", " ", "\"", "-", "in:", "before:", "(*&^%$", "\u{0}", "🙂", "-\"", "has:note"] {
        stage.ask(typed).await;
    }
}

#[tokio::test]
async fn filters_order_and_pages() {
    let stage = stage().await;
    for id in 100..150 {
        stage.thread(id, 1 + id % 2, "Evening walk", "We walk along the river together").await;
    }
    stage.change("UPDATE threads SET notes = 'death' WHERE id = $1", 120).await;
    stage.settle().await;
    for order in [Order::Relevance, Order::Newest] {
        let mut seen = Vec::new();
        let mut asked = Question { words: "river walk".to_owned(), order, after: None };
        loop {
            let found = stage.ask_as(&stage.viewer, &[], &asked).await;
            seen.extend(ids(&found));
            asked.after = found.next;
            if found.next.is_none() {
                break;
            }
            assert_eq!(found.hits.len(), 20);
        }
        assert_eq!(sorted(seen), (100..150).collect::<Vec<i64>>(), "{order:?}");
    }
    assert_eq!(stage.ids("river has:note").await, [120]);
    assert!(stage.ask("river has:note").await.hits[0].snippet.is_empty(), "a noted text shows its note");
    assert!(stage.ids("river in:place2").await.iter().all(|id| id % 2 == 1));
    assert!(stage.ids("river in:\"corner 2\"").await.iter().all(|id| id % 2 == 1));
    assert_eq!(stage.ask("river in:nowhere").await.understood.puzzling, ["in:nowhere"]);
    assert_eq!(stage.ids("river before:2026-11").await, [] as [i64; 0]);
    assert_eq!(stage.ids("river after:2026-11").await.len(), 20);
    let newest = Question { order: Order::Newest, ..question("in:place1") };
    assert_eq!(ids(&stage.ask_as(&stage.viewer, &[], &newest).await)[0], 148);
}
