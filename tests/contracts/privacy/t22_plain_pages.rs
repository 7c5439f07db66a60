//! What Tor Browser's strictest setting takes away, no page needs: scripts, SVG, MathML, fonts from afar, canvas, frames.
//! The journeys in `tests/browser` walk every page without scripts; this looks at what the pages are made of.

use std::path::{Path, PathBuf};

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend").join(folder)];
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html" || ending == "css") {
                found.push((path.clone(), std::fs::read_to_string(path).unwrap().to_lowercase()));
            }
        }
    }
    found
}

/// In a template: what a browser without scripts and pictures would not show, or would not let anybody press.
const NOT_IN_TEMPLATES: [&str; 16] = [
    "<svg",
    "<math",
    "<canvas",
    "<object",
    "<embed",
    "<iframe",
    "<video",
    "<audio",
    "<dialog",
    "popover",
    "<style",
    " style=",
    " onclick",
    " onchange",
    "javascript:",
    "type=\"button\"",
];
/// In a style: what is fetched.
const NOT_IN_STYLES: [&str; 5] = ["url(", "@import", "@font-face", "image-set(", "svg"];

fn found_in(text: &str, unwanted: &[&str]) -> Vec<String> {
    let mut found: Vec<String> =
        unwanted.iter().filter(|what| text.contains(**what)).map(ToString::to_string).collect();
    // A script may help, from our own file; nothing stands in the page itself.
    let scripts = text.split("<script").skip(1);
    found.extend(
        scripts
            .filter(|script| !script.starts_with(" type=\"module\" src=\"{{ page.site.assets."))
            .map(str::to_owned),
    );
    found
}

#[test]
fn no_page_is_made_of_what_the_strictest_setting_takes_away() {
    let (templates, styles) = (files("templates"), files("styles"));
    assert!(templates.len() > 40 && styles.len() >= 5, "the test can see");
    for (all, unwanted) in [(templates, &NOT_IN_TEMPLATES[..]), (styles, &NOT_IN_STYLES[..])] {
        for (path, text) in all {
            assert_eq!(found_in(&text, unwanted), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn a_page_that_needs_a_script_or_a_drawing_is_caught() {
    for bad in [
        "<p><svg/></p>",
        "<script>alert(1)</script>",
        "<a onclick=\"x()\">",
        "<script src=\"//far.example\">",
    ] {
        assert!(!found_in(bad, &NOT_IN_TEMPLATES).is_empty(), "{bad}");
    }
    assert!(!found_in("a { background: url(x.png) }", &NOT_IN_STYLES).is_empty());
}
