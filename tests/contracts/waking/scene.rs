//! A community of one house, and what its team is woken for.

use std::collections::BTreeSet;

use forum::first_replies;
use members::{Audience, Community};
use moderation::{
    Moderator, Subject, alerts, bells, reports,
    rota::{Stretch, week_hour},
    team::{self, Greeter},
};
use porchlight::instance::Instance;
use rig::{Place, Resident};
use store::{BellId, Clock, ThreadId};

use super::tower::Tower;
use crate::porch;

const NOW: i64 = 1_795_443_382;

/// A community whose team can be woken.
pub struct Scene {
    pub instance: Instance,
    pub clock: Clock,
    pub keeper: Resident,
    pub community: Community,
    pub tower: Tower,
    pub base: String,
    _place: Place,
}

impl Scene {
    pub async fn new() -> Self {
        let clock = Clock::standing_at(NOW);
        let (instance, place) = porch::opened_then(clock.clone()).await;
        let keeper = Resident::keeper(&instance).await;
        let community = keeper.found("evenings", Audience::House).await;
        let (tower, base) = Tower::open().await;
        Self { instance, clock, keeper, community, tower, base, _place: place }
    }

    /// A bell; without hours it rings always.
    pub async fn bell(&self, kind: bells::Kind, name: &str, hours: &[Stretch]) -> BellId {
        let mut tx = self.instance.database.write().await.unwrap();
        let proof = self.proof(&mut tx).await;
        let (place, secrets) = (format!("{}/{name}", self.base), self.instance.members.secrets());
        assert!(self.instance.federation.may_ring_at(&place));
        let bell = bells::put_up(&mut tx, &proof, kind, &place, secrets).await.unwrap();
        bells::add_hours(&mut tx, &proof, bell, hours).await.unwrap();
        tx.commit().await.unwrap();
        bell
    }

    pub async fn proof(&self, tx: &mut store::Tx) -> Moderator {
        team::moderator(tx, &self.keeper.member, &self.community).await.unwrap().unwrap()
    }

    pub async fn greeter(&self, tx: &mut store::Tx, who: &Resident) -> Greeter {
        team::greeter(tx, &who.member, &self.community).await.unwrap().unwrap()
    }

    /// What the server does every few minutes and seconds.
    pub async fn passes(&self, seconds: i64) {
        self.clock.advance(chrono::Duration::seconds(seconds));
        let mut tx = self.instance.database.write().await.unwrap();
        moderation::tidying::run(&mut tx).await.unwrap();
        first_replies::look(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        self.instance.federation.step_due().await.unwrap();
        self.instance.federation.ring_due().await.unwrap();
    }

    pub async fn report(&self, thread: ThreadId) {
        let mut tx = self.instance.database.write().await.unwrap();
        let (who, why) = (reports::Reporter::Member(&self.keeper.member), reports::Reason::Danger);
        reports::file(&mut tx, who, self.community.id, Subject::Thread(thread), why, "Please look.")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn newcomer(&self, name: &str) -> Resident {
        let newcomer = self.keeper.invite(name).await;
        newcomer.belong(&self.community).await;
        newcomer
    }

    /// Everything in the list, page by page.
    pub async fn unanswered(&self) -> BTreeSet<ThreadId> {
        let mut tx = self.instance.database.read().await.unwrap();
        let greeter = self.greeter(&mut tx, &self.keeper).await;
        let mut found = BTreeSet::new();
        for page in 0.. {
            let (waiting, more) = first_replies::unanswered(&mut tx, &greeter, page).await.unwrap();
            found.extend(waiting.into_iter().map(|one| one.id));
            if !more {
                break;
            }
        }
        found
    }

    pub async fn lines(&self) -> Vec<alerts::Line> {
        let mut tx = self.instance.database.read().await.unwrap();
        alerts::open(&mut tx, self.community.id).await.unwrap()
    }

    pub fn paths(&self) -> Vec<String> {
        self.tower.heard().into_iter().map(|heard| heard.path).collect()
    }
}

/// The hour of the week in which these stories begin.
pub fn now() -> i64 {
    week_hour(Clock::standing_at(NOW).hour())
}
