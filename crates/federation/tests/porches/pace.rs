//! How fast it goes: printed, and held to a loose bound that even a slow machine keeps.

use std::time::{Duration, Instant};

use crate::rig::{settle, shared};

#[tokio::test(flavor = "multi_thread")]
async fn many_comments_cross_and_one_is_soon_there() {
    const MANY: usize = 300;
    let (maple, harbor, kitchen, _, _) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;

    let started = Instant::now();
    for number in 0..MANY {
        maple.say(&maple.founder, thread, &format!("Word {number} of very many: {}", number * 7919)).await;
    }
    let posted = started.elapsed();
    while harbor.texts(copy).await.len() < MANY {
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert!(started.elapsed() < Duration::from_secs(60));
    }
    let all = started.elapsed();
    println!("posted {:.0}/s, there {:.0}/s", per_second(MANY, posted), per_second(MANY, all));

    settle(&[&maple, &harbor]).await;
    let mut slowest = Duration::ZERO;
    for number in 0..10 {
        let started = Instant::now();
        maple.say(&maple.founder, thread, &format!("One more, {number}")).await;
        while harbor.texts(copy).await.len() < MANY + number + 1 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        slowest = slowest.max(started.elapsed());
    }
    println!("the slowest of ten was there after {slowest:?}");
    assert!(slowest < Duration::from_secs(3));
}

fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
