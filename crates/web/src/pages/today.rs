//! Today: the one page that whoever manages a house needs, ten minutes a day, on a phone.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use members::{Member, Organisation, communities, invitations, offices, organisations, porch::Stage};
use moderation::{cases, proposals, screening::Lane, team};
use store::{Tx, backups::Backup};

use crate::{
    Error,
    answers::{Answer, page},
    layout::Page,
    machine::Finding,
    parts::place,
    site::Site,
    viewer::Visit,
};

/// `/today`, and the report for the volunteer who looks after the machine.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/today", get(show))
        .route("/today/report", get(show_report))
        .route("/today/report.txt", get(download))
}

#[derive(Template)]
#[template(path = "today/show.html")]
struct Show {
    page: Page,
    places: Vec<Waiting>,
    /// How many decisions wait for a second person.
    asked: usize,
    homes: Vec<Home>,
    backup: Option<Backup>,
    newer: bool,
    version: &'static str,
    operates: bool,
    unfinished: bool,
}

/// What waits in one community that they moderate.
struct Waiting {
    title: String,
    path: String,
    dangers: i64,
    others: i64,
}

/// One home that they manage.
struct Home {
    organisation: Organisation,
    taken: i64,
    open: usize,
    /// The notes on invitations that were used lately.
    new: Vec<String>,
}

#[derive(Template)]
#[template(path = "today/report.html")]
struct ReportPage {
    page: Page,
    report: String,
}

impl Show {
    fn dangers(&self) -> i64 {
        self.places.iter().map(|place| place.dangers).sum()
    }

    fn others(&self) -> i64 {
        self.places.iter().map(|place| place.others).sum()
    }

    fn nobody_is_new(&self) -> bool {
        self.homes.iter().all(|home| home.new.is_empty())
    }
}

async fn show(State(site): State<Arc<Site>>, mut visit: Visit) -> Answer {
    let (member, managed) = managing(&mut visit).await?;
    let places = waiting(&mut visit, &member).await?;
    let asked = proposals::mine(&mut visit.tx, &member).await?.len();
    let mut homes = Vec::new();
    for organisation in managed {
        homes.push(home(&mut visit.tx, &member, organisation).await?);
    }
    let operates = offices::operator(&mut visit.tx, &member).await?.is_some();
    let unfinished = operates && !matches!(visit.page.chosen.porch.stage, Stage::Nothing | Stage::Everything);
    let machine = &site.settings.machine;
    page(&Show {
        places,
        asked,
        homes,
        backup: machine.last_backup(),
        newer: machine.0.as_ref().is_some_and(|machine| machine.newer_program_waits()),
        version: env!("CARGO_PKG_VERSION"),
        operates,
        unfinished,
        page: visit.page,
    })
}

/// Only who manages something sees this page at all.
async fn managing(visit: &mut Visit) -> Result<(Member, Vec<Organisation>), Error> {
    let member = visit.member()?;
    let managed = offices::managed(&mut visit.tx, &member).await?;
    if managed.is_empty() { Err(Error::NotFound) } else { Ok((member, managed)) }
}

/// What waits in the communities they moderate; of others they learn nothing.
async fn waiting(visit: &mut Visit, member: &Member) -> Result<Vec<Waiting>, Error> {
    let mut places = Vec::new();
    for community in communities::joined(&mut visit.tx, &visit.viewer, &visit.journal).await? {
        let Some(moderator) = team::moderator(&mut visit.tx, member, &community).await? else { continue };
        let lanes = cases::waiting(&mut visit.tx, moderator.community()).await?;
        let count = |danger: bool| {
            let of = lanes.iter().filter(|(lane, _)| (*lane == Lane::ImminentDanger) == danger);
            of.map(|(_, count)| count).sum::<i64>()
        };
        let (dangers, others) = (count(true), count(false));
        if dangers + others > 0 {
            let (title, path) = (community.title.clone(), place::path(&community));
            places.push(Waiting { title, path, dangers, others });
        }
    }
    places.sort_by_key(|place| std::cmp::Reverse(place.dangers));
    Ok(places)
}

async fn home(tx: &mut Tx, member: &Member, organisation: Organisation) -> Result<Home, Error> {
    let manager = offices::manager(tx, member, organisation.id).await?.ok_or(Error::NotFound)?;
    let taken = organisations::staying(tx, &manager).await?;
    let today = tx.clock().day();
    let lines = invitations::list(tx, &manager).await?;
    let open = lines.iter().filter(|line| !line.used && !line.expired).count();
    // When somebody joined is not kept; an invitation that could still be used was used lately.
    let fresh = lines.into_iter().filter(|line| line.used && !line.stay_ended && line.expires >= today);
    Ok(Home { organisation, taken, open, new: fresh.map(|line| line.label).collect() })
}

async fn show_report(State(site): State<Arc<Site>>, mut visit: Visit) -> Answer {
    managing(&mut visit).await?;
    let Visit { page: chrome, tx, .. } = visit;
    drop(tx);
    let report = report(&site, &chrome).await;
    page(&ReportPage { page: chrome, report })
}

async fn download(State(site): State<Arc<Site>>, mut visit: Visit) -> Answer {
    managing(&mut visit).await?;
    let Visit { page: chrome, tx, .. } = visit;
    drop(tx);
    let report = report(&site, &chrome).await;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"report.txt\"");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], report).into_response())
}

/// What a volunteer needs to help: which version, and what the doctor found, in its own words. No names, no addresses,
/// no numbers of people.
async fn report(site: &Site, page: &Page) -> String {
    let engine = if site.database().is_sqlite() { "SQLite" } else { "PostgreSQL" };
    let head = format!("Porchlight {} ({engine})\n", env!("CARGO_PKG_VERSION"));
    let findings = site.settings.machine.examine().await;
    let line =
        |finding: &Finding| format!("{:8} {:12} {}\n", finding.state.word(), finding.check, finding.code);
    let none = if findings.is_empty() { page.t.say("today-report-none") } else { "" };
    head + &findings.iter().map(line).collect::<String>() + none
}
