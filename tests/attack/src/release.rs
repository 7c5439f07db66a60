//! When things leave: a patient watcher knows at what time of the week each member is used to write, sees only what
//! leaves a server and when, and says of each one-time name whose it is.

/// A week and its parts, in seconds.
const WEEK: f64 = 7.0 * DAY;
const DAY: f64 = 86_400.0;
const HOUR: f64 = 3_600.0;

/// When a member is used to write: a moment of the week, in seconds, and how far they stray from it.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    /// The moment, from the start of the week.
    pub moment: f64,
    /// One standard deviation.
    pub spread: f64,
}

/// What the watcher knows of how a server holds things back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Not at all.
    Never,
    /// Until a random moment of the next slot that is so many hours long.
    ToTheNextSlot {
        /// 2 by default, 24 for the next day.
        hours: u32,
    },
}

impl Habit {
    /// How likely it is that this member wrote what left at `seen`, from the start of the week.
    fn likelihood(self, seen: f64, held: Held) -> f64 {
        let slot = match held {
            // Somebody who sees the second loses nothing by looking at the minute.
            Held::Never => (seen - 30.0, seen + 30.0),
            Held::ToTheNextSlot { hours } => before(seen, f64::from(hours) * HOUR),
        };
        // Weeks follow each other.
        [-WEEK, 0.0, WEEK].iter().map(|turn| self.within(slot.0 + turn, slot.1 + turn)).sum()
    }

    fn within(self, from: f64, until: f64) -> f64 {
        below((until - self.moment) / self.spread) - below((from - self.moment) / self.spread)
    }
}

/// The slot before the one in which something left.
fn before(seen: f64, long: f64) -> (f64, f64) {
    let start = (seen / long).floor() * long;
    (start - long, start)
}

/// How much of a normal distribution lies below `x` (Abramowitz and Stegun, 26.2.17).
fn below(x: f64) -> f64 {
    const B: [f64; 5] = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let tail = B.iter().rev().fold(0.0, |sum, b| (sum + b) * t) * (-x * x / 2.0).exp() / 2.506_628_274_631;
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// So often the watcher weighs the claims of all members against each other.
const ROUNDS: usize = 30;

/// For each thing that left in a week, whose it is: an index into `habits`. Everybody wrote once, so that who is taken
/// for one thing is less likely to have written another.
#[must_use]
pub fn guesses(habits: &[Habit], seen: &[f64], held: Held) -> Vec<usize> {
    let mut weights: Vec<Vec<f64>> = seen
        .iter()
        .map(|seen| habits.iter().map(|habit| habit.likelihood(*seen, held).max(1e-12)).collect())
        .collect();
    for _ in 0..ROUNDS {
        for row in &mut weights {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|weight| *weight /= sum);
        }
        for member in 0..habits.len() {
            let sum: f64 = weights.iter().map(|row| row[member]).sum();
            weights.iter_mut().for_each(|row| row[member] /= sum);
        }
    }
    weights.iter().map(|row| likeliest(row)).collect()
}

fn likeliest(row: &[f64]) -> usize {
    let best = row.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
    best.map_or(0, |(member, _)| member)
}

/// How many guesses are right: 0 to 1.
#[must_use]
pub fn share_right(guesses: &[usize], truth: &[usize]) -> f64 {
    let right = guesses.iter().zip(truth).filter(|(guess, truth)| guess == truth).count();
    right as f64 / truth.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_is_the_normal_one() {
        for (x, share) in [(0.0, 0.5), (1.0, 0.841_345), (-2.0, 0.022_750)] {
            assert!((below(x) - share).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn who_is_used_to_another_hour_is_not_taken_for_it() {
        let habits = [10.0, 50.0, 100.0].map(|hours| Habit { moment: hours * HOUR, spread: HOUR });
        let seen = [100.2 * HOUR, 9.9 * HOUR, 51.0 * HOUR];
        assert_eq!(guesses(&habits, &seen, Held::Never), [2, 0, 1]);
        assert_eq!(
            guesses(&habits, &seen.map(|seen| seen + HOUR), Held::ToTheNextSlot { hours: 1 }),
            [2, 0, 1]
        );
        assert_eq!(share_right(&[2, 0, 1], &[2, 0, 0]), 2.0 / 3.0);
    }
}
