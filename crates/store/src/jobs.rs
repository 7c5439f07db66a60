//! Work to be done later: durable, in lanes, each lane by one worker at a time, oldest first.

use crate::{Database, Fault, Result, Tag, Tx};

pub(crate) struct NewJob {
    pub(crate) queue: &'static str,
    pub(crate) lane: String,
    pub(crate) payload: String,
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Job {
    /// Its place in the order of all jobs.
    pub position: i64,
    /// What to do, as its queue understands it.
    pub payload: String,
}

/// The oldest jobs of one lane, held by one worker until the lease ends.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Which kind of work.
    pub queue: &'static str,
    /// Whose: for federation the host of the other server.
    pub lane: String,
    /// How often this lane failed since it last succeeded.
    pub attempts: i64,
    /// The jobs, oldest first; never empty.
    pub jobs: Vec<Job>,
    lease: Tag,
}

impl Database {
    /// Takes the oldest due lane of `queue` that nobody holds, with at most `limit` of its jobs.
    /// After `lease_seconds` somebody else may take them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(&self, queue: &'static str, limit: i64, lease_seconds: i64) -> Result<Option<Claim>> {
        let now = self.clock().now().timestamp();
        let lease = Tag(self.chance().bytes());
        let mut tx = self.write().await?;
        let lane: Option<(String, i64)> = tx
            .sql(
                "UPDATE lanes SET lease = $1, leased_until = $2 \
                 WHERE queue = $3 AND leased_until <= $4 AND lane = ( \
                     SELECT lane FROM lanes AS waiting WHERE queue = $3 AND due_at <= $4 AND leased_until <= $4 \
                     AND EXISTS (SELECT 1 FROM jobs WHERE jobs.queue = waiting.queue AND jobs.lane = waiting.lane) \
                     ORDER BY due_at LIMIT 1) \
                 RETURNING lane, attempts",
            )
            .bind(lease)
            .bind(now + lease_seconds)
            .bind(queue)
            .bind(now)
            .optional()
            .await?;
        let Some((lane, attempts)) = lane else { return Ok(None) };
        let jobs: Vec<Job> = tx
            .sql("SELECT position, payload FROM jobs WHERE queue = $1 AND lane = $2 ORDER BY position LIMIT $3")
            .bind(queue)
            .bind(lane.clone())
            .bind(limit)
            .all()
            .await?;
        tx.commit().await?;
        Ok((!jobs.is_empty()).then_some(Claim { queue, lane, attempts, jobs, lease }))
    }

    /// Holds on to a lane for `lease_seconds` from now, for work that takes longer. Nothing happens when somebody else
    /// took it meanwhile: [`Tx::finish`] will say so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew(&self, claim: &Claim, lease_seconds: i64) -> Result<()> {
        let now = self.clock().now().timestamp();
        let mut tx = self.write().await?;
        tx.sql("UPDATE lanes SET leased_until = $1 WHERE queue = $2 AND lane = $3 AND lease = $4")
            .bind(now + lease_seconds)
            .bind(claim.queue)
            .bind(claim.lane.clone())
            .bind(claim.lease)
            .execute()
            .await?;
        tx.commit().await
    }

    /// Gives a lane back after success: it may be taken again at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release(&self, claim: &Claim) -> Result<()> {
        self.give_back(claim, 0, 0).await
    }

    /// Gives a lane back after a passing fault: its oldest job is tried again after `seconds`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retry(&self, claim: &Claim, seconds: i64) -> Result<()> {
        self.give_back(claim, seconds, claim.attempts + 1).await
    }

    async fn give_back(&self, claim: &Claim, seconds: i64, attempts: i64) -> Result<()> {
        let now = self.clock().now().timestamp();
        let mut tx = self.write().await?;
        tx.sql(
            "UPDATE lanes SET lease = NULL, leased_until = 0, due_at = $1, attempts = $2 \
             WHERE queue = $3 AND lane = $4 AND lease = $5",
        )
        .bind(now + seconds)
        .bind(attempts)
        .bind(claim.queue)
        .bind(claim.lane.clone())
        .bind(claim.lease)
        .execute()
        .await?;
        tx.commit().await
    }

    /// How many jobs of all kinds there are, and the kind of each lane that should have been worked on for `seconds`
    /// and is not: nobody holds it, and nobody takes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn backlog(&self, seconds: i64) -> Result<(i64, Vec<String>)> {
        let before = self.clock().now().timestamp() - seconds;
        let mut tx = self.read().await?;
        let jobs = tx.sql("SELECT COUNT(*) FROM jobs").value().await?;
        let stuck = tx
            .sql(
                "SELECT queue FROM lanes WHERE due_at < $1 AND leased_until < $1 AND EXISTS \
                 (SELECT 1 FROM jobs WHERE jobs.queue = lanes.queue AND jobs.lane = lanes.lane) ORDER BY due_at",
            )
            .bind(before)
            .column()
            .await?;
        Ok((jobs.unwrap_or(0), stuck))
    }

    /// How many jobs of `queue` are waiting or being worked on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn jobs_waiting(&self, queue: &'static str) -> Result<i64> {
        let mut tx = self.read().await?;
        let count = tx.sql("SELECT COUNT(*) FROM jobs WHERE queue = $1").bind(queue).value().await?;
        Ok(count.unwrap_or(0))
    }
}

impl Tx {
    /// Marks the jobs of `claim` up to and with `position` as done, in the transaction that did them.
    ///
    /// # Errors
    /// [`Fault::LeaseLost`] when another worker took the lane meanwhile; then nothing may be committed.
    pub async fn finish(&mut self, claim: &Claim, position: i64) -> Result<()> {
        let held = self
            .sql("UPDATE lanes SET attempts = 0 WHERE queue = $1 AND lane = $2 AND lease = $3")
            .bind(claim.queue)
            .bind(claim.lane.clone())
            .bind(claim.lease)
            .execute()
            .await?;
        if held == 0 {
            return Err(Fault::LeaseLost);
        }
        self.sql("DELETE FROM jobs WHERE queue = $1 AND lane = $2 AND position <= $3")
            .bind(claim.queue)
            .bind(claim.lane.clone())
            .bind(position)
            .execute()
            .await?;
        Ok(())
    }

    /// Forgets a lane with its jobs and its times: what it was for is done, or gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_lane(&mut self, queue: &'static str, lane: &str) -> Result<()> {
        for sql in [
            "DELETE FROM jobs WHERE queue = $1 AND lane = $2",
            "DELETE FROM lanes WHERE queue = $1 AND lane = $2",
        ] {
            self.sql(sql).bind(queue).bind(lane.to_owned()).execute().await?;
        }
        Ok(())
    }

    /// Puts a lane's next try at now: for a peer that has shown itself alive again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hurry(&mut self, queue: &'static str, lane: &str) -> Result<()> {
        let now = self.clock().now().timestamp();
        self.sql("UPDATE lanes SET due_at = $1 WHERE queue = $2 AND lane = $3 AND due_at > $1")
            .bind(now)
            .bind(queue)
            .bind(lane.to_owned())
            .execute()
            .await?;
        Ok(())
    }

    /// Appends the enqueued jobs. An existing lane keeps its due time: a failing peer stays backed off.
    pub(crate) async fn append_jobs(&mut self) -> Result<()> {
        let jobs = std::mem::take(&mut self.enqueued);
        if jobs.is_empty() {
            return Ok(());
        }
        let now = self.clock().now().timestamp();
        let last = self.count_up("jobs", jobs.len() as i64).await?;
        let first = last - jobs.len() as i64 + 1;
        for (position, job) in (first..).zip(jobs) {
            self.sql("INSERT INTO lanes (queue, lane, due_at) VALUES ($1, $2, $3) ON CONFLICT (queue, lane) DO NOTHING")
                .bind(job.queue)
                .bind(job.lane.clone())
                .bind(now)
                .execute()
                .await?;
            self.sql("INSERT INTO jobs (queue, lane, position, payload) VALUES ($1, $2, $3, $4)")
                .bind(job.queue)
                .bind(job.lane)
                .bind(position)
                .bind(job.payload)
                .execute()
                .await?;
        }
        Ok(())
    }
}
