//! What fits best stands first.

use crate::cast::stage;

#[tokio::test]
async fn what_fits_best_stands_first() {
    let stage = stage().await;
    let other = "we walked along the river until it was dark and nobody said much about anything at all";
    // Of two that fit alike, the one with the greater number would stand first.
    for (id, title, body) in [
        (21, "The kettle", "It sings while I wait."),
        (22, "Evenings", "Kettle after kettle after kettle: I fill the kettle, and the kettle sings."),
        (31, "Mornings", &*format!("A lantern by the harbour, and {other}.")),
        (32, "Nights", &*format!("A lantern, and {other}, by the harbour.")),
        (41, "Birds", &*format!("Today, and {other}, and {other}: a pelican.")),
        (42, "Wishes", "I want, and want, and want."),
        (51, "Half past three", &*format!("No sleep, and {other}.")),
        (52, "Half past four", "Insomnia, insomnia, insomnia."),
    ] {
        stage.thread(id, 1, title, body).await;
    }
    stage.settle().await;
    assert_eq!(stage.ids("kettle ").await, [21, 22], "what has it in its title stands first");
    assert_eq!(stage.ids("lantern harbour ").await, [31, 32], "words that stand together weigh more");
    assert_eq!(
        stage.ids("want to pelican ").await,
        [41, 42],
        "a common word does not outweigh a telling one"
    );
    assert_eq!(stage.ids("sleep ").await, [51, 52], "what was typed stands before what means the same");
}
