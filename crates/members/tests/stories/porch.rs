//! What those who run a server decide: who may read, whom to call, and how far setting up has come.

use members::{
    Audience, Colour, Keeper, Refusal, help_lines,
    help_lines::Called,
    offices,
    porch::{self, Look, Stage},
};

use crate::{cast::Cast, does};

fn look(readers: Audience) -> Look {
    Look { name: " Willow \n".into(), colour: Colour::Lake, readers, programme: true }
}

async fn keeper(cast: &Cast) -> Keeper {
    let mut tx = cast.test.database.read().await.unwrap();
    Keeper::from(&offices::operator(&mut tx, &cast.operator).await.unwrap().unwrap())
}

#[tokio::test]
async fn what_was_decided_stays_and_nothing_wider_is_founded() {
    let cast = Cast::gather().await;
    let keeper = keeper(&cast).await;
    cast.community("before", Audience::Open).await;
    does!(cast, |tx| porch::look(tx, &keeper, &look(Audience::Circle))).unwrap();
    let decided = does!(cast, |tx| porch::read(tx)).unwrap();
    assert_eq!((decided.name.as_deref(), decided.colour), (Some("Willow"), Colour::Lake));
    assert_eq!((decided.readers, decided.programme), (Audience::Circle, Some(true)));
    let wide = cast.community_of(&cast.maple, "wide", Audience::Open).await;
    assert!(matches!(wide, Err(Refusal::AudienceTooWide)));
    cast.community("circle", Audience::Circle).await;
    let nameless = Look { name: "\u{202e} ".into(), ..look(Audience::House) };
    let refused = does!(cast, |tx| porch::look(tx, &keeper, &nameless));
    assert!(matches!(refused, Err(Refusal::ServerNameBad)));
}

#[tokio::test]
async fn setting_up_never_goes_back() {
    let cast = Cast::gather().await;
    let keeper = keeper(&cast).await;
    for (stage, reached) in
        [(Stage::You, Stage::You), (Stage::Keys, Stage::Keys), (Stage::Words, Stage::Keys)]
    {
        does!(cast, |tx| porch::advance(tx, &keeper, stage)).unwrap();
        assert_eq!(does!(cast, |tx| porch::read(tx)).unwrap().stage, reached);
    }
}

#[tokio::test]
async fn a_line_is_what_was_called_and_for_how_long_it_is_good() {
    let cast = Cast::gather().await;
    let keeper = keeper(&cast).await;
    let line = |number: &str, country: &str| Called {
        country: country.into(),
        number: number.into(),
        name: "Neighbours".into(),
        channel: "call".into(),
        hours: "daily".into(),
    };
    for (number, country) in
        [("", "US"), ("call us", "US"), ("1", "US"), ("555 0147", "us"), ("555 0147", "")]
    {
        let refused = does!(cast, |tx| help_lines::confirm(tx, &keeper, &line(number, country)));
        assert!(matches!(refused, Err(Refusal::HelpLineBad)), "{number:?} {country:?}");
    }
    for name in ["Neighbours", "Good neighbours"] {
        let called = Called { name: name.into(), ..line("+1 (555) 0147", "US") };
        does!(cast, |tx| help_lines::confirm(tx, &keeper, &called)).unwrap();
    }
    let lines = does!(cast, |tx| help_lines::all(tx)).unwrap();
    assert_eq!(lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["Good neighbours"]);
    let (called, days) = (lines[0].checked_day, help_lines::GOOD_FOR_DAYS);
    assert!(lines[0].is_good(called) && lines[0].is_good(called.plus_days(days)));
    assert!(!lines[0].is_good(called.plus_days(days + 1)) && !lines[0].is_good(called.plus_days(-1)));
    does!(cast, |tx| help_lines::take_away(tx, &keeper, "US", "+1 (555) 0147")).unwrap();
    assert!(does!(cast, |tx| help_lines::all(tx)).unwrap().is_empty());
}
