//! Makes the files that pages ask for ready to be sent: each under an address with a hash of its content, and packed twice,
//! so that no request has to wait for that.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// The order in which the styles stand: `tokens` names the layers.
const STYLES: [&str; 5] = ["tokens.css", "base.css", "layout.css", "parts.css", "pages.css"];
const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

fn main() -> Result<(), Box<dyn Error>> {
    let frontend = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../frontend");
    let mut shelf = Shelf { folder: env::var("OUT_DIR")?.into(), list: String::from("&[\n") };
    let mut style = Vec::new();
    for name in STYLES {
        style.extend(fs::read(frontend.join("styles").join(name))?);
    }
    shelf.put("styles", "porch", "css", CSS, &style)?;
    shelf.put("styles", "lamp", "png", "image/png", &fs::read(frontend.join("styles/icon.png"))?)?;
    shelf.put_all(&frontend.join("scripts"), "scripts", "js", JAVASCRIPT)?;
    shelf.put_all(&frontend.join("pictures/help"), "help/pictures", "png", "image/png")?;
    shelf.list.push(']');
    fs::write(shelf.folder.join("files.rs"), shelf.list)?;
    for folder in ["styles", "scripts", "pictures/help"] {
        println!("cargo::rerun-if-changed={}", frontend.join(folder).display());
    }
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// Where the ready files are put, and the list of them as Rust.
struct Shelf {
    folder: PathBuf,
    list: String,
}

impl Shelf {
    fn put_all(&mut self, from: &Path, folder: &str, ending: &str, kind: &str) -> Result<(), Box<dyn Error>> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(from)?.map(|file| Ok(file?.path())).collect::<Result<_, std::io::Error>>()?;
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|known| known == ending)) {
            let name = file.file_stem().and_then(|name| name.to_str()).ok_or("a file's name is no text")?;
            self.put(folder, name, ending, kind, &fs::read(file)?)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        folder: &str,
        name: &str,
        ending: &str,
        kind: &str,
        content: &[u8],
    ) -> Result<(), Box<dyn Error>> {
        let file = format!("{name}-{}.{ending}", fingerprint(content));
        fs::write(self.folder.join(&file), content)?;
        let packed = kind.starts_with("text/");
        if packed {
            fs::write(self.folder.join(format!("{file}.gz")), gzip(content)?)?;
            fs::write(self.folder.join(format!("{file}.br")), brotli(content)?)?;
        }
        let include =
            |ending: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}{ending}\"))");
        let include_packed =
            |ending: &str| if packed { format!("Some({})", include(ending)) } else { "None".to_owned() };
        writeln!(
            self.list,
            "File {{ folder: {folder:?}, name: {name:?}, address: \"/{folder}/{file}\", kind: {kind:?}, plain: {}, gzip: {}, brotli: {} }},",
            include(""),
            include_packed(".gz"),
            include_packed(".br")
        )?;
        Ok(())
    }
}

fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn gzip(content: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content)?;
    packer.finish()
}

fn brotli(content: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut packed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(packed)
}
