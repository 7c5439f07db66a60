//! The fifth screen: the first invitations, as sheets to print and cut.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use members::{
    Keeper, Organisation,
    invitations::{self, Issue},
    offices::{self, Office},
    porch::{self, Stage},
};
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    pages::setup::{operator, visit_of_operator},
    qr,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// How many can be printed at once.
const COUNTS: [i64; 6] = [1, 2, 4, 6, 8, 12];
/// How long they work.
const DAYS: i64 = 30;

/// What the screen asks.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    count: i64,
    /// Whether one of them makes a house manager.
    manager: String,
    /// Pressed to do it another day.
    later: String,
}

impl Wanted {
    fn how_many(&self) -> i64 {
        let known = COUNTS.contains(&self.count) && self.later.is_empty();
        if known { self.count } else { 0 }
    }
}

#[derive(Template)]
#[template(path = "setup/invitations.html")]
struct Show {
    page: Page,
    home: Organisation,
    counts: [i64; 6],
}

#[derive(Template)]
#[template(path = "setup/sheets.html")]
struct Sheets {
    page: Page,
    home: Organisation,
    sheets: Vec<Sheet>,
    days: i64,
}

/// One invitation on paper.
struct Sheet {
    label: String,
    manager: bool,
    code: String,
    address: String,
    picture: Option<String>,
}

pub(super) async fn show(visit: Visit) -> Answer {
    let mut visit = visit_of_operator(visit).await?;
    let member = visit.member()?;
    let home = offices::managed(&mut visit.tx, &member).await?.into_iter().next().ok_or(Error::NotFound)?;
    page(&Show { page: visit.page.alone(), home, counts: COUNTS })
}

/// The codes are shown on this one answer and kept nowhere.
pub(super) async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(wanted): Form<Wanted>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = Keeper::from(&operator(&mut tx, &member).await?);
    let home = offices::managed(&mut tx, &member).await?.into_iter().next().ok_or(Error::NotFound)?;
    let manager = offices::manager(&mut tx, &member, home.id).await?.ok_or(Error::NotFound)?;
    let mut sheets = Vec::new();
    for number in 1..=wanted.how_many() {
        let manages = number == 1 && !wanted.manager.is_empty();
        let office = if manages { Office::Manager } else { Office::Member };
        let key = if manages { "setup-sheet-manager" } else { "setup-sheet-label" };
        let label = site.words.say_with(key, ("number", number));
        let issue = Issue { label: label.clone(), office, days: DAYS };
        let code = invitations::issue(&mut tx, &manager, issue).await?;
        let address = site.address(&format!("/join/{code}"));
        let picture = qr::picture(&address);
        sheets.push(Sheet { label, manager: manages, code, address, picture });
    }
    porch::advance(&mut tx, &keeper, Stage::Invitations).await?;
    tx.commit().await?;
    site.look_again().await?;
    if sheets.is_empty() {
        return go_to("/setup");
    }
    let chrome = frame.visit(Some(member)).await?.page.alone();
    page(&Sheets { page: chrome, home, sheets, days: DAYS })
}
