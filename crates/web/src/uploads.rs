//! A form with a picture in it: read as it comes, no more of it than is taken, and handed on as a plain form with the
//! picture beside. So a picture that is too large loses nobody's words.

use std::convert::Infallible;

use axum::{
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request, multipart::Field},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
};
use bytes::{Bytes, BytesMut};
use forum::media::HEAVIEST;

use crate::forms::BODY_LIMIT;

/// What is read of a form at all: beyond it, whoever sends it is not heard to the end.
const PATIENCE: usize = 4 * HEAVIEST;

/// The file that came with a form.
#[derive(Clone, Debug)]
pub enum Upload {
    /// None.
    Nothing,
    /// All of it.
    Whole(Bytes),
    /// It was too large to be kept.
    TooHeavy,
}

impl<S: Sync> FromRequestParts<S> for Upload {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.remove().unwrap_or(Self::Nothing))
    }
}

/// Whether a form may hold files.
pub(crate) fn may_hold_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.get(..19).is_some_and(|start| start.eq_ignore_ascii_case(b"multipart/form-data"))
}

/// Reads such a form and makes a plain one of it; the file is put beside.
pub(crate) async fn unpack(parts: &mut Parts, body: Body) -> Result<Bytes, StatusCode> {
    let mut request = Request::from_parts(parts.clone(), body);
    DefaultBodyLimit::max(PATIENCE).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    let (mut fields, mut upload) = (Vec::new(), Upload::Nothing);
    let mut room = BODY_LIMIT;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            // Whoever sends too large a file is answered with the words that came before it.
            Err(_) if matches!(upload, Upload::TooHeavy) => break,
            Err(_) => return Err(StatusCode::BAD_REQUEST),
        };
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            upload = file(field).await?;
            continue;
        }
        let value = field.text().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        room = room.checked_sub(name.len() + value.len()).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        fields.push((name, value));
    }
    let plain = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let plain = Bytes::from(plain);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.insert(header::CONTENT_LENGTH, plain.len().into());
    parts.extensions.insert(upload);
    Ok(plain)
}

/// Reads a file to its end, and keeps it unless it is too large.
async fn file(mut field: Field<'_>) -> Result<Upload, StatusCode> {
    let (mut whole, mut heavy) = (BytesMut::new(), false);
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) if heavy || whole.len() + chunk.len() > HEAVIEST => {
                heavy = true;
                whole = BytesMut::new();
            }
            Ok(Some(chunk)) => whole.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(_) if heavy => break,
            Err(_) => return Err(StatusCode::BAD_REQUEST),
        }
    }
    Ok(match (heavy, whole.is_empty()) {
        (true, _) => Upload::TooHeavy,
        // A form in which no file was chosen.
        (false, true) => Upload::Nothing,
        (false, false) => Upload::Whole(whole.freeze()),
    })
}
