//! A number in an address: nonsense there is a page that does not exist, not a broken form.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{Error, site::Site};

/// What stands in the gaps of an address.
pub struct Id<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Site>> for Id<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Error> {
        let path = Path::<T>::from_request_parts(parts, site).await;
        path.map(|Path(id)| Self(id)).map_err(|_| Error::NotFound)
    }
}
