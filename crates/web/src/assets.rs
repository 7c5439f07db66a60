//! Styles, scripts and the help's pictures: part of the program, each under an address that holds a hash of its content,
//! and packed while the program was built.

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;

use crate::{errors::Error, packing, site::Site};

/// One file, as it is and packed; pictures are packed already.
struct File {
    folder: &'static str,
    name: &'static str,
    address: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

/// All of them: `build.rs` makes the list.
const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The addresses of the files that many pages ask for.
pub struct Assets {
    /// The one style sheet.
    pub style: &'static str,
    /// The script that helps to leave quickly.
    pub leave: &'static str,
    /// The script that keeps drafts in the tab.
    pub drafts: &'static str,
    /// The script that works the moderators' queue by keyboard.
    pub queue: &'static str,
    /// The tab's icon.
    pub icon: &'static str,
}

impl Assets {
    /// Those that the program carries.
    #[must_use]
    pub fn embedded() -> Self {
        let must = |folder, name| address(folder, name).unwrap_or_default();
        Self {
            style: must("styles", "porch"),
            leave: must("scripts", "leave"),
            drafts: must("scripts", "drafts"),
            queue: must("scripts", "queue"),
            icon: must("styles", "lamp"),
        }
    }
}

/// Where the file of this name in this folder can be had.
#[must_use]
pub fn address(folder: &str, name: &str) -> Option<&'static str> {
    FILES.iter().find(|file| file.folder == folder && file.name == name).map(|file| file.address)
}

/// `/styles/…`, `/scripts/…` and `/help/pictures/…`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/styles/{file}", get(show))
        .route("/scripts/{file}", get(show))
        .route("/help/pictures/{file}", get(show))
}

async fn show(request: Request) -> Response {
    let address = request.uri().path();
    match FILES.iter().find(|file| file.address == address) {
        Some(file) => file.answer(request.headers()),
        None => Error::NotFound.into_response(),
    }
}

impl File {
    fn answer(&self, headers: &HeaderMap) -> Response {
        // Weak: the same content may come packed or not.
        let tag = format!("W/\"{}\"", self.address);
        let kept = [
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::ETAG, &tag),
            (header::VARY, "accept-encoding"),
        ];
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return (StatusCode::NOT_MODIFIED, kept).into_response();
        }
        let kind = [(header::CONTENT_TYPE, self.kind)];
        let packed = [("br", self.brotli), ("gzip", self.gzip)];
        for (encoding, content) in packed {
            if let Some(content) = content
                && packing::is_accepted(headers, encoding)
            {
                let encoding = [(header::CONTENT_ENCODING, encoding)];
                return (kept, kind, encoding, Bytes::from_static(content)).into_response();
            }
        }
        (kept, kind, Bytes::from_static(self.plain)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_is_the_same_and_smaller() {
        assert!(FILES.len() >= 4);
        for file in FILES.iter().filter(|file| file.gzip.is_some()) {
            let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
            flate2::read::GzDecoder::new(file.gzip.unwrap()).read_to_end(&mut gzip).unwrap();
            brotli::BrotliDecompress(&mut file.brotli.unwrap(), &mut brotli).unwrap();
            assert!(gzip == file.plain && brotli == file.plain, "{}", file.address);
            assert!(file.brotli.unwrap().len() < file.gzip.unwrap().len(), "{}", file.address);
        }
    }
}
