//! Whether there is a backup, not too old, that was tried.

use store::backups;
use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "backup",
    codes: &[
        ("fresh", State::Fine),
        ("none", State::Soon),
        ("off", State::Soon),
        ("untried", State::Soon),
        ("old", State::Broken),
        ("unread", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

/// They are made each night; one that was missed is no reason to worry yet.
const HOURS: i64 = 50;

async fn look(patient: &Patient) -> Vec<Found> {
    if patient.config.backup_keep_days == 0 {
        return Found::plain("off");
    }
    let last = match backups::last(&patient.config.backups()) {
        Ok(Some(last)) => last,
        Ok(None) => return Found::plain("none"),
        Err(_) => return Found::plain("unread"),
    };
    let hours = (patient.clock.hour().0 - last.hour.0) / 3_600;
    match last.verified {
        _ if hours > HOURS => Found::with("old", "days", hours / 24),
        false => Found::plain("untried"),
        true => Found::with("fresh", "hours", hours),
    }
}
