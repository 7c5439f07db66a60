//! Words typed into a search: who may need help is offered it, and others are just answered.

use moderation::screening::sounds_urgent;

#[test]
fn who_types_only_the_word_for_it_is_offered_help_too() {
    for words in [
        "want to die",
        "kill myself",
        "suicide",
        "suicidal",
        "suicidal thoughts",
        "overdose",
        "not breathing",
        "took too many pills",
        "no reason to live",
        "withdrawal seizures",
        "quiero morir",
        "suicidio",
        "sobredosis",
    ] {
        assert!(sounds_urgent(words), "{words}");
    }
}

#[test]
fn ordinary_searches_are_just_answered() {
    for words in [
        "",
        "cant sleep day 4",
        "soup recipe",
        "sponsor",
        "meeting tonight",
        "first day at work",
        "telling my sister",
        "thirty days",
        "no puedo dormir",
        "in:porch lamps",
        "\"on the fridge\"",
    ] {
        assert!(!sounds_urgent(words), "{words}");
    }
}
