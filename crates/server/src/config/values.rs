//! Settings as the program wants them: addresses parsed, limits in their units, and a refusal of what cannot be.

use std::time::Duration;

use axum::http::HeaderName;
use forum::media::{Bucket, Place};
use url::Url;

use super::{Config, ConfigError, refusal::unusable};
use crate::{backup::Keeping, door::Limits};

/// The ledger of deletions is kept for thirteen months: what is restored must not be older.
const LONGEST_KEPT: u64 = 365;

impl Config {
    /// The public address, parsed: scheme, host and perhaps a port; no path.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn base(&self) -> Result<Url, ConfigError> {
        let refused =
            || unusable("address", &self.address, "write https:// and the host name, and nothing after it");
        let url = Url::parse(&self.address).map_err(|_| refused())?;
        let plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if plain && matches!(url.scheme(), "http" | "https") && url.host_str().is_some() {
            Ok(url)
        } else {
            Err(refused())
        }
    }

    /// Where the source can be had, parsed; `None` when the operator gives it on request.
    ///
    /// # Errors
    /// When it is no address of a page.
    pub fn source(&self) -> Result<Option<Url>, ConfigError> {
        if self.source.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(&self.source).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        url.map(Some)
            .ok_or_else(|| unusable("source", &self.source, "write a web address, or leave it empty"))
    }

    /// The header in which the proxy says who asks, if it does.
    ///
    /// # Errors
    /// When no header can be called so.
    pub fn address_header(&self) -> Result<Option<HeaderName>, ConfigError> {
        if self.address_header.is_empty() {
            return Ok(None);
        }
        let header = self.address_header.to_lowercase().parse();
        header.map(Some).map_err(|_| {
            unusable("address_header", &self.address_header, "write the name of a header, or leave it empty")
        })
    }

    /// The onion service's address, parsed, if there is one.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn onion(&self) -> Result<Option<Url>, ConfigError> {
        if self.onion.is_empty() {
            return Ok(None);
        }
        let is_onion = |url: &Url| url.host_str().is_some_and(|host| host.ends_with(".onion"));
        let plain = |url: &Url| matches!(url.scheme(), "http" | "https") && url.path() == "/";
        let url =
            Url::parse(&self.onion).ok().filter(|url| is_onion(url) && plain(url) && url.query().is_none());
        url.map(Some).ok_or_else(|| {
            unusable("onion", &self.onion, "write http:// and the .onion name, and nothing after it")
        })
    }

    /// Where pictures lie.
    #[must_use]
    pub fn pictures(&self) -> Place {
        if self.bucket_endpoint.is_empty() {
            return Place::Folder(self.data.join("media"));
        }
        Place::Bucket(Bucket {
            endpoint: self.bucket_endpoint.clone(),
            name: self.bucket_name.clone(),
            region: self.bucket_region.clone(),
            key_id: self.bucket_key_id.clone(),
            key: self.bucket_key.clone(),
        })
    }

    /// Where backups are kept, and for how long; `None` when they are switched off.
    #[must_use]
    pub fn keeping(&self) -> Option<Keeping> {
        let folder = self.backups();
        let (data, days) = (self.data.clone(), self.backup_keep_days);
        (days > 0).then_some(Keeping { folder, data, days })
    }

    pub(super) fn keeping_is_usable(&self) -> Result<(), ConfigError> {
        if self.backup_keep_days <= LONGEST_KEPT {
            return Ok(());
        }
        let days = self.backup_keep_days.to_string();
        Err(unusable(
            "backup_keep_days",
            &days,
            "write at most 365: the list of deletions reaches no further",
        ))
    }

    pub(super) fn bucket_is_usable(&self) -> Result<(), ConfigError> {
        if self.bucket_endpoint.is_empty() {
            return Ok(());
        }
        if Url::parse(&self.bucket_endpoint).map_or(true, |url| !matches!(url.scheme(), "http" | "https")) {
            return Err(unusable(
                "bucket_endpoint",
                &self.bucket_endpoint,
                "write a web address, or leave it empty",
            ));
        }
        for (key, value) in [("bucket_name", &self.bucket_name), ("bucket_key_id", &self.bucket_key_id)] {
            if value.is_empty() {
                return Err(unusable(key, value, "a bucket needs it"));
            }
        }
        // Never shown, not even when it is wrong.
        if self.bucket_key.is_empty() { Err(unusable("bucket_key", "", "a bucket needs it")) } else { Ok(()) }
    }

    /// How much is let in at once.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            connections: usize::try_from(self.connections).unwrap_or(usize::MAX),
            requests: usize::try_from(self.requests).unwrap_or(usize::MAX),
            patience: Duration::from_secs(self.patience),
        }
    }

    pub(super) fn limits_are_usable(&self) -> Result<(), ConfigError> {
        let numbers = [
            ("connections", self.connections, 1..=100_000, "write a number from 1 to 100000"),
            ("requests", self.requests, 1..=10_000, "write a number from 1 to 10000"),
            ("patience", self.patience, 1..=600, "write a number of seconds from 1 to 600"),
        ];
        for (key, value, range, why) in numbers {
            if !range.contains(&value) {
                return Err(unusable(key, &value.to_string(), why));
            }
        }
        Ok(())
    }
}
