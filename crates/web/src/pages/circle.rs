//! The circle: the servers that share communities with ours. For operators.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    routing::{get, post},
};
use federation::{
    Federation,
    circle::{self, CircleRefusal},
    instances::{Instance, Standing},
};
use members::{Member, offices};
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/circle`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/circle", get(show))
        .route("/circle/invitations", post(invite))
        .route("/circle/servers", post(accept))
        .route("/circle/servers/{host}/end", get(confirm_end).post(end))
}

#[derive(Deserialize, Default)]
struct Asking {
    #[serde(default)]
    address: String,
    #[serde(default)]
    invitation: String,
}

#[derive(Template)]
#[template(path = "circle/show.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Asking,
    servers: Vec<Instance>,
}

#[derive(Template)]
#[template(path = "circle/invitation.html")]
struct Invitation {
    page: Page,
    code: String,
}

#[derive(Template)]
#[template(path = "circle/end.html")]
struct ConfirmEnd {
    page: Page,
    host: String,
}

impl Show {
    fn standing_key(server: &Instance) -> &'static str {
        match server.standing {
            Standing::Asked => "circle-asked",
            Standing::Listed => "circle-listed",
            Standing::Ended => "circle-ended",
            Standing::Blocked => "circle-blocked",
        }
    }

    fn can_end(server: &Instance) -> bool {
        matches!(server.standing, Standing::Asked | Standing::Listed)
    }
}

impl From<CircleRefusal> for Error {
    fn from(refusal: CircleRefusal) -> Self {
        match refusal {
            CircleRefusal::Fault(fault) => Self::Fault(fault),
            told => Self::Refused(told.key()),
        }
    }
}

/// For an operator of a server that federates; for anybody else there is no such page.
async fn for_operator<'s>(site: &'s Site, member: &Member) -> Result<&'s Federation, Error> {
    let mut tx = site.database().read().await?;
    offices::operator(&mut tx, member).await?.ok_or(Error::NotFound)?;
    site.federation.as_ref().ok_or(Error::NotFound)
}

async fn show(State(site): State<Arc<Site>>, visit: Visit) -> Answer {
    let federation = for_operator(&site, &visit.member()?).await?;
    let servers = circle::list(federation).await?;
    page(&Show { page: visit.page, errors: Errors::none(), form: Asking::default(), servers })
}

/// The code is shown on this one answer and kept nowhere.
async fn invite(State(site): State<Arc<Site>>, frame: Frame, SignedIn(member): SignedIn) -> Answer {
    let code = circle::invite(for_operator(&site, &member).await?).await?;
    page(&Invitation { page: frame.visit(Some(member)).await?.page, code })
}

async fn accept(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<Asking>,
) -> Answer {
    let federation = for_operator(&site, &member).await?;
    match circle::accept(federation, &form.address, &form.invitation).await {
        Ok(()) => go_to("/circle"),
        Err(CircleRefusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            let servers = circle::list(federation).await?;
            let chrome = frame.visit(Some(member)).await?.page;
            page_again(&Show { page: chrome, errors: Errors::one("address", refusal.key()), form, servers })
        }
    }
}

async fn confirm_end(State(site): State<Arc<Site>>, visit: Visit, Path(host): Path<String>) -> Answer {
    let federation = for_operator(&site, &visit.member()?).await?;
    let known = circle::list(federation).await?.into_iter().any(|server| server.host == host);
    if !known {
        return Err(Error::NotFound);
    }
    page(&ConfirmEnd { page: visit.page, host })
}

async fn end(State(site): State<Arc<Site>>, SignedIn(member): SignedIn, Path(host): Path<String>) -> Answer {
    circle::end(for_operator(&site, &member).await?, &host).await?;
    go_to("/circle")
}
