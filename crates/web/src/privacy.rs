//! What is kept and what is said about it: `frontend/data/PRIVACY.toml`, read by the pages, by `porchlight disclose`
//! and by the tests, so that none of them can say something else.

use serde::Deserialize;

const FILE: &str = include_str!("../../../frontend/data/PRIVACY.toml");

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// What a test holds.
    #[serde(rename = "promise")]
    pub promises: Vec<Promise>,
    /// What is measured and told, because nobody can promise it.
    pub measured: Vec<Sentence>,
    /// What is never said.
    pub never_claimed: Vec<Sentence>,
    /// Who might want to know.
    #[serde(rename = "adversary")]
    pub adversaries: Vec<Adversary>,
    /// Where tables stand, in the order of the page.
    #[serde(rename = "side")]
    pub sides: Vec<Side>,
    /// Every table of the database.
    #[serde(rename = "table")]
    pub tables: Vec<Table>,
    /// What is kept elsewhere.
    pub beside: Vec<Beside>,
    /// What may be printed of one name.
    pub disclosed: Vec<Disclosed>,
    /// What nobody can be given, because it is not there.
    pub not_stored: Vec<Sentence>,
    /// What is stored and concerns others too, so that it is not printed whole.
    pub not_printed: Vec<Sentence>,
}

/// A sentence for everybody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Its words.
    pub says: String,
}

/// A sentence, and the test that fails when it stops being true.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its words.
    pub says: String,
    /// A file of the repository, and the name of a test in it.
    pub held_by: (String, String),
}

/// Somebody who might want to know who a member is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adversary {
    /// Who.
    pub who: String,
    /// What they can learn, honestly.
    pub learns: String,
    /// What they cannot.
    pub not: String,
}

/// One of the parts between which nothing stored leads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// As tables name it.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// What stands there.
    pub means: String,
}

/// A table of the database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// As the database calls it.
    pub name: String,
    /// In plain words.
    pub title: String,
    /// The key of its side.
    pub side: String,
    /// What it is for.
    pub purpose: String,
    /// How long.
    pub kept: String,
    /// Who can read it, besides whoever runs the machine.
    pub readers: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// A column of a table; its table says how long it is kept and who can read it.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Column {
    /// As the database calls it.
    pub name: String,
    /// What it is, in plain words.
    pub what: String,
    /// What it is to the tests.
    pub mark: Mark,
}

/// What a column is to the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing that joins.
    Plain,
    /// An account's id.
    Account,
    /// A name's id.
    Persona,
    /// A code of a member's key.
    Key,
    /// Yes or no.
    Flag,
}

/// Something that is kept elsewhere than in the database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// What.
    pub title: String,
    /// What for.
    pub purpose: String,
    /// How long.
    pub kept: String,
    /// Who can read it.
    pub readers: String,
}

/// What may be printed of one name from one table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// Under which its search is found.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Where it is kept.
    pub table: String,
    /// The columns that are printed, and no others.
    pub fields: Vec<String>,
}

impl Privacy {
    /// Reads the embedded file.
    ///
    /// # Panics
    /// When it cannot be read; a test reads it too.
    #[must_use]
    pub fn embedded() -> Self {
        Self::read(FILE).expect("PRIVACY.toml is as this module reads it")
    }

    /// Reads such a file, so that a test can read one with a fault.
    ///
    /// # Errors
    /// When something is missing, or unknown.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The tables that stand on a side.
    pub fn tables_on<'p>(&'p self, side: &'p Side) -> impl Iterator<Item = &'p Table> {
        self.tables.iter().filter(|table| table.side == side.key)
    }

    /// The table that the database calls so.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }
}

impl Table {
    /// The column that the database calls so.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl TryFrom<Vec<String>> for Column {
    type Error = String;

    fn try_from(parts: Vec<String>) -> Result<Self, String> {
        let (name, what, mark) = match &parts[..] {
            [name, what] => (name, what, Mark::Plain),
            [name, what, mark] => (name, what, Mark::read(mark)?),
            _ => return Err(format!("a column is its name, what it is, and perhaps a mark, not {parts:?}")),
        };
        Ok(Self { name: name.clone(), what: what.clone(), mark })
    }
}

impl Mark {
    fn read(word: &str) -> Result<Self, String> {
        match word {
            "account" => Ok(Self::Account),
            "persona" => Ok(Self::Persona),
            "key" => Ok(Self::Key),
            "flag" => Ok(Self::Flag),
            _ => Err(format!("no mark is called {word:?}")),
        }
    }
}
