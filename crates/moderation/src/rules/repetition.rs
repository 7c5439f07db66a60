//! The same words again and again: a person varies, a machine repeats.

use crate::screening::{Lane, Outcome, Rule, Screened, Test};

pub(super) const RULE: Rule = Rule {
    id: "repetition",
    outcome: Outcome::Hold,
    lane: Lane::Ordinary,
    test: Test::Sees(sees),
    weighs: None,
};

/// So many equal recent texts make the next one wait.
const TIMES: usize = 2;
/// Short thanks are said again and again by kind people.
const SHORT: usize = 40;

fn sees(screened: &Screened<'_>) -> bool {
    let words = bare(screened.body);
    let equal = screened.recent.iter().filter(|text| bare(text) == words).count();
    words.chars().count() > SHORT && equal >= TIMES
}

/// Only what is said, not how it is dressed.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFER: &str = "Beds free this week at our lovely place, travel is paid, write to us now";

    fn after(recent: &[&str], text: &str) -> bool {
        let recent: Vec<String> = recent.iter().map(|&text| text.to_owned()).collect();
        sees(&Screened { text, body: text, links: 0, recent: &recent })
    }

    #[test]
    fn the_third_time_waits_however_it_is_dressed() {
        assert!(!after(&[OFFER], OFFER));
        let dressed = OFFER.to_uppercase().replace(' ', " - ");
        assert!(after(&[OFFER, "Good morning", OFFER], &dressed));
    }

    #[test]
    fn thanks_may_be_said_every_day() {
        assert!(!after(&["Thank you!"; 9], "thank you"));
    }
}
