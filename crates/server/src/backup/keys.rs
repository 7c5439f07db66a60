//! Finding the key to a backup: the words of the house key sheet open the sealed secrets that lie beside it.

use std::{
    fs,
    io::{BufRead, IsTerminal},
    path::{Path, PathBuf},
};

use age::x25519;
use members::sheet::{self, Opened};

use super::Refusal;
use crate::Outcome;

/// Where the key comes from.
#[derive(clap::Args)]
pub struct KeyOptions {
    /// A file with the eight words of the house key sheet; without it they are asked for.
    #[arg(long)]
    words: Option<PathBuf>,
    /// The sealed secrets, instead of those that lie beside the backup.
    #[arg(long)]
    secrets: Option<PathBuf>,
}

/// What opens a backup.
pub struct Key {
    /// The key itself.
    pub identity: x25519::Identity,
    /// What else the sheet opened, and how it was sealed; nothing when only the key is known.
    pub sheet: Option<(Opened, Vec<u8>)>,
}

impl Key {
    /// Opens what lies beside `file`, or else what `data` has, with the words.
    ///
    /// # Errors
    /// When nothing is there, or the words open none of it.
    pub fn find(file: &Path, data: &Path, options: &KeyOptions) -> Outcome<Self> {
        let words = match &options.words {
            Some(path) => fs::read_to_string(path)
                .map_err(|error| format!("cannot read {}: {error}", path.display()))?,
            None => asked()?,
        };
        let sealed = match &options.secrets {
            Some(path) => {
                vec![fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?]
            }
            None => beside(file).into_iter().chain(sheet::sealed(data)?).collect(),
        };
        Self::of(sealed, &words)
    }

    /// Opens one of these with the words.
    ///
    /// # Errors
    /// When there is none, or the words open none of it.
    pub fn of(sealed: Vec<Vec<u8>>, words: &str) -> Outcome<Self> {
        if sealed.is_empty() {
            return Err(Refusal::NoSecrets.into());
        }
        for sealed in sealed {
            if let Ok(Some(opened)) = sheet::open(&sealed, words) {
                return Ok(Self { identity: opened.key.clone(), sheet: Some((opened, sealed)) });
            }
        }
        Err(Refusal::WrongWords.into())
    }
}

fn asked() -> Outcome<String> {
    if std::io::stdin().is_terminal() {
        eprint!("The eight words of the house key sheet: ");
    }
    let mut words = String::new();
    std::io::stdin().lock().read_line(&mut words)?;
    Ok(words)
}

/// The sealed secrets in the folder of a backup: those of the present sheet, and of earlier ones.
fn beside(file: &Path) -> Vec<Vec<u8>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_sealed = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("secrets") && name.ends_with(".age")
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_sealed).collect();
    found.sort();
    found.iter().filter_map(|path| fs::read(path).ok()).collect()
}
