//! How many pictures somebody sent today: in memory, under a tag that is another one tomorrow.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use members::{Member, Purpose};
use store::{Day, Tag};

/// How many pictures a person may send in a day.
pub(super) const A_DAY: u32 = 20;

#[derive(Default)]
pub(super) struct Today(Mutex<(Option<Day>, HashMap<Tag, u32>)>);

impl Today {
    /// Counts one picture; `false` when there were enough.
    pub(super) fn count(&self, member: &Member, day: Day) -> bool {
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if today.0 != Some(day) {
            *today = (Some(day), HashMap::new());
        }
        let sent = today.1.entry(member.tag(Purpose::Picture, day.0)).or_default();
        *sent += 1;
        *sent <= A_DAY
    }
}
