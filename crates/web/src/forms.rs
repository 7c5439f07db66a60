//! Forms: read once, refused kindly when broken, and safe to be sent twice.

use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::{Chance, Tag};

use crate::Error;

/// The most that any form may hold; what a post may hold is the forum's to say.
pub const BODY_LIMIT: usize = 512 * 1_024;

/// A posted form; a field may stand in it several times (`Vec<String>` with `#[serde(default)]`).
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let form = axum_extra::extract::Form::<T>::from_request(request, state).await;
        form.map(|form| Self(form.0)).map_err(|_| Error::Status(StatusCode::BAD_REQUEST))
    }
}

/// A value for a form's hidden field `once`.
#[must_use]
pub fn once(chance: &Chance) -> String {
    chance.code(24)
}

/// The key under which a form sent twice is known; `None` when it carries none.
#[must_use]
pub fn once_tag(once: &str) -> Option<Tag> {
    (!once.is_empty()).then(|| Tag::cut(&Sha256::digest(once)))
}

/// A browser sends lines with `\r\n`; we keep and count `\n`.
#[must_use]
pub fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A posted form as it came: kept through signing in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Where it was sent.
    pub path: String,
    /// What it held, in order.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// Reads a form's body.
    #[must_use]
    pub fn read(path: &str, body: &[u8]) -> Self {
        Self { path: path.to_owned(), fields: url::form_urlencoded::parse(body).into_owned().collect() }
    }

    /// As one text, for one hidden field.
    #[must_use]
    pub fn written(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish()
    }

    /// Whether it may be kept on a page: nothing secret, and not the way in or out.
    #[must_use]
    pub fn may_be_kept(&self) -> bool {
        let secret = |name: &str| name.contains("passphrase") || matches!(name, "code" | "current");
        !self.fields.is_empty() && !self.fields.iter().any(|(name, _)| secret(name))
    }
}

/// What is to be mended in a form, each at its field.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<FieldError>);

/// One thing to mend.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// The field's id on the page.
    pub field: &'static str,
    /// The translation key of what is wrong.
    pub key: &'static str,
}

impl Errors {
    /// Nothing to mend: a form shown for the first time.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One thing to mend.
    #[must_use]
    pub fn one(field: &'static str, key: &'static str) -> Self {
        Self(vec![FieldError { field, key }])
    }

    /// One thing more.
    pub fn add(&mut self, field: &'static str, key: &'static str) {
        self.0.push(FieldError { field, key });
    }

    /// Whether `field` is to be mended.
    #[must_use]
    pub fn at(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// What is wrong at `field`, by key.
    pub fn of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(move |error| error.field == field).map(|error| error.key)
    }

    /// All of it, in order.
    #[must_use]
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }

    /// Whether the form is fine.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
