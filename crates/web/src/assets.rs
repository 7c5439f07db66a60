//! Styles and scripts, embedded in the program, each under an address that holds a hash of its content.

use std::{collections::HashMap, io::Write, sync::Arc};

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::{errors::Error, site::Site};

#[derive(RustEmbed)]
#[folder = "../../frontend/styles"]
struct Styles;

#[derive(RustEmbed)]
#[folder = "../../frontend/scripts"]
struct Scripts;

/// The order in which the styles stand: `tokens` names the layers.
const ORDER: [&str; 5] = ["tokens.css", "base.css", "layout.css", "parts.css", "pages.css"];

/// The tab's icon: a plain lamp.
const ICON: &[u8] = include_bytes!("../../../frontend/styles/icon.png");

/// The files a page may ask for, and their addresses.
pub struct Assets {
    /// The one style sheet.
    pub style: String,
    /// The script that helps to leave quickly.
    pub leave: String,
    /// The script that keeps drafts in the tab.
    pub drafts: String,
    /// The tab's icon.
    pub icon: String,
    files: HashMap<String, File>,
}

struct File {
    content: Bytes,
    /// Packed once at the start, for phones on prepaid data; pictures are packed already.
    packed: Option<Bytes>,
    kind: &'static str,
}

impl Assets {
    /// Reads what the program carries.
    #[must_use]
    pub fn embedded() -> Self {
        let mut files = HashMap::new();
        let style = keep(&mut files, "styles", "porch", "css", "text/css; charset=utf-8", &styles());
        let leave = keep_script(&mut files, "leave");
        let drafts = keep_script(&mut files, "drafts");
        let icon = keep(&mut files, "styles", "lamp", "png", "image/png", ICON);
        Self { style, leave, drafts, icon, files }
    }
}

fn styles() -> Vec<u8> {
    let parts = ORDER.iter().filter_map(|name| Styles::get(name));
    parts.flat_map(|part| part.data.into_owned()).collect()
}

fn keep_script(files: &mut HashMap<String, File>, name: &str) -> String {
    let script = Scripts::get(&format!("{name}.js")).map(|file| file.data.into_owned());
    keep(files, "scripts", name, "js", "text/javascript; charset=utf-8", &script.unwrap_or_default())
}

fn keep(
    files: &mut HashMap<String, File>,
    folder: &str,
    name: &str,
    ending: &str,
    kind: &'static str,
    content: &[u8],
) -> String {
    let address = format!("/{folder}/{name}-{}.{ending}", fingerprint(content));
    let packed = kind.starts_with("text/").then(|| pack(content)).flatten();
    files.insert(address.clone(), File { content: Bytes::copy_from_slice(content), packed, kind });
    address
}

fn pack(content: &[u8]) -> Option<Bytes> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).ok()?;
    packer.finish().ok().map(Bytes::from)
}

fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// `/styles/…` and `/scripts/…`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/styles/{file}", get(style)).route("/scripts/{file}", get(script))
}

async fn style(State(site): State<Arc<Site>>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    serve(&site.assets, &format!("/styles/{file}"), &headers)
}

async fn script(State(site): State<Arc<Site>>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    serve(&site.assets, &format!("/scripts/{file}"), &headers)
}

fn serve(assets: &Assets, address: &str, headers: &HeaderMap) -> Response {
    let Some(file) = assets.files.get(address) else { return Error::NotFound.into_response() };
    let tag = format!("\"{address}\"");
    let kept = [(header::CACHE_CONTROL, "public, max-age=31536000, immutable"), (header::ETAG, &tag)];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let kind = [(header::CONTENT_TYPE, file.kind), (header::VARY, "accept-encoding")];
    match &file.packed {
        Some(packed) if unpacks(headers) => {
            (kept, kind, [(header::CONTENT_ENCODING, "gzip")], packed.clone()).into_response()
        }
        _ => (kept, kind, file.content.clone()).into_response(),
    }
}

fn unpacks(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|encodings| encodings.split(',').any(|encoding| encoding.trim() == "gzip"))
}
