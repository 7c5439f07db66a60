//! Each colour that a server may choose keeps text readable and buttons visible, by day, at night and in the stark look.

use std::collections::BTreeMap;

use members::Colour;

/// The grounds on which a button may stand: paper and surface by day and at night, and the bar.
const GROUNDS: [&str; 4] = ["faf4e7", "fffcf5", "14262b", "1b3036"];
const BAR: [&str; 2] = ["17303a", "1f3d44"];

fn luminance(hex: &str) -> f64 {
    let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4))
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What the style sheet says of a colour: token → plain value.
fn tokens(sheet: &str, start: &str) -> BTreeMap<String, String> {
    let rule = sheet.split(start).nth(1).unwrap_or_else(|| panic!("no rule {start}"));
    let rule = rule.split('}').next().unwrap();
    let pairs = rule.split("--amber").skip(1).filter_map(|rest| {
        let (name, value) = rest.split_once(':')?;
        let plain = value.split("--plain, #").nth(1)?.get(..6)?;
        Some((name.trim_start_matches('-').to_owned(), plain.to_owned()))
    });
    pairs.collect()
}

fn wrong(sheet: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for colour in Colour::ALL {
        let word = colour.as_str();
        let found = tokens(sheet, &format!(".swatch.{word} {{"));
        let at = |name: &str| found.get(name).unwrap_or_else(|| panic!("{word} has no {name}")).as_str();
        let mut needs = |what: String, ratio: f64, least: f64| {
            if ratio < least {
                wrong.push(format!("{word}: {what} {ratio:.2}, not {least}"));
            }
        };
        for ground in ["", "lit"] {
            needs(format!("ink on {ground}"), contrast(at("ink"), at(ground)), 4.5);
        }
        for ground in GROUNDS {
            // A button is seen by its fill or by its edge.
            let seen = contrast(at(""), ground).max(contrast(at("line"), ground));
            needs(format!("button on {ground}"), seen, 3.0);
        }
        for ground in BAR {
            needs(format!("line below the bar {ground}"), contrast(at(""), ground), 3.0);
            needs(format!("focus in the bar {ground}"), contrast(at("lit"), ground), 3.0);
        }
    }
    wrong
}

fn sheet() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/styles/tokens.css")).unwrap()
}

#[test]
fn every_colour_is_seen_and_read() {
    assert_eq!(wrong(&sheet()), Vec::<String>::new());
}

#[test]
fn a_pale_colour_is_caught() {
    let pale = sheet().replace("#4c6b28", "#e8f2dc").replace("#13230a", "#a0b090");
    let told = wrong(&pale);
    assert!(told.iter().any(|one| one.starts_with("moss: ink on")), "{told:?}");
    assert!(told.iter().any(|one| one.starts_with("moss: button on faf4e7")), "{told:?}");
}
