//! `Reject`: a `Follow` of ours was refused, or is no longer wanted.

use super::{Activity, Case, accept};
use crate::outcome::Halt;

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    accept::settle(case, activity, &["pending", "accepted"], "refused").await
}
