//! Pages made smaller on their way, where that tells nobody anything.
//!
//! Whoever can count the bytes on a wire (the house's own network, say) and also write something on the page learns from
//! packing whether their guess stands elsewhere on it: packed together, what is the same gets shorter (BREACH). So a page
//! is packed only when everything on it that others may have written has one audience, who may all read it anyway; and the
//! one thing there that only its reader may know, the name they write under, is packed apart from all else. Pages that
//! mix audiences (home, notices), that are about one person (settings, names), or that hold a code are sent as they are.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use flate2::{Compress, Compression, Crc, FlushCompress};
use store::Mutant;

/// What others write there has one audience.
const OF_ONE_AUDIENCE: [&str; 2] = ["/t/", "/c/"];
/// The same for everybody.
const FOR_ALL: [&str; 5] = ["/help", "/help-now", "/about", "/privacy", "/robots.txt"];
/// Pages below those, about one person: the name they wear, a form they fill in, a decision about them.
const OF_ONE_PERSON: [&str; 9] =
    ["/name", "/new", "/edit", "/deletion", "/report", "/decisions", "/queue", "/settings", "/closing"];

/// What only the reader of a page may know stands between these: the composer, and a community's card about them.
const SEALED: [(&str, &str); 2] =
    [("<form class=\"composer", "</form>"), ("<div class=\"card yours\"", "</div>")];
/// A page has little to win below this.
const SMALLEST: usize = 1_024;
/// Longer pages are not made.
const LONGEST: usize = 16 * 1_024 * 1_024;
/// Quick: a page should not wait for its last hundred bytes.
const LEVEL: u32 = 3;

/// Whether a browser takes an answer in this encoding.
#[must_use]
pub fn is_accepted(headers: &HeaderMap, encoding: &str) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        name.trim().eq_ignore_ascii_case(encoding)
            && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn may_be_packed(path: &str) -> bool {
    if Mutant::EverythingPacked.is_on() || FOR_ALL.contains(&path) || path.starts_with("/help/") {
        return true;
    }
    let of_one = OF_ONE_AUDIENCE.iter().any(|start| path.starts_with(start));
    of_one && !OF_ONE_PERSON.iter().any(|end| path.ends_with(end))
}

/// Packs a page for a browser that can unpack it.
pub async fn pack(request: Request, next: Next) -> Response {
    let fits = request.method() == Method::GET && may_be_packed(request.uri().path());
    let accepts = is_accepted(request.headers(), "gzip");
    let mut response = next.run(request).await;
    if !fits || !is_plain_page(&response) {
        return response;
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !accepts {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(page) = to_bytes(body, LONGEST).await else {
        head.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(head, Body::empty());
    };
    let Some(packed) = (page.len() >= SMALLEST).then(|| packed(&page)).flatten() else {
        return Response::from_parts(head, Body::from(page));
    };
    head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    head.headers.insert(header::CONTENT_LENGTH, packed.len().into());
    Response::from_parts(head, Body::from(packed))
}

fn is_plain_page(response: &Response) -> bool {
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    response.status() == StatusCode::OK
        && kind.starts_with(b"text/html")
        && !headers.contains_key(header::CONTENT_ENCODING)
}

/// The page in gzip's format, each part as if nothing stood beside it.
fn packed(page: &[u8]) -> Option<Bytes> {
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut packer = Compress::new(Compression::new(LEVEL), false);
    let mut crc = Crc::new();
    crc.update(page);
    let mut out = Vec::with_capacity(page.len() / 4 + 1_024);
    out.extend(HEAD);
    for part in parts(page) {
        // A full flush: what follows knows nothing of what came before.
        add(&mut packer, part, &mut out, FlushCompress::Full)?;
    }
    add(&mut packer, &[], &mut out, FlushCompress::Finish)?;
    out.extend(crc.sum().to_le_bytes());
    out.extend(crc.amount().to_le_bytes());
    Some(Bytes::from(out))
}

fn add(packer: &mut Compress, part: &[u8], out: &mut Vec<u8>, flush: FlushCompress) -> Option<()> {
    let begun = packer.total_in();
    loop {
        let done = usize::try_from(packer.total_in() - begun).ok()?;
        out.reserve(1_024.max((part.len() - done) / 4));
        packer.compress_vec(&part[done..], out, flush).ok()?;
        let taken = packer.total_in() - begun == part.len() as u64;
        if taken && out.len() < out.capacity() {
            return Some(());
        }
    }
}

/// The page cut where something sealed begins and ends.
fn parts(page: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = page;
    if Mutant::EverythingPacked.is_on() {
        return vec![page];
    }
    while let Some((begin, end)) = sealed(rest) {
        let (before, after) = rest.split_at(begin);
        parts.extend([before, &after[..end]]);
        rest = &after[end..];
    }
    parts.push(rest);
    parts
}

/// Where the first sealed part begins, and how long it is.
fn sealed(page: &[u8]) -> Option<(usize, usize)> {
    let found = SEALED.iter().filter_map(|(begin, end)| Some((find(page, begin)?, end)));
    let (begin, end) = found.min_by_key(|(begin, _)| *begin)?;
    let length = find(&page[begin..], end).unwrap_or(page.len() - begin);
    Some((begin, length))
}

fn find(page: &[u8], words: &str) -> Option<usize> {
    page.windows(words.len()).position(|window| window == words.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn page(comment: &str, name: &str) -> String {
        let lines: String = (0..200).map(|n| format!("<p>Evening {n}, and it went by.</p>\n")).collect();
        format!(
            "<main>{lines}<p>{comment}</p><form class=\"composer form\"><strong>You are {name} here.</strong></form></main>"
        )
    }

    fn length(comment: &str, name: &str) -> usize {
        packed(page(comment, name).as_bytes()).unwrap().len()
    }

    #[test]
    fn a_packed_page_is_the_page() {
        for (comment, name) in [("hello", "quiet heron"), ("", ""), ("ümläut", "x")] {
            let page = page(comment, name);
            let packed = packed(page.as_bytes()).unwrap();
            assert!(packed.len() < page.len() / 3);
            let mut unpacked = String::new();
            flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, page);
        }
    }

    #[test]
    fn a_guess_beside_a_name_makes_no_page_shorter() {
        let name = "quiet heron";
        let guesses = ["You are quiet heron here.", "You are loud magpie here.", "You are quick otter here."];
        let with = |name: &str| guesses.map(|guess| length(guess, name));
        let lengths = [name, "loud magpie", "quick otter"].map(with);
        // What the guess costs has nothing to do with the name beside it.
        for guess in 1..3 {
            let differences = lengths.map(|row| row[guess] as i64 - row[0] as i64);
            assert!(differences.iter().all(|one| *one == differences[0]), "{lengths:?}");
        }
    }

    #[test]
    fn a_guess_beside_a_name_that_is_packed_with_it_is_caught() {
        Mutant::EverythingPacked.switch_on();
        let [right, wrong] = ["quiet heron", "loud magpie"].map(|name| format!("You are {name} here."));
        let (right, wrong) = (length(&right, "quiet heron"), length(&wrong, "quiet heron"));
        assert!(right < wrong, "{right} against {wrong}");
    }

    #[test]
    fn what_is_of_one_person_or_of_many_audiences_is_not_packed() {
        for path in [
            "/t/5",
            "/c/porch",
            "/c/porch@harbor.example/guidelines",
            "/help",
            "/help/members/names",
            "/help-now",
        ] {
            assert!(may_be_packed(path), "{path}");
        }
        for path in [
            "/",
            "/feed",
            "/notices",
            "/mine",
            "/settings/names",
            "/join/x",
            "/setup/x",
            "/c/porch/name",
            "/t/5/edit",
            "/c/porch/threads/new",
            "/sign-in",
        ] {
            assert!(!may_be_packed(path), "{path}");
        }
    }

    #[test]
    fn a_browser_says_what_it_takes() {
        let headers = |value: &'static str| {
            HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))])
        };
        assert!(is_accepted(&headers("deflate, GZIP;q=0.5, br"), "gzip"));
        assert!(!is_accepted(&headers("gzip;q=0, br"), "gzip"));
        assert!(!is_accepted(&headers("identity"), "gzip") && !is_accepted(&HeaderMap::new(), "gzip"));
    }
}
