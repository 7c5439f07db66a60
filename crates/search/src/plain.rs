//! From the HTML that is kept to its words. It is clean already (`forum::text`): no comments, no scripts.

/// The words of clean HTML; ends of blocks are spaces.
pub(crate) fn text(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') { tag(rest, &mut plain) } else { entity(rest, &mut plain) };
    }
    plain.push_str(rest);
    plain
}

/// Passes over a tag. Emphasis within a word leaves it whole; anything else ends it.
fn tag<'h>(html: &'h str, plain: &mut String) -> &'h str {
    let Some(end) = html.find('>') else {
        plain.push('<');
        return &html[1..];
    };
    let name = html[1..end].trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
    if !matches!(name, "a" | "b" | "i" | "em" | "strong" | "s" | "del" | "ins" | "sub" | "sup" | "code") {
        plain.push(' ');
    }
    &html[end + 1..]
}

fn entity<'h>(html: &'h str, plain: &mut String) -> &'h str {
    const LONGEST: usize = 10;
    let end = html.bytes().take(LONGEST).position(|byte| byte == b';');
    match end.and_then(|end| Some((end, named(&html[1..end])?))) {
        Some((end, character)) => {
            plain.push(character);
            &html[end + 1..]
        }
        None => {
            plain.push('&');
            &html[1..]
        }
    }
}

fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => number(name.strip_prefix('#')?),
    }
}

fn number(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    number.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_left() {
        assert_eq!(
            text("<p>I can&#39;t <em>sl</em>eep</p><p>3 &lt; 4 &amp; so</p>"),
            " I can't sleep  3 < 4 & so "
        );
        assert_eq!(text("a & b < c &nothing; <p"), "a & b < c &nothing; <p");
    }
}
