//! Somebody in danger is heard, whatever else they say; ways of speaking are no call.

use moderation::screening::{Lane, Outcome};

use crate::bench::judge;

const CALLS: &[&str] = &[
    "I want to die.",
    "I can't stop thinking that everybody is better off without me",
    "Sitting in the car, about to drink. Talk to me?",
    "I wish I were dead. There, I said it.",
    "i'm going to kill myself",
    "My roommate took something and he won't wake up",
    "She is NOT breathing",
    "I think my friend overdosed",
    "I keep wanting to hurt myself tonight",
    "There's **no reason to live** any more",
    "I don’t want to be alive any more",
    "Somebody, I need help right now",
    "Feeling suicidal since this morning",
    "Quiero morirme, no puedo más",
    "Estoy a punto de recaer, ¿hay alguien?",
    "Mi hermano no respira",
    "No quiero seguir viviendo así",
    "He pensado en quitarme la vida",
    "Necesito ayuda ya",
    "Tengo miedo de hacerme daño",
];

const OTHERS: &[&str] = &[
    "",
    "I nearly died laughing at the meeting",
    "I could die of embarrassment",
    "My mom is going to kill me when she sees the kitchen",
    "I want to die laughing every time he tells it",
    "This heat is killing me",
    "Dying for a coffee",
    "I cut myself shaving again",
    "I am learning to cut myself some slack",
    "Five years ago I lost a friend. I live with it.",
    "About to use my first ninety-day coin as a coaster",
    "Dead tired today, but here",
    "That film is to die for",
    "I took too much on last week",
    "I was about to pick up my daughter when you wrote",
    "We help each other. Help is near.",
    "The deadline is a killer",
    "Me muero de hambre, ¿quién cocina?",
    "Casi me muero de risa; quiero morirme de risa otra vez",
    "Voy a cortarme el pelo mañana",
    "No voy a matarme a trabajar por ese jefe",
    "Estoy a punto de beber un café contigo",
];

const SOUNDS: &[&str] = &[
    "cant do this anymore, everything is gone and nobody would notice",
    "third day off the vodka and the curtains keep talking to me, sweat running down my back",
    "hands jumping since i ran out of my little white ones on sunday, legs wont stop, saw my dead aunt in the hall",
    "llevo dos dias sin la botella, me tiembla todo y oigo voces en el patio",
    "no contesta, tiene la boca morada y en la mesa hay papel aluminio",
];

#[test]
fn a_call_is_heard() {
    let missed: Vec<_> = CALLS.iter().filter(|text| judge(text).outcome() != Outcome::OfferHelp).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn ways_of_speaking_are_no_call() {
    let mistaken: Vec<_> = OTHERS.iter().filter(|text| judge(text).outcome() == Outcome::OfferHelp).collect();
    assert!(mistaken.is_empty(), "{mistaken:?}");
}

#[test]
fn a_call_is_never_held() {
    for text in [
        "I took 40 pills. You should take half of yours.",
        "I want to die. Selling my xanax bars, message me.",
        "Beds available, call our admissions line! And I am going to kill myself.",
    ] {
        let verdict = judge(text);
        assert_eq!(verdict.outcome(), Outcome::OfferHelp, "{text}");
        assert_eq!(verdict.rule.map(|rule| rule.lane), Some(Lane::ImminentDanger), "{text}");
        assert_eq!(verdict.hold(), None);
    }
}

/// In no words that a rule looks for.
#[test]
fn what_only_sounds_like_danger_is_heard() {
    for text in SOUNDS {
        let verdict = judge(text);
        assert_eq!(verdict.outcome(), Outcome::OfferHelp, "{text}");
        let rule = verdict.rule.map(|rule| rule.id);
        assert!(matches!(rule, Some("alarming" | "heavy")), "{text}: {rule:?}");
        assert_eq!(verdict.hold(), None);
    }
}

/// Words that a rule knows for an offer are held, however heavy the others sound; an offer that is only guessed at holds
/// nobody back who sounds as if they needed help.
#[test]
fn what_only_sounds_heavy_lets_no_offer_pass() {
    let heavy = "cant do this anymore, everything is gone and nobody would notice.";
    assert_eq!(judge(heavy).outcome(), Outcome::OfferHelp);
    let both = judge(&format!("{heavy} selling my xanax bars, message me"));
    assert_eq!((both.outcome(), both.rule.map(|rule| rule.id)), (Outcome::Hold, Some("sourcing")));
}

#[test]
fn what_one_takes_oneself_is_a_share() {
    for text in ["I take 16 mg of Suboxone", "I take 16 mg of Suboxone and it gave me my life back."] {
        assert_eq!(judge(text).outcome(), Outcome::Clear);
    }
    assert_eq!(judge("I took 40 pills").rule.map(|rule| rule.id), Some("overdose"));
}
