//! Too many links: advertising comes in lists.

use crate::screening::{Outcome, Screened};

/// More links than this wait for a moderator.
const MOST: usize = 5;

pub(super) fn screen(screened: &Screened<'_>) -> Outcome {
    if screened.links > MOST { Outcome::Hold { rule: "links" } } else { Outcome::Clear }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_links_pass_and_six_wait() {
        let with = |links| screen(&Screened { text: "look", links, recent: &[] });
        assert_eq!(with(5), Outcome::Clear);
        assert_eq!(with(6), Outcome::Hold { rule: "links" });
    }
}
