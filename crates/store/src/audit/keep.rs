//! Writing rows with the commit of what they tell of, and reading them again.

use std::collections::BTreeMap;

use super::{Checker, Entry, Mark, Report, Row, chain::beginning};
use crate::{Mutant, Result, Tx};

/// How many rows are read at once.
const PIECE: i64 = 1_000;

impl Tx {
    /// Notes an act for the audit; it becomes real with the commit.
    pub fn audit(&mut self, entry: Entry) {
        if !Mutant::AuditForgets.is_on() {
            self.audited.push(entry);
        }
    }

    /// Appends what was noted. Whoever adds to a chain holds its head until the commit, so that it never forks; chains
    /// are held in one order, so that two never wait for each other.
    pub(crate) async fn append_audit(&mut self) -> Result<()> {
        let mut entries = std::mem::take(&mut self.audited);
        entries.sort_by_key(Entry::chain);
        for entry in entries {
            let chain = entry.chain();
            let (ordinal, before) = self.next_place(chain).await?;
            let month = self.clock.hour().month();
            let row = entry.row(ordinal, month, &before);
            let hash = row.hash.clone();
            self.write_row(row).await?;
            self.sql("UPDATE audit_heads SET hash = $1 WHERE community_id = $2")
                .bind(hash)
                .bind(chain)
                .execute()
                .await?;
        }
        Ok(())
    }

    /// The place of the next row, and what binds the row before it.
    async fn next_place(&mut self, chain: i64) -> Result<(i64, Vec<u8>)> {
        if let Some(place) = self.move_head(chain).await? {
            return Ok(place);
        }
        self.sql(
            "INSERT INTO audit_heads (community_id, ordinal, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING",
        )
        .bind(chain)
        .bind(beginning(chain).to_vec())
        .execute()
        .await?;
        let missing = || crate::Fault::Other("the audit has no head".to_owned());
        self.move_head(chain).await?.ok_or_else(missing)
    }

    async fn move_head(&mut self, chain: i64) -> Result<Option<(i64, Vec<u8>)>> {
        self.sql(
            "UPDATE audit_heads SET ordinal = ordinal + 1 WHERE community_id = $1 RETURNING ordinal, hash",
        )
        .bind(chain)
        .optional()
        .await
    }

    async fn write_row(&mut self, row: Row) -> Result<()> {
        self.sql(
            "INSERT INTO audit (community_id, ordinal, act, what, about, guideline, rule, host, month, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(row.community_id)
        .bind(row.ordinal)
        .bind(row.act)
        .bind(row.what)
        .bind(row.about)
        .bind(row.guideline)
        .bind(row.rule)
        .bind(row.host)
        .bind(row.month)
        .bind(row.hash)
        .execute()
        .await?;
        Ok(())
    }
}

/// The last rows of every chain, newest month first; within a month, no order is known between chains.
///
/// # Errors
/// When the database fails.
pub async fn last(tx: &mut Tx, most: i64) -> Result<Vec<Row>> {
    tx.sql(
        "SELECT community_id, ordinal, act, what, about, guideline, rule, host, month, hash FROM audit \
         ORDER BY month DESC, community_id, ordinal DESC LIMIT $1",
    )
    .bind(most)
    .all()
    .await
}

/// Where each chain is noted to end.
///
/// # Errors
/// When the database fails.
pub async fn marks(tx: &mut Tx) -> Result<BTreeMap<i64, Mark>> {
    let heads: Vec<(i64, i64, Vec<u8>)> =
        tx.sql("SELECT community_id, ordinal, hash FROM audit_heads ORDER BY community_id").all().await?;
    Ok(heads.into_iter().map(|(chain, rows, hash)| (chain, Mark { rows, hash })).collect())
}

/// Looks through everything, against heads that were printed earlier. In one read of one moment.
///
/// # Errors
/// When the database fails.
pub async fn check(tx: &mut Tx, printed: Vec<Mark>) -> Result<Report> {
    let mut checker = Checker::new(marks(tx).await?, printed);
    let (mut chain, mut ordinal) = (i64::MIN, i64::MIN);
    loop {
        let rows: Vec<Row> = tx
            .sql(
                "SELECT community_id, ordinal, act, what, about, guideline, rule, host, month, hash FROM audit \
                 WHERE community_id > $1 OR (community_id = $1 AND ordinal > $2) \
                 ORDER BY community_id, ordinal LIMIT $3",
            )
            .bind(chain)
            .bind(ordinal)
            .bind(PIECE)
            .all()
            .await?;
        rows.iter().for_each(|row| checker.look(row));
        match rows.last() {
            Some(last) => (chain, ordinal) = (last.community_id, last.ordinal),
            None => return Ok(checker.end()),
        }
    }
}
