//! T15: two hundred members use a one-time name once a week. A watcher who knows their habits sees what leaves, and
//! when, as the server's own scheduling lets it leave, and guesses whose it is.

use attack::release::{Habit, Held, guesses, share_right};
use forum::releases::{Pace, Slot};
use store::{Chance, Mutant};

const MEMBERS: usize = 200;
const WEEKS: i64 = 10;
const WEEK: i64 = 7 * 86_400;
/// People come at their hour, two thirds of the time within this. It decides how much a watcher can know at best: more
/// than the .39 that were guessed where nothing waits, when the waiting was first thought of.
const STRAYING: f64 = 40.0 * 60.0;

/// The start of a week.
const START: i64 = 1_795_392_000 / WEEK * WEEK;

fn uniform(chance: &Chance) -> f64 {
    chance.below(1_000_000) as f64 / 1_000_000.0
}

/// A normally distributed number.
fn straying(chance: &Chance) -> f64 {
    (0..12).map(|_| uniform(chance)).sum::<f64>() - 6.0
}

/// When the members of a server come: seven in ten in the evening, or at all hours alike, which is easier to guess.
#[derive(Clone, Copy)]
enum Crowd {
    Evenings,
    AllHours,
}

impl Crowd {
    /// Everybody's own moment of the week.
    fn habits(self, chance: &Chance) -> Vec<Habit> {
        (0..MEMBERS).map(|_| Habit { moment: self.moment(chance), spread: STRAYING }).collect()
    }

    fn moment(self, chance: &Chance) -> f64 {
        let day = chance.below(7) as f64;
        let evening = matches!(self, Self::Evenings) && uniform(chance) < 0.7;
        let hour = if evening { 20.0 + 3.0 * straying(chance) } else { 24.0 * uniform(chance) };
        (day * 24.0 + hour.rem_euclid(24.0)) * 3_600.0
    }
}

/// How many one-time names the watcher gives to the right member.
fn guessed(crowd: Crowd, pace: Pace, held: Held) -> f64 {
    let chance = Chance::seeded(15);
    let habits = crowd.habits(&chance);
    let weeks: Vec<f64> = (0..WEEKS).map(|week| guessed_in(week, &habits, (pace, held), &chance)).collect();
    weeks.iter().sum::<f64>() / weeks.len() as f64
}

fn guessed_in(week: i64, habits: &[Habit], (pace, held): (Pace, Held), chance: &Chance) -> f64 {
    let start = START + week * WEEK;
    let mut left: Vec<(i64, usize)> = habits
        .iter()
        .enumerate()
        .map(|(member, habit)| {
            let now = start + (habit.moment + straying(chance) * habit.spread) as i64;
            (Slot::of(pace, now, chance).map_or(now, Slot::moment), member)
        })
        .collect();
    left.sort_unstable();
    let seen: Vec<f64> = left.iter().map(|(moment, _)| (moment - start) as f64).collect();
    let truth: Vec<usize> = left.into_iter().map(|(_, member)| member).collect();
    share_right(&guesses(habits, &seen, held), &truth)
}

/// The gate of the default release.
fn careful() -> Result<f64, String> {
    let share = best(Pace::Careful, Held::ToTheNextSlot { hours: 2 });
    if share <= 0.35 { Ok(share) } else { Err(format!("{share:.3} are guessed")) }
}

/// The gate of the next day's.
fn next_day() -> Result<f64, String> {
    let share = best(Pace::NextDay, Held::ToTheNextSlot { hours: 24 });
    if share <= 0.05 { Ok(share) } else { Err(format!("{share:.3} are guessed")) }
}

/// A watcher tries what the server says it does, and that it does nothing of it, on both crowds.
fn best(pace: Pace, held: Held) -> f64 {
    let tried = |crowd| guessed(crowd, pace, held).max(guessed(crowd, pace, Held::Never));
    tried(Crowd::Evenings).max(tried(Crowd::AllHours))
}

#[test]
fn what_leaves_carefully_is_seldom_given_to_the_right_member() {
    let naive = guessed(Crowd::Evenings, Pace::Now, Held::Never);
    println!("guessed when it leaves at once: {naive:.3}");
    let (hour, day) = (careful().unwrap(), next_day().unwrap());
    println!("guessed: {naive:.3} at once, {hour:.3} by default, {day:.3} the next day");
    // By default it hides the hour and not the evening: who needs more ticks the next day.
    assert!(naive > 0.35 && naive > hour && naive > 7.0 * day, "the watcher must be able to see");
}

#[test]
fn what_leaves_at_once_is_caught() {
    Mutant::ReleaseAtOnce.switch_on();
    assert!(careful().is_err() && next_day().is_err());
}
