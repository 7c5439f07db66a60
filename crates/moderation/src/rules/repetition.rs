//! The same words again and again: a person varies, a machine repeats.

use crate::screening::{Outcome, Screened};

/// So many equal recent texts make the next one wait.
const TIMES: usize = 2;
/// Short thanks are said again and again by kind people.
const SHORT: usize = 40;

pub(super) fn screen(screened: &Screened<'_>) -> Outcome {
    let words = bare(screened.text);
    let equal = screened.recent.iter().filter(|text| bare(text) == words).count();
    if words.chars().count() > SHORT && equal >= TIMES {
        Outcome::Hold { rule: "repetition" }
    } else {
        Outcome::Clear
    }
}

/// Only what is said, not how it is dressed.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFER: &str = "Beds free this week at our lovely place, travel is paid, write to us now";

    fn after(recent: &[&str], text: &str) -> Outcome {
        let recent: Vec<String> = recent.iter().map(|&text| text.to_owned()).collect();
        screen(&Screened { text, links: 0, recent: &recent })
    }

    #[test]
    fn the_third_time_waits_however_it_is_dressed() {
        assert_eq!(after(&[OFFER], OFFER), Outcome::Clear);
        let dressed = OFFER.to_uppercase().replace(' ', " - ");
        assert_eq!(after(&[OFFER, "Good morning", OFFER], &dressed), Outcome::Hold { rule: "repetition" });
    }

    #[test]
    fn thanks_may_be_said_every_day() {
        assert_eq!(after(&["Thank you!"; 9], "thank you"), Outcome::Clear);
    }
}
