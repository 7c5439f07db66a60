//! The house key sheet: eight words on paper that open the server's secrets after the machine is lost.
//!
//! The words are on paper and nowhere else. With them are sealed, in the format of `age`: the files of the folder
//! `secrets`, and the key that opens backups. Beside the database stays only that key's public half. So backups are made
//! while nobody watches, and whoever takes the machine opens none of them: what was deleted since stays closed.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use age::{
    Decryptor, Encryptor, scrypt,
    secrecy::{ExposeSecret, SecretString},
    x25519::{Identity, Recipient},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use store::{Chance, Fault, Result};
use zeroize::{Zeroize, Zeroizing};

use crate::words;

/// How many words: as hard to guess as a key of 103 bits.
pub const WORDS: usize = 8;
/// What a guess costs: 2^16 rounds of scrypt, 64 MiB, as for signing in.
const WORK: u8 = 16;
/// The file beside the database: the public half, and everything else sealed.
const FILE: &str = "key-sheet.json";
/// Larger than any file in the folder `secrets`.
const LARGEST: u64 = 64 * 1024;

/// Eight random words for a new sheet. Nothing is kept before [`keep`]: what nobody wrote down must not count.
#[must_use]
pub fn draw(chance: &Chance) -> String {
    [0; WORDS].map(|_| words::long(chance)).join(" ")
}

/// What stands beside the database.
#[derive(Serialize, Deserialize)]
struct Kept {
    recipient: String,
    sealed: String,
}

/// What is sealed with the words, as whoever opens it with `age` alone finds it.
#[derive(Serialize, Deserialize)]
struct Sealed {
    backup_key: String,
    secrets: BTreeMap<String, String>,
}

impl Drop for Sealed {
    fn drop(&mut self) {
        self.backup_key.zeroize();
        self.secrets.values_mut().for_each(Zeroize::zeroize);
    }
}

/// What the words open.
pub struct Opened {
    /// Opens the backups that were made while this sheet counted.
    pub key: Identity,
    /// The files of the folder `secrets`.
    pub secrets: BTreeMap<String, Zeroizing<Vec<u8>>>,
}

/// From now on this sheet counts: seals the secrets in the folder `data` with its words, with a new key for backups.
/// Older backups still want the older sheet.
///
/// # Errors
/// When there are no secrets yet, or files cannot be read or written.
pub fn keep(data: &Path, words: &str) -> Result<()> {
    let key = Identity::generate();
    let mut secrets = BTreeMap::new();
    for entry in fs::read_dir(data.join("secrets")).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = Zeroizing::new(fs::read(&path).map_err(failed)?);
        secrets.insert(name, BASE64_STANDARD.encode(&*bytes));
    }
    if secrets.is_empty() {
        return Err(Fault::Other("there are no secrets to put on a sheet yet".to_owned()));
    }
    if store::Mutant::BackupKeyKept.is_on() {
        replace(&data.join("backup.key"), key.to_string().expose_secret().as_bytes(), 0o400)?;
    }
    let sealed = Sealed { backup_key: key.to_string().expose_secret().to_owned(), secrets };
    let plain = Zeroizing::new(serde_json::to_vec_pretty(&sealed)?);
    write(data, &key.to_public().to_string(), &seal(&plain, words)?)
}

/// Whether there is a sheet that counts.
#[must_use]
pub fn is_kept(data: &Path) -> bool {
    data.join(FILE).exists()
}

/// The public half, for whoever makes a backup; `None` while there is no sheet.
///
/// # Errors
/// When the file cannot be understood.
pub fn recipient(data: &Path) -> Result<Option<Recipient>> {
    let Some(kept) = read(data)? else { return Ok(None) };
    let recipient = kept.recipient.parse();
    recipient.map(Some).map_err(|why: &str| Fault::Other(format!("{FILE}: {why}")))
}

/// The sealed secrets, to lie beside a backup as `secrets.age`; `None` while there is no sheet.
///
/// # Errors
/// When the file cannot be understood.
pub fn sealed(data: &Path) -> Result<Option<Vec<u8>>> {
    let Some(kept) = read(data)? else { return Ok(None) };
    BASE64_STANDARD.decode(kept.sealed).map(Some).map_err(|error| Fault::Other(format!("{FILE}: {error}")))
}

/// Opens what lies beside a backup; `None` when these are not its words.
///
/// # Errors
/// When it is no such file.
pub fn open(sealed: &[u8], words: &str) -> Result<Option<Opened>> {
    let damaged = || Fault::Other("the sealed secrets are damaged".to_owned());
    let decryptor = Decryptor::new(sealed).map_err(|_| damaged())?;
    let identity = scrypt::Identity::new(passphrase(words));
    let mut reader = match decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)) {
        Ok(reader) => reader,
        Err(age::DecryptError::NoMatchingKeys | age::DecryptError::DecryptionFailed) => return Ok(None),
        Err(_) => return Err(damaged()),
    };
    let mut plain = Zeroizing::new(Vec::new());
    reader.read_to_end(&mut plain).map_err(|_| damaged())?;
    let found: Sealed = serde_json::from_slice(&plain)?;
    let mut secrets = BTreeMap::new();
    for (name, text) in &found.secrets {
        secrets.insert(name.clone(), Zeroizing::new(BASE64_STANDARD.decode(text).map_err(|_| damaged())?));
    }
    Ok(Some(Opened { key: found.backup_key.parse().map_err(|_| damaged())?, secrets }))
}

/// Puts the secrets of a sheet into the folder `data`, and the sheet with them. What is there already stays, if it is
/// the same.
///
/// # Errors
/// When other secrets are there: they belong to another server's members.
pub fn bring_back(data: &Path, opened: &Opened, sealed: &[u8]) -> Result<()> {
    let folder = data.join("secrets");
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(failed)?;
    for (name, secret) in &opened.secrets {
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(there) if there == **secret => {}
            Ok(_) => {
                return Err(Fault::Other(format!(
                    "{} is another server's than the backup's; move the folder {} away first",
                    path.display(),
                    folder.display()
                )));
            }
            Err(_) => replace(&path, secret, 0o400)?,
        }
    }
    write(data, &opened.key.to_public().to_string(), sealed)
}

fn read(data: &Path) -> Result<Option<Kept>> {
    let file = match fs::File::open(data.join(FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).map_err(failed)?;
    Ok(Some(serde_json::from_str(&text)?))
}

fn write(data: &Path, recipient: &str, sealed: &[u8]) -> Result<()> {
    let kept = Kept { recipient: recipient.to_owned(), sealed: BASE64_STANDARD.encode(sealed) };
    replace(&data.join(FILE), &serde_json::to_vec_pretty(&kept)?, 0o600)
}

/// Writes a file whole or not at all.
fn replace(path: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    let half = PathBuf::from(format!("{}.half", path.display()));
    let _ = fs::remove_file(&half);
    let mut options = fs::OpenOptions::new();
    let mut file = options.create_new(true).write(true).mode(mode).open(&half).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(half, path).map_err(failed)
}

fn seal(plain: &[u8], words: &str) -> Result<Vec<u8>> {
    let mut recipient = scrypt::Recipient::new(passphrase(words));
    recipient.set_work_factor(WORK);
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
    let encryptor = encryptor.map_err(|error| Fault::Other(format!("age: {error}")))?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).map_err(failed)?;
    writer.write_all(plain).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(sealed)
}

/// However they were copied from the paper: capitals, spaces and ends of lines change nothing.
fn passphrase(words: &str) -> SecretString {
    SecretString::from(words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" "))
}

fn failed(error: std::io::Error) -> Fault {
    Fault::Other(format!("the house key sheet: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with secrets in it, which goes with the test.
    struct Data(PathBuf);

    impl Data {
        fn new() -> Self {
            let folder = std::env::temp_dir().join(format!("sheet-{}", Chance::system().code(12)));
            fs::create_dir_all(folder.join("secrets")).unwrap();
            Self(folder)
        }
    }

    impl Drop for Data {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn eight_words_open_what_the_machine_alone_cannot() {
        let data = Data::new();
        let words = draw(&Chance::seeded(1));
        assert_eq!(words.split(' ').count(), WORDS);
        assert!(keep(&data.0, &words).is_err(), "there is nothing to seal yet");
        assert!(recipient(&data.0).unwrap().is_none());
        fs::write(data.0.join("secrets/pepper"), [7; 32]).unwrap();
        keep(&data.0, &words).unwrap();
        let sealed = sealed(&data.0).unwrap().unwrap();
        assert!(open(&sealed, "cedar lamp window tuesday").unwrap().is_none());
        let typed = words.to_uppercase().replace(' ', "\n ");
        let opened = open(&sealed, &typed).unwrap().unwrap();
        assert_eq!(*opened.secrets["pepper"], [7; 32]);
        assert_eq!(opened.key.to_public().to_string(), recipient(&data.0).unwrap().unwrap().to_string());
        let private = opened.key.to_string().expose_secret().to_owned();
        let there = fs::read_to_string(data.0.join(FILE)).unwrap();
        assert!(!there.contains(&private), "the private half is not on the machine");
    }

    #[test]
    fn a_lost_folder_is_brought_back_and_another_servers_is_not_touched() {
        let (data, lost) = (Data::new(), Data::new());
        fs::write(data.0.join("secrets/pepper"), [7; 32]).unwrap();
        keep(&data.0, "one two three").unwrap();
        let sealed = sealed(&data.0).unwrap().unwrap();
        let opened = open(&sealed, "one two three").unwrap().unwrap();
        bring_back(&lost.0, &opened, &sealed).unwrap();
        bring_back(&lost.0, &opened, &sealed).unwrap();
        assert_eq!(fs::read(lost.0.join("secrets/pepper")).unwrap(), [7; 32]);
        assert!(recipient(&lost.0).unwrap().is_some());
        let other = Data::new();
        fs::write(other.0.join("secrets/pepper"), [8; 32]).unwrap();
        let told = bring_back(&other.0, &opened, &sealed).unwrap_err().to_string();
        assert!(told.contains("another server's"), "{told}");
    }
}
