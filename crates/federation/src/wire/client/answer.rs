//! What an answer must look like before it is read: its content type, and its size.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use bytes::{Bytes, BytesMut};

use super::refusal::FetchRefusal;
use crate::wire::json::MAX_BYTES;

const PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// The kind of document that is asked for.
///
/// The kind of the answer is checked because an uploaded file, served as what its uploader likes, must not pass for
/// what the server itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accept {
    /// An ActivityPub object, actor, activity or collection.
    ActivityPub,
    /// A WebFinger answer.
    WebFinger,
    /// A NodeInfo document, or the list of them.
    NodeInfo,
    /// A picture.
    Picture,
}

impl Accept {
    /// What the `Accept` header of the request says.
    pub(crate) fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::ActivityPub => concat!(
                "application/activity+json, application/ld+json; ",
                r#"profile="https://www.w3.org/ns/activitystreams""#
            ),
            Self::WebFinger => "application/jrd+json, application/json",
            Self::NodeInfo => "application/json",
            Self::Picture => "image/jpeg, image/png, image/webp, image/gif",
        })
    }

    /// How many bytes of an answer are read.
    fn most(self) -> usize {
        match self {
            Self::Picture => forum::media::HEAVIEST,
            _ => MAX_BYTES,
        }
    }

    /// Whether an answer of this content type is what was asked for.
    pub fn admits(self, content_type: &str) -> bool {
        let mut parts = content_type.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        match (self, kind.as_str()) {
            (Self::ActivityPub, "application/activity+json") => true,
            (Self::ActivityPub, "application/ld+json") => parts.any(is_activity_profile),
            (Self::WebFinger, "application/jrd+json" | "application/json") => true,
            (Self::NodeInfo, "application/json") => true,
            (Self::Picture, "image/jpeg" | "image/png" | "image/webp" | "image/gif") => true,
            _ => false,
        }
    }
}

/// The value may hold several profiles, separated by spaces.
fn is_activity_profile(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let mut profiles = value.trim().trim_matches('"').split_ascii_whitespace();
    name.trim().eq_ignore_ascii_case("profile") && profiles.any(|profile| profile == PROFILE)
}

/// Reads a successful answer of the right kind, and no more of it than is reasonable.
pub(crate) async fn read(mut response: reqwest::Response, accept: Accept) -> Result<Bytes, FetchRefusal> {
    if !response.status().is_success() {
        return Err(FetchRefusal::Status(response.status()));
    }
    let mut types = response.headers().get_all(CONTENT_TYPE).iter();
    let content_type = types.next().and_then(|value| value.to_str().ok()).unwrap_or_default();
    if types.next().is_some() || !accept.admits(content_type) {
        return Err(FetchRefusal::ContentType);
    }
    // Counted as it arrives and after unpacking: what a header says of the size may be a lie.
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > accept.most() {
            return Err(FetchRefusal::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c01_only_activity_types_count_as_activities() {
        let admitted = [
            "application/activity+json",
            "Application/Activity+JSON; charset=UTF-8",
            r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#,
            r#"application/ld+json;charset=utf-8;Profile="https://www.w3.org/ns/activitystreams""#,
            r#"application/ld+json; profile="http://other.example/ https://www.w3.org/ns/activitystreams""#,
            "application/ld+json; profile=https://www.w3.org/ns/activitystreams",
        ];
        for text in admitted {
            assert!(Accept::ActivityPub.admits(text), "{text}");
        }
        let refused = [
            "",
            "text/html",
            "application/json",
            "application/ld+json",
            "text/plain; application/activity+json",
            r#"application/ld+json; profile="https://evil.example/""#,
            "application/activity+jsonp",
            "image/png",
            r#"application/json; profile="https://www.w3.org/ns/activitystreams""#,
        ];
        for text in refused {
            assert!(!Accept::ActivityPub.admits(text), "{text}");
        }
    }

    #[test]
    fn other_documents_have_other_types() {
        assert!(Accept::WebFinger.admits("application/jrd+json; charset=utf-8"));
        assert!(Accept::WebFinger.admits("application/json"));
        assert!(!Accept::WebFinger.admits("text/html"));
        assert!(
            Accept::NodeInfo
                .admits(r#"application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.1#""#)
        );
        assert!(!Accept::NodeInfo.admits("text/plain"));
    }
}
