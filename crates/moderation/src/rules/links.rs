//! Too many links: advertising comes in lists.

use crate::screening::{Lane, Outcome, Rule, Screened, Test};

pub(super) const RULE: Rule =
    Rule { id: "links", outcome: Outcome::Hold, lane: Lane::Ordinary, test: Test::Sees(sees), weighs: None };

/// More links than this wait for a moderator.
const MOST: usize = 5;

fn sees(screened: &Screened<'_>) -> bool {
    screened.links > MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_links_pass_and_six_wait() {
        let with = |links| sees(&Screened { text: "look", body: "look", links, recent: &[] });
        assert!(!with(5));
        assert!(with(6));
    }
}
