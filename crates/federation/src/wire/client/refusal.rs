//! Why a request to another server came to nothing, and whether trying again could help.

use std::error::Error as StdError;

use axum::http::StatusCode;
use thiserror::Error;

use crate::wire::json::JsonRefusal;
use crate::wire::resolver::PrivateAnswer;
use crate::wire::web_address::AddressRefusal;

/// Why nothing was fetched or delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FetchRefusal {
    /// The address, or one that it led to, is not one that we open.
    #[error("the address is not opened: {0}")]
    Address(#[from] AddressRefusal),
    /// It leads to this server.
    #[error("the address is our own")]
    Ourselves,
    /// It leads to a blocked server.
    #[error("the server is blocked")]
    Blocked,
    /// This errand has asked for enough.
    #[error("the budget of this errand is spent")]
    BudgetSpent,
    /// That server was asked often enough for this minute.
    #[error("the server was asked too often")]
    TooOften,
    /// The name leads into a private network.
    #[error("the server is not on the public internet")]
    PrivateNetwork,
    /// No connection.
    #[error("the server cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("the server took too long")]
    TooSlow,
    /// The answer ended early, or could not be unpacked.
    #[error("the answer is broken")]
    Broken,
    /// More than three redirects.
    #[error("the server sends us on too often")]
    TooManyRedirects,
    /// Redirects in a circle.
    #[error("the server sends us in a circle")]
    RedirectLoop,
    /// A redirect from one scheme to another, or without a readable target.
    #[error("the server sends us where we do not go")]
    BadRedirect,
    /// Any answer but success.
    #[error("the server answered {0}")]
    Status(StatusCode),
    /// The answer is of another content type than was asked for, so anybody may have put it there.
    #[error("the answer is of another kind")]
    ContentType,
    /// Over 1 MB, unpacked.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer is not the JSON we read.
    #[error("the answer cannot be read: {0}")]
    Json(#[from] JsonRefusal),
    /// The document does not say what its id is.
    #[error("the document has no id")]
    NoId,
    /// The document claims an id other than where it was found.
    #[error("the document belongs elsewhere")]
    IdElsewhere,
    /// The document is not of the type that was asked for.
    #[error("the document is of another type")]
    OtherType,
}

impl FetchRefusal {
    /// Whether trying again later could help: the network, or a server in trouble.
    pub fn is_passing(self) -> bool {
        match self {
            Self::Unreachable | Self::TooSlow | Self::Broken | Self::TooOften => true,
            Self::Status(status) => {
                status.is_server_error()
                    || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
            }
            _ => false,
        }
    }

    /// Whether the server says that what was asked for is not, or no longer, there.
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Status(StatusCode::NOT_FOUND | StatusCode::GONE))
    }
}

impl From<reqwest::Error> for FetchRefusal {
    fn from(error: reqwest::Error) -> Self {
        if leads_into_private_network(&error) {
            Self::PrivateNetwork
        } else if error.is_timeout() {
            Self::TooSlow
        } else if error.is_body() || error.is_decode() {
            Self::Broken
        } else {
            Self::Unreachable
        }
    }
}

/// The resolver's verdict comes back wrapped by the layers that asked it.
fn leads_into_private_network(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<PrivateAnswer>() {
            return true;
        }
        source = inner.source();
    }
    false
}
