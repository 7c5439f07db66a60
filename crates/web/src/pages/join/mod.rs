//! Joining by invitation, in four screens: a sign-in name, a passphrase, codes to keep, five lines of rules.

pub mod asking;
pub mod codes;

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    routing::get,
};
use members::{Device, Joining, Refusal, invitations, passphrases, sign_in_names};
use serde::Deserialize;
use store::Chance;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again, page_with},
    doors::{Door, knock},
    forms::{Errors, Form},
    layout::Page,
    neighbourhood::Neighbourhood,
    pages::sign_in,
    site::Site,
    viewer::{Frame, MaybeMember, SignedIn},
};

/// `/join`, `/join/{code}` and `/join/{code}/here`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .merge(asking::routes())
        .route("/join", get(ask))
        .route("/join/{code}", get(show).post(create))
        .route("/join/{code}/here", axum::routing::post(accept))
}

/// What the screens ask for; each carries what the ones before it learnt.
#[derive(Clone, Deserialize, Default)]
pub struct Draft {
    /// What they will sign in with.
    #[serde(default)]
    pub sign_in_name: String,
    /// Four words that were offered, to be read in full.
    #[serde(default)]
    pub offered: String,
    /// Those words, or their own.
    #[serde(default)]
    pub passphrase: String,
    /// `own` or `shared`.
    #[serde(default)]
    pub device: String,
    #[serde(default)]
    adult: String,
    /// Which screen this came from: `name` or `passphrase`.
    #[serde(default)]
    step: String,
    /// Pressed to be offered something else.
    #[serde(default)]
    again: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "join/ask.html")]
struct Ask {
    page: Page,
    errors: Errors,
    code: String,
    /// Whether somebody answers those who have none.
    answers: bool,
}

impl Ask {
    fn new(page: Page, errors: Errors, code: String) -> Self {
        let answers = page.chosen.porch.door.is_some();
        Self { page, errors, code, answers }
    }
}

#[derive(Template)]
#[template(path = "join/name.html")]
struct NameScreen {
    page: Page,
    errors: Errors,
    form: Draft,
    code: String,
    organisation: String,
}

#[derive(Template)]
#[template(path = "join/passphrase.html")]
struct PassphraseScreen {
    page: Page,
    errors: Errors,
    form: Draft,
    code: String,
    suggestions: Vec<String>,
}

#[derive(Template)]
#[template(path = "join/accept.html")]
struct AcceptScreen {
    page: Page,
    code: String,
    organisation: String,
}

/// For an invitation on paper whose link cannot be opened: the code is typed.
async fn ask(frame: Frame, Query(asked): Query<Asked>) -> Answer {
    let code = typed_code(&asked.code);
    if code.is_empty() {
        return page(&Ask::new(frame.stranger(), Errors::none(), code));
    }
    go_to(format!("/join/{code}"))
}

fn typed_code(text: &str) -> String {
    let last = text.trim().rsplit('/').next().unwrap_or_default();
    last.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').collect()
}

async fn show(
    State(site): State<Arc<Site>>,
    frame: Frame,
    MaybeMember(member): MaybeMember,
    Path(code): Path<String>,
) -> Answer {
    let Some(organisation) = inviting(&site, &code).await? else {
        return unknown(frame, code, Refusal::InvitationUnknown);
    };
    if let Some(member) = member {
        let page_of_member = frame.visit(Some(member)).await?.page;
        return page(&AcceptScreen { page: page_of_member, code, organisation });
    }
    let form = Draft { sign_in_name: sign_in_names::offer(site.database().chance()), ..Draft::default() };
    page(&NameScreen { page: frame.stranger(), errors: Errors::none(), form, code, organisation })
}

async fn inviting(site: &Site, code: &str) -> Result<Option<String>, Error> {
    let mut tx = site.database().read().await?;
    Ok(invitations::look(&mut tx, code).await?)
}

/// An invitation that does not work: never was, was used, has ended. Which, nobody is told.
fn unknown(frame: Frame, code: String, refusal: Refusal) -> Answer {
    let errors = Errors::one("code", refusal.key());
    page_with(StatusCode::NOT_FOUND, &Ask::new(frame.stranger(), errors, code))
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Path(code): Path<String>,
    Form(form): Form<Draft>,
) -> Answer {
    knock(&site, from, &Door::Joining(&code))?;
    let Some(organisation) = inviting(&site, &code).await? else {
        return unknown(frame, code, Refusal::InvitationUnknown);
    };
    if form.step == "name" {
        return after_name(&site, frame, code, organisation, form);
    }
    let screen = Screen { frame, form, code };
    screen.finish(&site).await
}

fn after_name(site: &Site, frame: Frame, code: String, organisation: String, mut form: Draft) -> Answer {
    let mut errors = Errors::none();
    let chance = site.database().chance();
    if !form.again.is_empty() {
        form.sign_in_name = sign_in_names::offer(chance);
        return page(&NameScreen { page: frame.stranger(), errors, form, code, organisation });
    }
    if let Err(refusal) = sign_in_names::judge(&form.sign_in_name) {
        errors.add("sign_in_name", refusal.key());
    }
    if form.adult.is_empty() {
        errors.add("adult", "join-adult-missing");
    }
    if !errors.is_empty() {
        return page_again(&NameScreen { page: frame.stranger(), errors, form, code, organisation });
    }
    form.offer(chance);
    page(&PassphraseScreen { page: frame.stranger(), errors, form, code, suggestions: Vec::new() })
}

/// The second screen, sent.
struct Screen {
    frame: Frame,
    form: Draft,
    code: String,
}

impl Screen {
    async fn finish(mut self, site: &Site) -> Answer {
        if !self.form.again.is_empty() {
            self.form.offer(site.database().chance());
            return self.show(StatusCode::OK, Errors::none(), Vec::new());
        }
        if self.form.adult.is_empty() {
            return self.refused("adult", "join-adult-missing", Vec::new());
        }
        let Some(device) = sign_in::device(&self.form.device) else {
            return self.refused("device", "device-missing", Vec::new());
        };
        match site.members.join(&self.code, self.form.joining(device)).await {
            Ok(joined) => codes::welcome(site, self.frame, joined, self.form.sign_in_name, true).await,
            Err(refusal) => self.told(refusal),
        }
    }

    fn told(self, refusal: Refusal) -> Answer {
        let (key, field) = (refusal.key(), field_of(&refusal));
        match refusal {
            Refusal::Fault(fault) => Err(fault.into()),
            Refusal::InvitationUnknown | Refusal::InvitationUsedUp => unknown(self.frame, self.code, refusal),
            Refusal::SignInNameTaken { suggestions } => self.refused(field, key, suggestions),
            _ => self.refused(field, key, Vec::new()),
        }
    }

    fn refused(self, field: &'static str, key: &'static str, suggestions: Vec<String>) -> Answer {
        self.show(StatusCode::UNPROCESSABLE_ENTITY, Errors::one(field, key), suggestions)
    }

    fn show(self, status: StatusCode, errors: Errors, suggestions: Vec<String>) -> Answer {
        let page = self.frame.stranger();
        page_with(status, &PassphraseScreen { page, errors, form: self.form, code: self.code, suggestions })
    }
}

impl Draft {
    /// A made-up name and four words, for somebody to take or leave.
    #[must_use]
    pub fn offered(chance: &Chance) -> Self {
        let mut draft = Self { sign_in_name: sign_in_names::offer(chance), ..Self::default() };
        draft.offer(chance);
        draft
    }

    /// Whether they say that they are 18 or over.
    #[must_use]
    pub fn is_adult(&self) -> bool {
        !self.adult.is_empty()
    }

    /// What the members crate wants to know.
    #[must_use]
    pub fn joining(&self, device: Device) -> Joining {
        let (sign_in_name, passphrase) = (self.sign_in_name.clone(), self.passphrase.clone());
        Joining { sign_in_name, passphrase, device }
    }

    /// Offers four words and fills them in; whoever wants other ones writes over them.
    fn offer(&mut self, chance: &Chance) {
        self.offered = passphrases::offer(chance);
        self.passphrase.clone_from(&self.offered);
    }
}

/// The field to which a refusal belongs.
#[must_use]
pub fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::PassphraseTooShort | Refusal::PassphraseCommon => "passphrase",
        Refusal::RecoveryCodeUnknown => "code",
        _ => "sign_in_name",
    }
}

/// A member follows a further invitation: a second home, no second account.
async fn accept(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Path(code): Path<String>,
) -> Answer {
    match site.members.accept(&member, &code).await {
        Ok(()) => go_to("/welcome"),
        Err(refusal @ (Refusal::InvitationUnknown | Refusal::InvitationUsedUp)) => {
            unknown(frame, code, refusal)
        }
        Err(refusal) => Err(refusal.into()),
    }
}
