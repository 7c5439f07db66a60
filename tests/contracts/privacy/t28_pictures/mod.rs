//! T28: a picture that somebody sends leaves with its pixels and nothing else, and whatever is sent, the program lives.
//!
//! What is left in a clean picture is judged by `exiftool`, which knows more of what cameras write than we do.

mod corpus;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use forum::{
    Refusal,
    media::{Darkroom, child},
};
use image::{GenericImageView, ImageFormat};
use serde_json::Value;
use store::{Chance, Mutant};

/// Tags that say how the file itself is written.
const STRUCTURE: &[&str] = &[
    "File:FileType",
    "File:FileTypeExtension",
    "File:MIMEType",
    "File:ImageWidth",
    "File:ImageHeight",
    "File:EncodingProcess",
    "File:BitsPerSample",
    "File:ColorComponents",
    "File:YCbCrSubSampling",
    "JFIF:JFIFVersion",
    "JFIF:ResolutionUnit",
    "JFIF:XResolution",
    "JFIF:YResolution",
    "PNG:ImageWidth",
    "PNG:ImageHeight",
    "PNG:BitDepth",
    "PNG:ColorType",
    "PNG:Compression",
    "PNG:Filter",
    "PNG:Interlace",
    "Composite:ImageSize",
    "Composite:Megapixels",
];

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("porchlight-pictures-{}", Chance::system().code(12)));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn darkroom() -> Darkroom {
    Darkroom::new(rig::server::binary())
}

/// A program that starts ours with a fault in it: ours is given no environment.
fn faulty(folder: &Folder, mutant: Mutant) -> PathBuf {
    let program =
        format!("exec env TEST_MUTANT={} '{}' \"$@\"", mutant.word(), rig::server::binary().display());
    script(folder, &program)
}

fn script(folder: &Folder, line: &str) -> PathBuf {
    let path = folder.0.join("program");
    std::fs::write(&path, format!("#!/bin/sh\nexport PATH=/usr/bin:/bin\n{line}\n")).unwrap();
    std::os::unix::fs::PermissionsExt::set_mode(&mut std::fs::metadata(&path).unwrap().permissions(), 0o700);
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    path
}

/// Every sample that tells something comes out silent.
async fn silent(darkroom: &Darkroom) -> Result<(), String> {
    let folder = Folder::new();
    let samples = corpus::telling();
    let mut said = Vec::new();
    for (at, (name, bytes)) in samples.iter().enumerate() {
        let clean = darkroom.develop(bytes).await.map_err(|refusal| format!("{name}: {refusal}"))?;
        if contains(&clean.bytes, corpus::CANARY.as_bytes()) {
            said.push(format!("{name}: the words of the sample"));
        }
        std::fs::write(folder.0.join(format!("{at:02}.{}", clean.kind.word())), &clean.bytes).unwrap();
    }
    for (file, tag) in tags(&folder.0) {
        let at: usize = file[..2].parse().unwrap();
        said.push(format!("{}: {tag}", samples[at].0));
    }
    if said.is_empty() { Ok(()) } else { Err(said.join("\n")) }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What `exiftool` finds in the files of a folder besides how they are written: file and tag.
fn tags(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let found = Command::new("exiftool").args(["-j", "-G1", "-a", "-u"]).args(&files).output();
    let found = found.expect("exiftool is missing: install libimage-exiftool-perl");
    let files: Vec<Value> = serde_json::from_slice(&found.stdout).expect("exiftool answers in JSON");
    let mut told = Vec::new();
    for file in files {
        let name = file["SourceFile"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        for tag in file.as_object().unwrap().keys() {
            let own = tag == "SourceFile" || tag == "ExifTool:ExifToolVersion" || tag.starts_with("System:");
            if !own && !STRUCTURE.contains(&tag.as_str()) {
                told.push((name.clone(), tag.clone()));
            }
        }
    }
    told
}

#[tokio::test]
async fn a_remade_picture_tells_nothing_but_its_pixels() {
    assert_eq!(silent(&darkroom()).await, Ok(()));
}

/// The samples are not silent themselves: exiftool finds what each was given.
#[test]
fn every_sample_tells_something() {
    let folder = Folder::new();
    let samples = corpus::telling();
    for (at, (_, bytes)) in samples.iter().enumerate() {
        std::fs::write(folder.0.join(format!("{at:02}.bin")), bytes).unwrap();
    }
    let told = tags(&folder.0);
    for (at, (name, bytes)) in samples.iter().enumerate() {
        let tagged = told.iter().any(|(file, _)| file.starts_with(&format!("{at:02}")));
        assert!(tagged || contains(bytes, corpus::CANARY.as_bytes()), "{name} tells nothing");
    }
    for group in ["GPS:", "XMP", "IPTC:", "ICC", "ExifIFD:", "JUMBF:", "PNG:", "IFD1:"] {
        assert!(told.iter().any(|(_, tag)| tag.starts_with(group)), "no sample has {group}: {told:?}");
    }
}

#[tokio::test]
async fn a_picture_that_is_passed_through_is_caught() {
    let folder = Folder::new();
    let program = faulty(&folder, Mutant::PicturePassesThrough);
    let told = silent(&Darkroom::new(program)).await.unwrap_err();
    assert!(told.contains("GPS") && told.contains("XMP"), "{told}");
}

#[tokio::test]
async fn a_picture_that_keeps_its_metadata_is_caught() {
    let folder = Folder::new();
    let program = faulty(&folder, Mutant::PictureKeepsMetadata);
    let told = silent(&Darkroom::new(program)).await.unwrap_err();
    assert!(told.contains("GPS"), "{told}");
}

/// All eight ways of holding a camera come out upright, in every format that says it.
async fn upright(darkroom: &Darkroom) -> Result<(), String> {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        for orientation in 1..=8 {
            let sample = corpus::turned(orientation, format);
            let clean = darkroom.develop(&sample).await.map_err(|refusal| refusal.to_string())?;
            let picture = image::load_from_memory(&clean.bytes).unwrap();
            let near = |x: u32, y: u32, wanted: [u8; 3]| {
                let pixel = picture.get_pixel(x, y).0;
                (0..3).all(|at| pixel[at].abs_diff(wanted[at]) < 40)
            };
            let right = picture.dimensions() == (96, 64)
                && near(10, 10, [230, 20, 20])
                && near(85, 10, [20, 230, 20])
                && near(10, 55, [20, 20, 230]);
            if !right {
                return Err(format!("{format:?} {orientation} does not come out upright"));
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_picture_stands_upright() {
    assert_eq!(upright(&darkroom()).await, Ok(()));
}

#[tokio::test]
async fn a_picture_that_stays_turned_is_caught() {
    let folder = Folder::new();
    let program = faulty(&folder, Mutant::PictureStaysTurned);
    assert!(upright(&Darkroom::new(program)).await.is_err());
}

#[tokio::test]
async fn whatever_is_sent_the_answer_is_a_picture_or_a_reason() {
    let darkroom = darkroom();
    let mut told = Vec::new();
    for (name, bytes) in corpus::hostile() {
        match darkroom.develop(&bytes).await {
            Ok(clean) => assert!(clean.width <= 2_048 && clean.height <= 2_048, "{name}"),
            Err(refusal) => told.push(format!("{name}: {}", refusal.key())),
        }
    }
    for expected in [
        "nothing: refusal-picture-kind",
        "svg: refusal-picture-kind",
        "a tiff: refusal-picture-kind",
        "12,001 wide: refusal-picture-wide",
        "12,001 high: refusal-picture-wide",
        "0 wide: refusal-picture-broken",
        "2,000,000,000 wide: refusal-picture-wide",
        "more memory than there is: refusal-picture-wide",
        "a claimed jpeg: refusal-picture-wide",
        "too many bytes: refusal-picture-heavy",
    ] {
        assert!(told.iter().any(|one| one == expected), "{expected} is missing in {told:#?}");
    }
    assert!(!told.iter().any(|one| one.starts_with("a bomb")), "12,000 by 12,000 of one colour is a picture");
    assert!(darkroom.develop(&corpus::jpeg(&corpus::meadow(64, 64))).await.is_ok(), "and it works on");
}

#[tokio::test]
async fn a_large_photo_becomes_a_small_one() {
    let clean = darkroom().develop(&corpus::jpeg(&corpus::meadow(3_000, 1_500))).await.unwrap();
    assert_eq!((clean.width, clean.height), (2_048, 1_024));
    assert_eq!(image::load_from_memory(&clean.bytes).unwrap().dimensions(), (2_048, 1_024));
}

#[tokio::test]
async fn who_takes_too_long_is_ended() {
    let folder = Folder::new();
    let slow = script(&folder, &format!("echo $$ > '{}/pid'\nexec sleep 300", folder.0.display()));
    let darkroom = Darkroom::new(slow).waiting_at_most(Duration::from_millis(700));
    let refusal = darkroom.develop(&corpus::jpeg(&corpus::meadow(8, 8))).await.unwrap_err();
    assert!(matches!(refusal, Refusal::PictureSlow), "{refusal}");
    let id = std::fs::read_to_string(folder.0.join("pid")).unwrap();
    assert!(!Path::new("/proc").join(id.trim()).exists(), "the process lives on");
}

/// The process that decodes has given up what it does not need before it reads a byte.
fn confined(program: &Path) -> Result<(), String> {
    let mut started = Command::new(program)
        .arg("picture")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let file = format!("/proc/{}/limits", started.id());
    let wanted = [
        ("Max address space", child::MEMORY),
        ("Max cpu time", child::SECONDS),
        ("Max open files", 3),
        ("Max file size", 0),
        ("Max core file size", 0),
    ];
    let mut missing = Vec::new();
    // It waits for a picture; by then its limits are set.
    for _ in 0..100 {
        let limits = std::fs::read_to_string(&file).unwrap_or_default();
        let is = |(name, most): &(&str, u64)| {
            let line = limits.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            let mut values = line.trim_start_matches(name).split_whitespace();
            values.next() == Some(&most.to_string()) && values.next() == Some(&most.to_string())
        };
        missing = wanted.iter().filter(|one| !is(one)).map(|(name, _)| *name).collect();
        if missing.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(started.stdin.take());
    let _ = started.wait();
    if missing.is_empty() { Ok(()) } else { Err(format!("not limited: {missing:?}")) }
}

#[test]
fn the_process_that_decodes_has_no_files_no_network_and_bounded_memory_and_time() {
    assert_eq!(confined(&rig::server::binary()), Ok(()));
}

#[test]
fn a_process_without_limits_is_caught() {
    let folder = Folder::new();
    assert!(confined(&faulty(&folder, Mutant::PictureUnlimited)).is_err());
}

/// The limit bites: what needs more memory than there is ends that process, and is told to whoever sent it.
#[tokio::test]
async fn who_takes_too_much_memory_is_refused() {
    let folder = Folder::new();
    let line = format!("ulimit -v 160000\nexec '{}' \"$@\"", rig::server::binary().display());
    let tight = Darkroom::new(script(&folder, &line));
    let refusal = tight.develop(&corpus::flat_png(12_000, 12_000, 0)).await.unwrap_err();
    assert!(matches!(refusal, Refusal::PictureWide), "{refusal}");
    assert!(tight.develop(&corpus::jpeg(&corpus::meadow(64, 64))).await.is_ok(), "a small one fits");
}

/// A writer that never hears an answer must not make the server wait: more bytes than a pipe holds, refused at once.
#[tokio::test]
async fn who_stops_listening_early_is_understood() {
    let folder = Folder::new();
    let deaf = Darkroom::new(script(&folder, "exec 0<&-; echo broken"));
    let mut long = Vec::new();
    long.write_all(&vec![7; 4 * 1_024 * 1_024]).unwrap();
    assert!(matches!(deaf.develop(&long).await, Err(Refusal::PictureBroken)));
}
