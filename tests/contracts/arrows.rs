//! A crate is a promise about what cannot be seen: the arrows of the design, held to the manifests.

use std::{collections::BTreeSet, path::Path};

/// Which of our crates each crate may use, downwards only.
const ARROWS: &[(&str, &[&str])] = &[
    ("store", &[]),
    ("members", &["store"]),
    ("moderation", &["store", "members"]),
    ("forum", &["store", "members", "moderation"]),
    ("search", &["store", "members"]),
    ("federation", &["store", "members", "moderation", "forum"]),
    ("web", &["store", "members", "moderation", "forum", "search", "federation"]),
    ("server", &["store", "members", "moderation", "forum", "search", "federation", "web"]),
];

fn manifest(path: &str) -> toml::Table {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(root.join(path)).unwrap().parse().unwrap()
}

fn ours(manifest: &toml::Table) -> BTreeSet<String> {
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    dependencies.keys().filter(|name| known.contains(name.as_str())).cloned().collect()
}

#[test]
fn every_crate_sees_only_what_lies_below() {
    for (name, allowed) in ARROWS {
        let used = ours(&manifest(&format!("crates/{name}/Cargo.toml")));
        let allowed: BTreeSet<String> = allowed.iter().map(ToString::to_string).collect();
        assert!(used.is_subset(&allowed), "{name} may use {allowed:?}, uses {used:?}");
    }
}

#[test]
fn every_crate_has_its_row() {
    let crates = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates")).unwrap();
    let found: BTreeSet<String> =
        crates.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect());
}

/// web and server speak to federation through its front rooms only.
#[test]
fn pages_see_little_of_federation() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/web/src");
    for file in rust_files(&pages) {
        let text = std::fs::read_to_string(&file).unwrap();
        for (at, _) in text.match_indices("federation::") {
            let after: String = text[at + "federation::".len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let allowed = ["lookup", "circle", "receipts", "status", "Federation", ""];
            assert!(allowed.contains(&after.as_str()), "{}: federation::{after}", file.display());
        }
    }
}

fn rust_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

#[test]
fn dependencies_stand_once_in_the_root_sorted() {
    let root = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml")).unwrap();
    let theirs = root.split("# Theirs, sorted.\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names: Vec<&str> = theirs.lines().filter_map(|line| line.split(" = ").next()).collect();
    assert!(names.is_sorted(), "{names:?}");
    for (name, _) in ARROWS {
        for (dependency, value) in
            manifest(&format!("crates/{name}/Cargo.toml"))["dependencies"].as_table().unwrap()
        {
            assert!(value.get("workspace").is_some(), "{name}: {dependency} is not from the root");
        }
    }
}

/// What the finished program is built with: its crates' features, as cargo would choose them for it alone.
fn features(package: &str) -> String {
    let arguments =
        ["tree", "--package", package, "--edges", "normal,features", "--invert", "store", "--offline"];
    let tree = std::process::Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    String::from_utf8(tree.stdout).unwrap()
}

/// The faults that tests switch on, and the counting of work, are not in what members use.
#[test]
fn the_product_carries_no_faults_on_purpose() {
    assert!(features("porchlight").contains("store feature \"default\""), "the test can see");
    assert!(!features("porchlight").contains("store feature \"testing\""));
    assert!(features("journeys").contains("store feature \"testing\""), "it would see the feature");
}

/// No OpenSSL: one TLS, in Rust, on every machine.
#[test]
fn the_lock_file_is_free_of_openssl() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock")).unwrap();
    for refused in ["name = \"openssl\"", "name = \"openssl-sys\"", "name = \"native-tls\""] {
        assert!(!lock.contains(refused), "{refused}");
    }
}
