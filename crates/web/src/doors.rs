//! The doors at which anybody may knock without being signed in, and how often.

use members::{Limit, TooSoon, codes, sign_in_names};

use crate::{neighbourhood::Neighbourhood, site::Site};

/// Where somebody knocks, and with what.
pub enum Door<'t> {
    /// Signing in, with a name.
    SignIn(&'t str),
    /// Coming back, with a recovery code.
    Recovery(&'t str),
    /// Joining, with an invitation.
    Joining(&'t str),
    /// Setting up, with the link's token.
    SetUp(&'t str),
    /// Asking to come in, without anything.
    Asking,
    /// Looking whether somebody answered, with a code.
    Asked(&'t str),
}

impl Door<'_> {
    /// Which door, and what is tried there, spelt one way.
    fn tried(&self) -> (u8, String) {
        match self {
            Self::SignIn(name) => (1, sign_in_names::normalised(name).unwrap_or_default()),
            Self::Recovery(code) => (2, codes::typed(code)),
            Self::Joining(code) => (3, codes::typed(code)),
            Self::SetUp(token) => (4, (*token).to_owned()),
            Self::Asking => (5, String::new()),
            Self::Asked(code) => (6, codes::typed(code)),
        }
    }

    /// Whether a wrong guess costs as much as a right one. At the other doors it costs nothing, so that no flood there
    /// keeps out whoever holds what opens them.
    fn is_dear(&self) -> bool {
        matches!(self, Self::SignIn(_) | Self::Recovery(_))
    }
}

/// Somebody knocks. Whoever has an address is counted by its neighbourhood. All others are one crowd: there, what is
/// tried is counted closely and the crowd widely, so that one guesser is slowed down and nobody else is.
///
/// # Errors
/// [`TooSoon`], the same whether what is tried is right or wrong.
pub fn knock(site: &Site, from: Neighbourhood, door: &Door) -> Result<(), TooSoon> {
    let (number, tried) = door.tried();
    let here = |who: &[u8]| [&[number], who].concat();
    match from {
        Neighbourhood::Street(street) => site.limits.count(Limit::Neighbourhood, &here(&street)),
        Neighbourhood::Everybody => {
            site.limits.count(Limit::Tried, &here(tried.as_bytes()))?;
            if door.is_dear() { site.limits.count(Limit::Everybody, &here(&[])) } else { Ok(()) }
        }
    }
}
