//! Looks after whoever moderates: how much that is hard somebody has decided today is known in memory alone, by the name
//! they moderate under, and shown to nobody but them. The next day, and every restart, forgets it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use moderation::screening::Lane;
use store::{Day, PersonaId};

/// After so many hard cases somebody is thanked.
const MANY: usize = 10;
/// After so many the hard ones that are left are for others, unless they look on.
const ENOUGH: usize = 20;

/// What was looked at today.
#[derive(Debug, Default)]
pub struct Care(Mutex<(Option<Day>, HashMap<PersonaId, Looked>)>);

/// What one name looked at today.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked {
    cases: usize,
    looks_on: bool,
}

impl Looked {
    /// Whether they hear that they can stop.
    #[must_use]
    pub fn is_much(self) -> bool {
        self.cases >= MANY
    }

    /// Whether the hard ones that are left are for others.
    #[must_use]
    pub fn is_enough(self) -> bool {
        self.cases >= ENOUGH && !self.looks_on
    }
}

/// Whether what waits in a lane weighs on whoever looks at it.
#[must_use]
pub fn weighs(lane: Lane) -> bool {
    matches!(lane, Lane::ImminentDanger | Lane::IllegalPicture | Lane::SelfHarm | Lane::Harassment)
}

/// Whether what waits in a lane can be left to others; where somebody may die, nobody is kept from helping.
#[must_use]
pub fn can_wait_for_others(lane: Lane) -> bool {
    weighs(lane) && lane != Lane::ImminentDanger
}

impl Care {
    /// What a name looked at today.
    pub fn of(&self, today: Day, who: Option<PersonaId>) -> Looked {
        self.change(today, who, |_| ())
    }

    /// A case was decided.
    pub fn decided(&self, today: Day, who: Option<PersonaId>, lane: Lane) {
        self.change(today, who, |looked| looked.cases += usize::from(weighs(lane)));
    }

    /// They look on until tomorrow, though it was much.
    pub fn look_on(&self, today: Day, who: Option<PersonaId>) {
        self.change(today, who, |looked| looked.looks_on = true);
    }

    fn change(&self, today: Day, who: Option<PersonaId>, change: impl FnOnce(&mut Looked)) -> Looked {
        let Some(who) = who else { return Looked::default() };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != Some(today) {
            *known = (Some(today), HashMap::new());
        }
        let looked = known.1.entry(who).or_default();
        change(looked);
        *looked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hard_counts_until_tomorrow_and_what_is_not_does_not() {
        let (care, me, today) = (Care::default(), Some(PersonaId(1)), Day(86_400));
        for _ in 0..40 {
            care.decided(today, me, Lane::Ordinary);
        }
        assert!(!care.of(today, me).is_much());
        for _ in 0..ENOUGH {
            care.decided(today, me, Lane::SelfHarm);
        }
        assert!(care.of(today, me).is_enough() && !care.of(today, Some(PersonaId(2))).is_much());
        care.look_on(today, me);
        assert!(care.of(today, me).is_much() && !care.of(today, me).is_enough());
        assert!(!care.of(Day(2 * 86_400), me).is_much(), "a new day");
        assert!(!can_wait_for_others(Lane::ImminentDanger) && can_wait_for_others(Lane::Harassment));
    }
}
