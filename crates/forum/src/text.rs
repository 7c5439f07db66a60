//! From what people write to what is safe to show.

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use comrak::{Arena, Options, format_html, nodes::NodeValue, parse_document};
use moderation::legible;
use store::Mutant;

/// The longest title, in characters.
pub const TITLE_MOST: usize = 200;
/// The longest body, in characters.
pub const BODY_MOST: usize = 20_000;
/// The longest body from another server, in characters of cleaned HTML.
pub(crate) const REMOTE_MOST: usize = 5 * BODY_MOST;

/// What a text may be made of. No pictures, no forms, no styles: nothing that asks another server for anything.
const TAGS: [&str; 31] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
/// What is dropped with all that is in it.
const DROPPED: [&str; 16] = [
    "script", "style", "svg", "math", "iframe", "object", "embed", "noscript", "template", "textarea",
    "select", "title", "video", "audio", "canvas", "form",
];
/// Deeper nesting than this serves nobody but those who want to break a page.
const DEEPEST: usize = 60;

static BROOM: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut broom = Builder::empty();
    broom
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(DROPPED))
        .tag_attributes([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))].into())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer ugc"));
    broom
});

static STRIPPER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut stripper = Builder::empty();
    stripper.clean_content_tags(HashSet::from(DROPPED));
    stripper
});

static MARKDOWN: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    // Line breaks are kept as written, and what looks like HTML is shown as it was typed.
    options.render.hardbreaks = true;
    options.render.escape = true;
    options
});

/// Markdown to HTML: no raw HTML, no pictures (their words stay), headings below those of the page.
#[must_use]
pub fn render(markdown: &str) -> String {
    if Mutant::RawHtml.is_on() {
        return markdown.to_owned();
    }
    let arena = Arena::new();
    let root = parse_document(&arena, &legible::text(markdown), &MARKDOWN);
    let images: Vec<_> =
        root.descendants().filter(|node| matches!(node.data.borrow().value, NodeValue::Image(_))).collect();
    for image in images {
        let words: Vec<_> = image.children().collect();
        words.into_iter().for_each(|word| image.insert_before(word));
        image.detach();
    }
    let mut html = String::new();
    match format_html(root, &MARKDOWN, &mut html) {
        Ok(()) => clean(&html),
        Err(_) => unreachable!("writing to a String does not fail"),
    }
}

/// HTML from another server to HTML that is safe here.
#[must_use]
pub fn clean(html: &str) -> String {
    if Mutant::RawHtml.is_on() {
        return html.to_owned();
    }
    let html = legible::text(html);
    if is_too_deep(&html) {
        return ammonia::clean_text(&html);
    }
    let once = BROOM.clean(&html).to_string();
    // Entities hide characters from the first look; what remains after taking them out is looked at again.
    let bare = legible::text(&once);
    let cleaned = if bare == once { once } else { BROOM.clean(&bare).to_string() };
    lower_headings(&cleaned)
}

/// The words alone, a line for each paragraph.
#[must_use]
pub fn plain(html: &str) -> String {
    let lined = ["</p>", "<br>", "<br />", "</li>", "</tr>", "</h3>", "</h4>", "</h5>", "</h6>", "</pre>"]
        .iter()
        .fold(html.to_owned(), |html, end| html.replace(end, &format!("{end}\n")));
    let bare = STRIPPER.clean(&lined).to_string();
    let words = bare.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    legible::text(&words).trim().to_owned()
}

/// One line of plain text without control characters: titles, names.
#[must_use]
pub fn line(text: &str) -> String {
    legible::line(text)
}

/// The first words of a cleaned text.
#[must_use]
pub fn excerpt(html: &str, most: usize) -> String {
    let words = line(&plain(html));
    if words.chars().count() <= most {
        return words;
    }
    let cut: String = words.chars().take(most).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

/// How many links lead out of a cleaned text; the hashtags and mentions of other servers do not count.
pub fn links(html: &str) -> usize {
    let labels = html.split("<a ").skip(1).filter_map(|link| link.split_once('>'));
    labels.filter(|(_, label)| !label.starts_with(['#', '@'])).count()
}

/// Whether elements are nested so deep that it cannot be meant well. Such a text is shown as it was typed,
/// unparsed, because parsing it takes time that grows with the square of its depth.
fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
        match name.unwrap_or_default().to_ascii_lowercase().as_str() {
            // These never hold anything, or end by themselves where the next one begins.
            "" | "br" | "hr" | "img" | "wbr" | "input" | "p" | "li" | "tr" | "td" | "th" | "dd" | "dt" => {}
            _ if closes => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Headings in a text stand below the headings of the page.
fn lower_headings(html: &str) -> String {
    if !html.contains("<h1>") && !html.contains("<h2>") {
        return html.to_owned();
    }
    let lowered = html.replace("<h1>", "<h3>").replace("</h1>", "</h3>");
    lowered.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
}
