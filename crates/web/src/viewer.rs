//! Who asks: a member (sent to sign in if not), perhaps a member, and what they may see.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, request::Parts},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use members::{Journal, Member, Viewer, notices};
use moderation::{Standing, standing};
use sha2::{Digest, Sha256};
use store::Tx;

use crate::{
    Error,
    cookies::{self, COUNTRY, THEME},
    layout::Page,
    site::Site,
};

/// The looks that can be chosen, as the styles know them.
pub const THEMES: [&str; 3] = ["light", "dark", "contrast"];

/// What a page needs of the request besides who asks: cheap, without the database.
#[derive(Clone)]
pub struct Frame {
    /// The site.
    pub site: Arc<Site>,
    /// The path and question that were asked for.
    pub path: String,
    cookie: Option<String>,
    theme: Option<&'static str>,
    country: Option<String>,
}

/// Somebody looks at a page: their chrome, what they may read, and one moment of the database.
pub struct Visit {
    /// What stands around the page.
    pub page: Page,
    /// What they may read.
    pub viewer: Viewer,
    /// Who they are, if signed in.
    pub member: Option<Member>,
    /// The names and belongings they remember.
    pub journal: Journal,
    /// A transaction that only reads. Do not keep it while writing: build the visit after.
    pub tx: Tx,
    /// The path and question that were asked for.
    pub path: String,
}

/// A member, or the way to the sign-in page, which keeps a posted form.
pub struct SignedIn(pub Member);

/// A member, if somebody is signed in.
pub struct MaybeMember(pub Option<Member>);

impl Frame {
    /// Reads what the request says.
    #[must_use]
    pub fn of(site: &Arc<Site>, path: &str, headers: &HeaderMap) -> Self {
        let theme = cookies::read(headers, THEME)
            .and_then(|chosen| THEMES.into_iter().find(|known| *known == chosen));
        let country = cookies::read(headers, COUNTRY).filter(|code| is_country(code)).map(str::to_owned);
        let cookie = site.session(headers).map(str::to_owned);
        Self { site: site.clone(), path: path.to_owned(), cookie, theme, country }
    }

    /// The look and the country that were chosen.
    #[must_use]
    pub fn choices(&self) -> (Option<&'static str>, Option<&str>) {
        (self.theme, self.country.as_deref())
    }

    /// A visit of `member`, or of a stranger.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visit(self, member: Option<Member>) -> Result<Visit, Error> {
        let tx = self.site.database().read().await?;
        self.visit_in(tx, member).await
    }

    /// A visit of whoever holds the cookie, all in one transaction.
    async fn visit_of_cookie(self) -> Result<Visit, Error> {
        let mut tx = self.site.database().read().await?;
        let member = match &self.cookie {
            Some(cookie) => holder(&self.site, &mut tx, cookie, &self.path).await?,
            None => None,
        };
        self.visit_in(tx, member).await
    }

    async fn visit_in(self, mut tx: Tx, member: Option<Member>) -> Result<Visit, Error> {
        let (mut journal, mut viewer, mut unseen) = (Journal::default(), Viewer::stranger(), 0);
        if let Some(member) = &member {
            journal = Journal::of(&mut tx, member).await?;
            viewer = Viewer::remembered(&mut tx, member, &journal).await?;
            unseen = notices::unseen(&mut tx, member, &journal).await?;
        }
        let path = self.path.clone();
        Ok(Visit { page: self.page(member.is_some(), unseen), viewer, member, journal, tx, path })
    }

    /// The chrome for whoever holds this cookie; a stranger's when that cannot be found out.
    pub async fn of_cookie(self) -> Page {
        match self.clone().visit_of_cookie().await {
            Ok(visit) => visit.page,
            Err(_) => self.stranger(),
        }
    }

    /// The chrome for somebody who is not signed in: it needs no database.
    #[must_use]
    pub fn stranger(self) -> Page {
        self.page(false, 0)
    }

    fn page(self, signed_in: bool, unseen: i64) -> Page {
        let country = self.country.map(|code| format!("?country={code}")).unwrap_or_default();
        let path = self.path.split('?').next().unwrap_or_default().to_owned();
        Page {
            t: self.site.words.clone(),
            signed_in,
            session: self.cookie.filter(|_| signed_in).map(|cookie| mark_of(&cookie)).unwrap_or_default(),
            unseen,
            theme: self.theme,
            help: format!("/help-now{country}"),
            path,
            hour: self.site.database().clock().hour(),
            chosen: self.site.choice.now(),
            site: self.site,
            alone: false,
        }
    }
}

impl Visit {
    /// The member, or the way to the sign-in page.
    ///
    /// # Errors
    /// [`Error::SignInFirst`] for a stranger.
    pub fn member(&self) -> Result<Member, Error> {
        self.member.clone().ok_or(Error::SignInFirst)
    }
}

/// Where somebody may still go to whom this server is closed: out, to help, and to take away what is theirs.
const NEVER_CLOSED: [&str; 10] = [
    "/leave",
    "/sign-out",
    "/help-now",
    "/help",
    "/about",
    "/privacy",
    "/privacy/requests",
    "/settings/leaving",
    "/settings/leaving/departure",
    "/farewell",
];

/// Whose cookie this is. One to whom this server was closed is refused at their next request.
async fn holder(site: &Site, tx: &mut Tx, cookie: &str, path: &str) -> Result<Option<Member>, Error> {
    let Some(member) = site.members.member_in(tx, cookie).await? else { return Ok(None) };
    let path = path.split('?').next().unwrap_or_default();
    if NEVER_CLOSED.contains(&path) || path.starts_with("/help/") || is_a_decision(path) {
        return Ok(Some(member));
    }
    match standing::here(tx, &member).await? {
        Standing::Free => Ok(Some(member)),
        Standing::Banned(ban) => Err(Error::Closed(Box::new(ban))),
    }
}

/// `/decisions/{id}` and its appeal: whoever it is about may read it and answer, wherever they are closed out.
fn is_a_decision(path: &str) -> bool {
    let rest = path.strip_prefix("/decisions/").unwrap_or_default();
    let id = rest.strip_suffix("/appeal").unwrap_or(rest);
    !id.is_empty() && id.bytes().all(|letter| letter.is_ascii_digit())
}

/// Two capital letters.
#[must_use]
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// A mark of a session that leads nowhere.
fn mark_of(cookie: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("mark {cookie}"))[..6])
}

impl FromRequestParts<Arc<Site>> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Infallible> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        Ok(Self::of(site, path, &parts.headers))
    }
}

impl FromRequestParts<Arc<Site>> for MaybeMember {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Error> {
        let Some(cookie) = site.session(&parts.headers) else { return Ok(Self(None)) };
        let mut tx = site.database().read().await?;
        Ok(Self(holder(site, &mut tx, cookie, parts.uri.path()).await?))
    }
}

impl FromRequestParts<Arc<Site>> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Error> {
        let MaybeMember(member) = MaybeMember::from_request_parts(parts, site).await?;
        let member = member.ok_or(Error::SignInFirst)?;
        if parts.method == Method::POST {
            site.limits.sends(&member)?;
        }
        Ok(Self(member))
    }
}

impl FromRequestParts<Arc<Site>> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Error> {
        let Ok(frame) = Frame::from_request_parts(parts, site).await;
        frame.visit_of_cookie().await
    }
}
