//! One organisation's invitations: make one to print or hand over, take it back, end a stay.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    routing::{get, post},
};
use members::{
    Manager, Member, Organisation,
    invitations::{self, InvitationLine, Issue},
    offices::{self, Office},
    organisations,
};
use serde::Deserialize;
use store::{Day, InvitationId, OrganisationId, Tx};

use crate::{
    Error,
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    qr,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// How long an invitation works.
const DAYS: [i64; 3] = [7, 14, 30];

/// `/organisations/{id}` and what is done there.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/organisations/{id}", get(show))
        .route("/organisations/{id}/invitations", post(create))
        .route("/organisations/{id}/invitations/{invitation}/withdrawal", post(withdraw))
        .route("/organisations/{id}/invitations/{invitation}/end", get(confirm_end).post(end_stay))
}

#[derive(Deserialize)]
struct New {
    #[serde(default)]
    label: String,
    #[serde(default)]
    office: String,
    #[serde(default)]
    days: i64,
}

#[derive(Template)]
#[template(path = "organisations/show.html")]
struct Show {
    page: Page,
    organisation: Organisation,
    lines: Vec<InvitationLine>,
    operates: bool,
    today: Day,
    choices: [i64; 3],
}

#[derive(Template)]
#[template(path = "organisations/sheet.html")]
struct Sheet {
    page: Page,
    organisation: Organisation,
    code: String,
    address: String,
    picture: Option<String>,
    days: i64,
}

#[derive(Template)]
#[template(path = "organisations/end.html")]
struct ConfirmEnd {
    page: Page,
    organisation: Organisation,
    line: InvitationLine,
}

impl Show {
    /// How an invitation stands, and the key of the words for it.
    fn standing_key(line: &InvitationLine) -> &'static str {
        match line {
            InvitationLine { stay_ended: true, .. } => "invitations-ended",
            InvitationLine { used: true, .. } => "invitations-used",
            InvitationLine { expired: true, .. } => "invitations-expired",
            _ => "invitations-waiting",
        }
    }

    fn office_key(line: &InvitationLine) -> Option<&'static str> {
        match line.office {
            Office::Member => None,
            Office::Manager => Some("office-manager"),
            Office::Operator => Some("office-operator"),
        }
    }

    fn days_left(&self, line: &InvitationLine) -> i64 {
        ((line.expires.0 - self.today.0) / 86_400).max(0)
    }
}

/// The organisation and the proof that this member manages it; for anybody else there is no such page.
async fn managed(tx: &mut Tx, member: &Member, id: OrganisationId) -> Result<(Manager, Organisation), Error> {
    let manager = offices::manager(tx, member, id).await?.ok_or(Error::NotFound)?;
    let organisation = organisations::get(tx, id).await?.ok_or(Error::NotFound)?;
    Ok((manager, organisation))
}

async fn show(State(site): State<Arc<Site>>, mut visit: Visit, Path(id): Path<i64>) -> Answer {
    let member = visit.member()?;
    let (manager, organisation) = managed(&mut visit.tx, &member, OrganisationId(id)).await?;
    let lines = invitations::list(&mut visit.tx, &manager).await?;
    let operates = manager.is_operator();
    let today = site.database().clock().day();
    page(&Show { page: visit.page, organisation, lines, operates, today, choices: DAYS })
}

/// The code is shown on this one answer and kept nowhere.
async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<New>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let (manager, organisation) = managed(&mut tx, &member, OrganisationId(id)).await?;
    let office = match form.office.as_str() {
        "manager" => Office::Manager,
        "operator" => Office::Operator,
        _ => Office::Member,
    };
    let days = if DAYS.contains(&form.days) { form.days } else { DAYS[1] };
    let code = invitations::issue(&mut tx, &manager, Issue { label: form.label, office, days }).await?;
    tx.commit().await?;
    let address = site.address(&format!("/join/{code}"));
    let picture = qr::picture(&address);
    let chrome = frame.visit(Some(member)).await?.page;
    page(&Sheet { page: chrome, organisation, code, address, picture, days })
}

async fn withdraw(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path((id, invitation)): Path<(i64, i64)>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let (manager, _) = managed(&mut tx, &member, OrganisationId(id)).await?;
    invitations::withdraw(&mut tx, &manager, InvitationId(invitation)).await?;
    tx.commit().await?;
    go_to(format!("/organisations/{id}"))
}

async fn confirm_end(mut visit: Visit, Path((id, invitation)): Path<(i64, i64)>) -> Answer {
    let member = visit.member()?;
    let (manager, organisation) = managed(&mut visit.tx, &member, OrganisationId(id)).await?;
    let lines = invitations::list(&mut visit.tx, &manager).await?;
    let line = lines.into_iter().find(|line| line.id.0 == invitation && line.used && !line.stay_ended);
    let line = line.ok_or(Error::NotFound)?;
    page(&ConfirmEnd { page: visit.page, organisation, line })
}

async fn end_stay(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path((id, invitation)): Path<(i64, i64)>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let (manager, _) = managed(&mut tx, &member, OrganisationId(id)).await?;
    invitations::end_stay(&mut tx, &manager, InvitationId(invitation)).await?;
    tx.commit().await?;
    go_to(format!("/organisations/{id}"))
}
