//! Rules that a community switches off or makes itself, and how often each was right.

use crate::cast::{found, matter, stage};
use moderation::{
    Refusal, Subject, guidelines,
    measures::{self, Kind},
    own_rules::{self, Draft, Hits},
    packs,
    screening::{Here, Lane, Outcome, Screened, Sought, Verdict, screen_here},
    team::{self, Role},
};
use store::Mutant;

fn judge(text: &str, here: &Here) -> Verdict {
    screen_here(&Screened { text, body: text, links: 0, recent: &[] }, here)
}

fn coaching(outcome: Outcome) -> Draft {
    let words = ["coach*", "session*", "calendar*", "NOT FIT", "free*"].map(str::to_owned).to_vec();
    Draft {
        sought: Sought { words, needs: 2 },
        outcome,
        lane: Lane::Predation,
        guideline: None,
        sentence: "We keep coaching offers\nout of here.".to_owned(),
    }
}

const OFFER: &str = "Free coaching session this week, ask me.";
const CRISIS: &str = "I am going to kill myself tonight, no free coaching session will help.";
const SOURCING: &str = "Where can I buy some oxys around here?";

#[tokio::test]
async fn a_rule_of_ones_own_speaks_in_its_community_alone() {
    let stage = stage().await;
    let porch = found(&stage.members, &stage.founder, "porch").await;
    let moderator = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    let own = own_rules::add(&mut tx, &moderator, coaching(Outcome::Hold)).await.unwrap();
    let (here, there) = (
        own_rules::here(&mut tx, stage.kitchen.id).await.unwrap(),
        own_rules::here(&mut tx, porch.id).await.unwrap(),
    );
    let verdict = judge(OFFER, &here);
    assert_eq!((verdict.own, verdict.outcome()), (Some(own), Outcome::Hold));
    assert_eq!(verdict.hold().unwrap(), own.word());
    assert_eq!(judge(OFFER, &there), Verdict::default());
    let listed = &own_rules::list(&mut tx, &moderator).await.unwrap()[0];
    assert_eq!(listed.sought.words, ["coach*", "session*", "calendar*", "free*"]);
    let said = own_rules::said(&mut tx, stage.kitchen.id, &own.word()).await.unwrap();
    assert_eq!(said.unwrap(), ("We keep coaching offers out of here.".to_owned(), None));
    own_rules::switch(&mut tx, &moderator, &own.word(), false).await.unwrap();
    assert_eq!(judge(OFFER, &own_rules::here(&mut tx, stage.kitchen.id).await.unwrap()), Verdict::default());
    own_rules::discard(&mut tx, &moderator, &own.word()).await.unwrap();
    assert!(own_rules::list(&mut tx, &moderator).await.unwrap().is_empty());
    let gone = own_rules::switch(&mut tx, &moderator, &own.word(), true).await.unwrap_err();
    assert!(matches!(gone, Refusal::NotHere));
}

#[tokio::test]
async fn an_unfit_rule_is_refused() {
    let stage = stage().await;
    let moderator = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    let empty = Sought { words: vec!["no.regex".to_owned()], needs: 1 };
    for draft in [
        Draft { sought: empty, ..coaching(Outcome::Hold) },
        Draft { sentence: " ".to_owned(), ..coaching(Outcome::Hold) },
        coaching(Outcome::OfferHelp),
    ] {
        let refused = own_rules::add(&mut tx, &moderator, draft).await.unwrap_err();
        assert!(matches!(refused, Refusal::RuleUnfit));
    }
    let unknown = Draft { guideline: Some(9), ..coaching(Outcome::Nudge) };
    let refused = own_rules::add(&mut tx, &moderator, unknown).await.unwrap_err();
    assert!(matches!(refused, Refusal::UnknownGuideline));
}

/// Whether words of a crisis pass a community's own rules.
async fn help_outranks() -> Result<(), String> {
    let stage = stage().await;
    let moderator = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    own_rules::add(&mut tx, &moderator, coaching(Outcome::Hold)).await.unwrap();
    let here = own_rules::here(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!(judge(OFFER, &here).outcome(), Outcome::Hold);
    match judge(CRISIS, &here).outcome() {
        Outcome::OfferHelp => Ok(()),
        outcome => Err(format!("a crisis was answered with {}", outcome.word())),
    }
}

#[tokio::test]
async fn words_of_a_crisis_pass_a_rule_of_ones_own() {
    assert_eq!(help_outranks().await, Ok(()));
}

#[tokio::test]
async fn a_rule_of_ones_own_above_help_is_caught() {
    Mutant::OwnRuleOutranksHelp.switch_on();
    assert_eq!(help_outranks().await, Err("a crisis was answered with Hold".to_owned()));
}

#[tokio::test]
async fn a_rule_of_ours_rests_unless_it_finds_who_needs_help() {
    let stage = stage().await;
    let moderator = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    assert_eq!(judge(SOURCING, &Here::default()).hold().as_deref(), Some("sourcing"));
    own_rules::switch(&mut tx, &moderator, "sourcing", false).await.unwrap();
    assert_eq!(own_rules::resting(&mut tx, &moderator).await.unwrap(), ["sourcing"]);
    let here = own_rules::here(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!(judge(SOURCING, &here), Verdict::default());
    for stays in ["crisis", "overdose", "withdrawal", "despair", "alarming", "heavy"] {
        let refused = own_rules::switch(&mut tx, &moderator, stays, false).await.unwrap_err();
        assert!(matches!(refused, Refusal::RuleStays), "{stays}");
    }
    let forced = Here::new(&["crisis"], None);
    assert_eq!(judge(CRISIS, &forced).outcome(), Outcome::OfferHelp);
    own_rules::switch(&mut tx, &moderator, "sourcing", true).await.unwrap();
    let here = own_rules::here(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!(judge(SOURCING, &here).hold().as_deref(), Some("sourcing"));
    let refused = own_rules::switch(&mut tx, &moderator, "no-such-rule", false).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
}

#[tokio::test]
async fn a_hit_is_overturned_when_a_moderator_shows_what_was_held() {
    let stage = stage().await;
    let moderator = stage.moderator(&stage.founder).await;
    let (shown, mended, removed, waiting) = (
        stage.thread(&stage.newcomer).await.0,
        stage.thread(&stage.newcomer).await.0,
        stage.thread(&stage.newcomer).await.0,
        stage.thread(&stage.newcomer).await.0,
    );
    let mut tx = stage.write().await;
    let mut held = Vec::new();
    for thread in [shown, mended, removed, waiting] {
        held.push(measures::hold(&mut tx, stage.kitchen.id, Subject::Thread(thread), "links").await.unwrap());
    }
    measures::lift(&mut tx, &moderator, held[0]).await.unwrap();
    measures::mend(&mut tx, stage.kitchen.id, Subject::Thread(mended)).await.unwrap();
    tx.commit().await.unwrap();
    stage.take(matter(Kind::Remove, Subject::Thread(removed))).await.unwrap();
    let mut tx = stage.write().await;
    let hits = own_rules::hits(&mut tx, &moderator).await.unwrap();
    assert_eq!(hits.get("links"), Some(&Hits { held: 4, overturned: 1 }));
}

#[tokio::test]
async fn advice_is_held_where_a_thread_asks_for_none() {
    let listening = Here::default().listening(true);
    for advice in [
        "You should call your sponsor.",
        "Have you tried a meeting?",
        "You need to leave him.",
        "Go to a meeting tonight.",
        "If I were you I'd get a lawyer.",
        "Deberías llamar a tu padrino.",
        "Te recomiendo ir a una reunión.",
    ] {
        assert_eq!(judge(advice, &listening).hold().as_deref(), Some("advice"), "{advice}");
        assert_ne!(judge(advice, &Here::default()).hold().as_deref(), Some("advice"), "{advice}");
    }
    for share in [
        "I was there too, and I stayed in bed for a week.",
        "My sponsor told me that I should rest, and I did.",
        "You should be proud of yourself.",
        "I went to a meeting and it helped me.",
        "Contigo. A mí me pasó lo mismo.",
    ] {
        assert_eq!(judge(share, &listening).hold(), None, "{share}");
    }
    assert_eq!(
        judge("You should know I am going to kill myself tonight", &listening).outcome(),
        Outcome::OfferHelp
    );
}

#[tokio::test]
async fn guidelines_of_a_pack_keep_their_code_through_a_change() {
    let stage = stage().await;
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    let texts = packs::by_id("house").texts(packs::Language::Spanish);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    guidelines::start_with(&mut tx, stage.kitchen.id, &texts).await.unwrap();
    let version = members::guidelines_read::version(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!(version, 0, "what it began with is no change");
    let list = guidelines::list(&mut tx, stage.kitchen.id).await.unwrap();
    let codes: Vec<&str> = list.iter().map(|guideline| &*guideline.code).collect();
    assert_eq!(codes[..4], ["H1", "H2", "H3", "G1"]);
    let mut changed: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    guidelines::set(&mut tx, &lead, changed.clone()).await.unwrap();
    assert_eq!(members::guidelines_read::version(&mut tx, stage.kitchen.id).await.unwrap(), 0);
    changed.swap(0, 1);
    changed[2] = "Talk to somebody in the house today.".to_owned();
    guidelines::set(&mut tx, &lead, changed.clone()).await.unwrap();
    let list = guidelines::list(&mut tx, stage.kitchen.id).await.unwrap();
    let codes: Vec<&str> = list.iter().map(|guideline| &*guideline.code).collect();
    assert_eq!(codes[..4], ["H2", "H1", "H3", "G1"]);
    changed.push("Our own.".to_owned());
    guidelines::set(&mut tx, &lead, changed).await.unwrap();
    let list = guidelines::list(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!(list.last().unwrap().code, "");
    assert_eq!(members::guidelines_read::version(&mut tx, stage.kitchen.id).await.unwrap(), 2);
}

#[tokio::test]
async fn a_second_moderator_makes_rules_too() {
    let stage = stage().await;
    let newcomer = stage.name(&stage.newcomer).await;
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    team::appoint(&mut tx, &lead, newcomer.id, Role::Moderator).await.unwrap();
    let second = team::moderator(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap().unwrap();
    own_rules::add(&mut tx, &second, coaching(Outcome::Nudge)).await.unwrap();
    let here = own_rules::here(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!((judge(OFFER, &here).outcome(), judge(OFFER, &here).hold()), (Outcome::Nudge, None));
}
