//! The fields that say what this server is like: on the first screen of setting up, and in the settings later.

use members::{
    Audience, Colour, Porch, Refusal,
    porch::{self, Look},
};
use serde::Deserialize;

use crate::forms::Errors;

/// What the fields hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LookForm {
    /// The server's name.
    pub name: String,
    /// Its colour's word.
    pub colour: String,
    /// The widest audience's word.
    pub readers: String,
    /// `yes` or `no`.
    pub programme: String,
}

/// The three answers to "who may read here", with their words.
pub const READERS: [(&str, &str, &str); 3] = [
    ("house", "look-readers-house", "look-readers-house-hint"),
    ("circle", "look-readers-circle", "look-readers-circle-hint"),
    ("open", "look-readers-open", "look-readers-open-hint"),
];

/// The colours, with their words.
pub const COLOURS: [(&str, &str); 6] = [
    ("amber", "colour-amber"),
    ("moss", "colour-moss"),
    ("lake", "colour-lake"),
    ("plum", "colour-plum"),
    ("rose", "colour-rose"),
    ("stone", "colour-stone"),
];

impl LookForm {
    /// Filled with what was chosen; `name` is what the settings file says.
    #[must_use]
    pub fn of(porch: &Porch, name: &str) -> Self {
        let programme = porch.programme.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default();
        Self {
            name: porch.name.clone().unwrap_or_else(|| name.to_owned()),
            colour: porch.colour.as_str().to_owned(),
            readers: porch.readers.as_str().to_owned(),
            programme: programme.to_owned(),
        }
    }

    /// What it means, or what is to be mended.
    ///
    /// # Errors
    /// Each field that says nothing.
    pub fn judged(&self) -> Result<Look, Errors> {
        let mut errors = Errors::none();
        let readers: Option<Audience> = self.readers.parse().ok();
        if readers.is_none() {
            errors.add("readers", "look-readers-missing");
        }
        let programme = match self.programme.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if programme.is_none() {
            errors.add("programme", "look-programme-missing");
        }
        let colour = Colour::read(&self.colour).unwrap_or_default();
        match (readers, programme) {
            (Some(readers), Some(programme)) => {
                Ok(Look { name: self.name.clone(), colour, readers, programme })
            }
            _ => Err(errors),
        }
    }
}

/// Keeps it; what cannot be kept is told at its field.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut store::Tx,
    keeper: &members::Keeper,
    form: &LookForm,
) -> Result<Result<(), Errors>, crate::Error> {
    let look = match form.judged() {
        Ok(look) => look,
        Err(errors) => return Ok(Err(errors)),
    };
    match porch::look(tx, keeper, &look).await {
        Ok(()) => Ok(Ok(())),
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => Ok(Err(Errors::one("name", refusal.key()))),
    }
}
