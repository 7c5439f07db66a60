//! Who is on call: hours of the week that names of the team chose for themselves.
//!
//! An hour of the week is a number from 0 (Monday, midnight to one) to 167, by UTC. Everybody chooses by their own
//! clock; what their clock says is not kept.

use std::collections::BTreeSet;

use members::Persona;
use store::{CommunityId, Hour, PersonaId, Result, Tx};

use crate::team::{self, Greeter};

/// How many hours a week has.
pub const WEEK: i64 = 168;

/// Which hour of the week an hour is. 1970 began on a Thursday.
#[must_use]
pub fn week_hour(hour: Hour) -> i64 {
    (hour.0.div_euclid(3_600) + 72).rem_euclid(WEEK)
}

/// Hours of the week, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The hour in which it begins.
    pub start: i64,
    /// How many hours it lasts: 1 to 168.
    pub hours: i64,
}

impl Stretch {
    /// Each of its hours.
    pub fn each(self) -> impl Iterator<Item = i64> {
        (0..self.hours.clamp(0, WEEK)).map(move |hour| (self.start + hour).rem_euclid(WEEK))
    }

    /// The same, by a clock that is so many hours ahead.
    #[must_use]
    pub fn shifted(self, ahead: i64) -> Self {
        Self { start: (self.start + ahead).rem_euclid(WEEK), ..self }
    }

    /// Hours in any order as stretches; what goes on over the end of the week is one.
    #[must_use]
    pub fn of(hours: &BTreeSet<i64>) -> Vec<Self> {
        if hours.len() as i64 >= WEEK {
            return vec![Self { start: 0, hours: WEEK }];
        }
        let begins = |hour: &&i64| !hours.contains(&(**hour - 1).rem_euclid(WEEK));
        let lasts = |start: i64| (1..).find(|more| !hours.contains(&((start + more) % WEEK))).unwrap_or(1);
        hours.iter().filter(begins).map(|&start| Self { start, hours: lasts(start) }).collect()
    }
}

/// A name of the team, and when it is on call.
#[derive(Clone, Debug)]
pub struct OnCall {
    /// The name.
    pub persona: Persona,
    /// Its hours of the week.
    pub hours: BTreeSet<i64>,
}

/// Puts the holder's own name on call in these hours.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, greeter: &Greeter, stretch: Stretch) -> Result<()> {
    for hour in stretch.each() {
        tx.sql(
            "INSERT INTO rota (community_id, persona_id, week_hour) VALUES ($1, $2, $3) \
             ON CONFLICT (community_id, persona_id, week_hour) DO NOTHING",
        )
        .bind(greeter.community())
        .bind(greeter.persona())
        .bind(hour)
        .execute()
        .await?;
    }
    Ok(())
}

/// Takes the holder's own name off call in these hours.
///
/// # Errors
/// When the database fails.
pub async fn give_back(tx: &mut Tx, greeter: &Greeter, stretch: Stretch) -> Result<()> {
    for hour in stretch.each() {
        tx.sql("DELETE FROM rota WHERE community_id = $1 AND persona_id = $2 AND week_hour = $3")
            .bind(greeter.community())
            .bind(greeter.persona())
            .bind(hour)
            .execute()
            .await?;
    }
    Ok(())
}

/// Everybody of the team with their hours, those who lead first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, community: CommunityId) -> Result<Vec<OnCall>> {
    let hours: Vec<(PersonaId, i64)> = tx
        .sql("SELECT persona_id, week_hour FROM rota WHERE community_id = $1 ORDER BY week_hour")
        .bind(community)
        .all()
        .await?;
    let of = |id: PersonaId| hours.iter().filter(|(of, _)| *of == id).map(|(_, hour)| *hour).collect();
    let moderators = team::list(tx, community).await?.into_iter().map(|(persona, _)| persona);
    let team = moderators.chain(team::greeters(tx, community).await?);
    Ok(team.map(|persona| OnCall { hours: of(persona.id), persona }).collect())
}

/// Who is not in the team any more is not on call.
pub(crate) async fn forget(tx: &mut Tx, community: CommunityId, persona: PersonaId) -> Result<()> {
    tx.sql("DELETE FROM rota WHERE community_id = $1 AND persona_id = $2")
        .bind(community)
        .bind(persona)
        .execute()
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(week_hour(Hour(0)), 72, "1970 began on a Thursday");
        assert_eq!(week_hour(Hour(4 * 86_400)), 0);
        assert_eq!(week_hour(Hour(4 * 86_400 - 3_600)), 167);
    }

    #[test]
    fn hours_are_told_as_stretches_also_over_the_end_of_the_week() {
        let night = Stretch { start: 166, hours: 5 };
        let mut hours: BTreeSet<i64> = night.each().collect();
        hours.extend(Stretch { start: 50, hours: 2 }.each());
        assert_eq!(Stretch::of(&hours), [Stretch { start: 50, hours: 2 }, night]);
        assert_eq!(Stretch::of(&(0..WEEK).collect()), [Stretch { start: 0, hours: WEEK }]);
        assert_eq!(Stretch::of(&BTreeSet::new()), []);
        assert_eq!(night.shifted(3).shifted(-3), night);
    }
}
