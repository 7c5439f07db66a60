//! The list of all names of one account, sealed: one look where a search through all communities would be needed.

use store::{Fault, Ids, PersonaId, Result, Tx};

use crate::Member;

/// The ids of all names this member ever had.
pub(crate) async fn mine(tx: &mut Tx, member: &Member) -> Result<Ids> {
    Ok(Ids(read(tx, member).await?.1))
}

/// Adds a new name. Two windows may add at once, so a list is replaced only if it is still as it was read.
pub(super) async fn add(tx: &mut Tx, member: &Member, persona: PersonaId) -> Result<()> {
    loop {
        let (before, mut personas) = read(tx, member).await?;
        personas.push(persona.0);
        let sealed = member.keys().seal_list(&personas, tx.chance());
        if replace(tx, member, before, sealed).await? {
            return Ok(());
        }
    }
}

async fn read(tx: &mut Tx, member: &Member) -> Result<(Option<Vec<u8>>, Vec<i64>)> {
    let sealed: Option<Vec<u8>> = tx
        .sql("SELECT sealed_personas FROM persona_lists WHERE tag = $1")
        .bind(member.keys().list_tag())
        .value()
        .await?;
    let personas = match &sealed {
        Some(sealed) => member.keys().open_list(sealed),
        None => Some(Vec::new()),
    };
    let personas = personas.ok_or_else(|| Fault::Other("a list of names does not open".to_owned()))?;
    Ok((sealed, personas))
}

async fn replace(tx: &mut Tx, member: &Member, before: Option<Vec<u8>>, sealed: Vec<u8>) -> Result<bool> {
    let tag = member.keys().list_tag();
    let changed = match before {
        Some(before) => {
            tx.sql("UPDATE persona_lists SET sealed_personas = $1 WHERE tag = $2 AND sealed_personas = $3")
                .bind(sealed)
                .bind(tag)
                .bind(before)
                .execute()
                .await?
        }
        None => {
            tx.sql("INSERT INTO persona_lists (tag, sealed_personas) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(tag)
                .bind(sealed)
                .execute()
                .await?
        }
    };
    Ok(changed == 1)
}
