//! Whether the database answers, and is whole.

use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "database",
    codes: &[("answers", State::Fine), ("away", State::Broken), ("damaged", State::Broken)],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let database = match &patient.database {
        Ok(database) => database,
        Err(why) => return Found::with("away", "why", why),
    };
    match database.damage().await {
        Ok(None) => match database.table_names().await {
            Ok(_) => Found::plain("answers"),
            Err(fault) => Found::with("away", "why", fault),
        },
        Ok(Some(_)) => Found::plain("damaged"),
        Err(fault) => Found::with("away", "why", fault),
    }
}
