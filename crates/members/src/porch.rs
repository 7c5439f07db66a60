//! What those who run this server decided about it: its name, its colour, who may read, whom to call first.

use store::{CommunityId, Day, Result, Tx};

use crate::{Audience, Operator, Refusal, names};

/// Proof: whoever holds it may decide what this server is like. An operator may, and before there is one, whoever
/// holds the set-up link.
#[derive(Clone, Debug)]
pub struct Keeper(());

impl From<&Operator> for Keeper {
    fn from(_: &Operator) -> Self {
        Self(())
    }
}

impl Keeper {
    /// For whoever holds the set-up link, while nobody runs this server.
    pub(crate) fn of_an_empty_server() -> Self {
        Self(())
    }
}

/// The colour of the main button and of the line below the bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// A porch lamp.
    #[default]
    Amber,
    /// Green.
    Moss,
    /// Blue.
    Lake,
    /// Purple.
    Plum,
    /// Red.
    Rose,
    /// Grey.
    Stone,
}

impl Colour {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Amber, Self::Moss, Self::Lake, Self::Plum, Self::Rose, Self::Stone];

    /// As it is stored, and as forms and styles say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Amber => "amber",
            Self::Moss => "moss",
            Self::Lake => "lake",
            Self::Plum => "plum",
            Self::Rose => "rose",
            Self::Stone => "stone",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == word)
    }
}

/// How far setting up has come. Each says what is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing yet, or it was never asked.
    #[default]
    Nothing,
    /// Its name, its colour and who may read.
    Porch,
    /// Somebody runs it, and may not have seen their recovery codes.
    Joined,
    /// They have their codes.
    You,
    /// Guidelines and help lines.
    Words,
    /// The sheet with the house keys.
    Keys,
    /// The first invitations.
    Invitations,
    /// The list at the end, too.
    Everything,
}

impl Stage {
    const ALL: [Self; 8] = [
        Self::Nothing,
        Self::Porch,
        Self::Joined,
        Self::You,
        Self::Words,
        Self::Keys,
        Self::Invitations,
        Self::Everything,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Porch => "porch",
            Self::Joined => "joined",
            Self::You => "you",
            Self::Words => "words",
            Self::Keys => "keys",
            Self::Invitations => "invitations",
            Self::Everything => "everything",
        }
    }
}

/// What this server is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Porch {
    /// Its name; without one, the one in the settings file counts.
    pub name: Option<String>,
    /// Its colour.
    pub colour: Colour,
    /// The widest audience that a community here may have.
    pub readers: Audience,
    /// The country whose emergency number stands first; empty for none.
    pub country: String,
    /// Whether a treatment programme runs it; `None` while nobody said.
    pub programme: Option<bool>,
    /// The guidelines that a new community starts with; empty for ours.
    pub guidelines: Vec<String>,
    /// The first home, until somebody moves in: its name, and whether people live together there.
    pub first_home: Option<(String, bool)>,
    /// How far setting up has come.
    pub stage: Stage,
    /// The day on which a part of the key sheet was typed back.
    pub keys_checked: Option<Day>,
    /// The community whose team answers those who ask to come in; `None` when nobody does.
    pub door: Option<CommunityId>,
}

impl Default for Porch {
    fn default() -> Self {
        Self {
            name: None,
            colour: Colour::Amber,
            readers: Audience::Open,
            country: String::new(),
            programme: None,
            guidelines: Vec::new(),
            first_home: None,
            stage: Stage::Nothing,
            keys_checked: None,
            door: None,
        }
    }
}

/// What the first screen asks, and a page of the settings later.
#[derive(Clone, Debug)]
pub struct Look {
    /// The server's name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// The widest audience.
    pub readers: Audience,
    /// Whether a treatment programme runs it.
    pub programme: bool,
}

const LONGEST_NAME: usize = 40;

/// All that was decided.
///
/// # Errors
/// When the database fails.
pub async fn read(tx: &mut Tx) -> Result<Porch> {
    let rows: Vec<(String, String)> = tx.sql("SELECT name, value FROM porch").all().await?;
    let mut porch = Porch::default();
    for (name, value) in rows {
        porch.take(&name, value);
    }
    Ok(porch)
}

impl Porch {
    /// What an older or a newer version wrote otherwise counts as never said.
    fn take(&mut self, name: &str, value: String) {
        match name {
            "name" => self.name = Some(value),
            "colour" => self.colour = Colour::read(&value).unwrap_or_default(),
            "readers" => self.readers = value.parse().unwrap_or(Audience::Open),
            "country" => self.country = value,
            "programme" => self.programme = Some(value == "yes"),
            "guidelines" => self.guidelines = value.lines().map(str::to_owned).collect(),
            "first_home" => {
                self.first_home = Some((value, self.first_home.take().is_some_and(|home| home.1)))
            }
            "first_house" => {
                self.first_home =
                    Some((self.first_home.take().map(|home| home.0).unwrap_or_default(), value == "yes"));
            }
            "stage" => {
                self.stage =
                    Stage::ALL.into_iter().find(|stage| stage.word() == value).unwrap_or(Stage::Everything);
            }
            "door" => self.door = value.parse().ok(),
            "keys_checked" => self.keys_checked = value.parse().ok().map(Day),
            _ => {}
        }
    }
}

/// Gives the server its name and colour, and says who may read.
///
/// # Errors
/// When the name is missing or too long.
pub async fn look(tx: &mut Tx, _proof: &Keeper, look: &Look) -> Result<(), Refusal> {
    let name = names::one_line(&look.name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Refusal::ServerNameBad);
    }
    put(tx, "name", &name).await?;
    put(tx, "colour", look.colour.as_str()).await?;
    put(tx, "readers", look.readers.as_str()).await?;
    Ok(put(tx, "programme", if look.programme { "yes" } else { "no" }).await?)
}

/// Says whose emergency number stands first: two capital letters, or nothing.
///
/// # Errors
/// When the database fails.
pub async fn live_in(tx: &mut Tx, _proof: &Keeper, country: &str) -> Result<()> {
    put(tx, "country", country).await
}

/// Says whose team answers the door; that it can, is for `asking` to see to.
pub(crate) async fn answer_door(tx: &mut Tx, _proof: &Keeper, community: Option<CommunityId>) -> Result<()> {
    put(tx, "door", &community.map(|id| id.to_string()).unwrap_or_default()).await
}

/// Says what a new community agrees on until its moderators change it.
///
/// # Errors
/// When the database fails.
pub async fn agree_on(tx: &mut Tx, _proof: &Keeper, guidelines: &[String]) -> Result<()> {
    put(tx, "guidelines", &guidelines.join("\n")).await
}

/// Notes that somebody has the key sheet: a part of it was typed back today.
///
/// # Errors
/// When the database fails.
pub async fn keys_are_kept(tx: &mut Tx, _proof: &Keeper) -> Result<()> {
    let today = tx.clock().day();
    put(tx, "keys_checked", &today.0.to_string()).await
}

/// Notes how far setting up has come; it never goes back.
///
/// # Errors
/// When the database fails.
pub async fn advance(tx: &mut Tx, _proof: &Keeper, stage: Stage) -> Result<()> {
    if read(tx).await?.stage < stage { put(tx, "stage", stage.word()).await } else { Ok(()) }
}

pub(crate) async fn put(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    tx.sql(
        "INSERT INTO porch (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name.to_owned())
    .bind(value.to_owned())
    .execute()
    .await?;
    Ok(())
}

pub(crate) async fn return_to(tx: &mut Tx, stage: Stage) -> Result<()> {
    put(tx, "stage", stage.word()).await
}
