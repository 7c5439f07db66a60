//! Which bells a step rings.

use std::collections::BTreeSet;

use store::BellId;

use super::Whom;
use crate::rota::WEEK;

type Bells = [(BellId, BTreeSet<i64>)];

/// The bells for `whom` in this hour of the week.
pub(super) fn bells(whom: Whom, bells: &Bells, now: i64) -> Vec<BellId> {
    match whom {
        Whom::OnCall => on_call(bells, now),
        Whom::Next => next(bells, now),
        Whom::Everybody => bells.iter().map(|(id, _)| *id).collect(),
    }
}

fn on_call(bells: &Bells, now: i64) -> Vec<BellId> {
    let on_call: Vec<BellId> =
        bells.iter().filter(|(_, hours)| rings(hours, now)).map(|(id, _)| *id).collect();
    // When nobody is on call, nobody is spared.
    if on_call.is_empty() { self::bells(Whom::Everybody, bells, now) } else { on_call }
}

/// A bell without hours rings at every hour.
fn rings(hours: &BTreeSet<i64>, now: i64) -> bool {
    hours.is_empty() || hours.contains(&now)
}

fn next(bells: &Bells, now: i64) -> Vec<BellId> {
    let until = |hours: &BTreeSet<i64>| (1..WEEK).find(|hours_on| hours.contains(&((now + hours_on) % WEEK)));
    let waits: Vec<(BellId, i64)> = bells
        .iter()
        .filter(|(_, hours)| !rings(hours, now))
        .filter_map(|(id, hours)| Some((*id, until(hours)?)))
        .collect();
    let soonest = waits.iter().map(|(_, wait)| *wait).min();
    waits.into_iter().filter(|(_, wait)| Some(*wait) == soonest).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rota() -> Vec<(BellId, BTreeSet<i64>)> {
        let hours = |range: std::ops::Range<i64>| range.collect();
        vec![(BellId(1), hours(0..8)), (BellId(2), hours(8..16)), (BellId(3), hours(160..168))]
    }

    #[test]
    fn who_is_on_call_is_rung_then_the_next() {
        assert_eq!(bells(Whom::OnCall, &rota(), 9), [BellId(2)]);
        assert_eq!(bells(Whom::Next, &rota(), 9), [BellId(3)]);
        assert_eq!(bells(Whom::Next, &rota(), 165), [BellId(1)], "over the end of the week");
        assert_eq!(bells(Whom::Everybody, &rota(), 9).len(), 3);
    }

    #[test]
    fn when_nobody_is_on_call_everybody_is_rung() {
        assert_eq!(bells(Whom::OnCall, &rota(), 100).len(), 3);
    }

    #[test]
    fn a_bell_without_hours_is_always_on_call() {
        let mut rota = rota();
        rota.push((BellId(4), BTreeSet::new()));
        assert_eq!(bells(Whom::OnCall, &rota, 100), [BellId(4)]);
        assert_eq!(bells(Whom::Next, &rota, 100), [BellId(3)]);
    }
}
