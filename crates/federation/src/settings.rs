//! What federation must be told: nothing is read from the environment.

use url::Url;

use crate::wire::Reach;

/// Who this server is on the wire.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The public address, such as `https://forum.example/`.
    pub base: Url,
    /// Which other servers can be reached.
    pub reach: Reach,
    /// What this server is called while nobody gave it another name on its pages.
    pub name: String,
}
