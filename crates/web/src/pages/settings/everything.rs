//! Everything I wrote, under every name, in one file that only a passphrase opens. Nothing of it is kept here.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use forum::collection::{self, Collected, Text};
use members::{Member, Refusal, passphrases};
use moderation::Subject;
use serde::Deserialize;
use serde_json::json;
use store::{Fault, Hour};
use tokio::sync::Semaphore;

use crate::{
    answers::{Answer, page, page_again},
    archive::Archive,
    forms::{Errors, Form},
    layout::Page,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/everything`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/everything", get(show).post(create))
}

/// One file is made at a time: it is held in memory until it is sent.
static ONE: Semaphore = Semaphore::const_new(1);

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    current: String,
    #[serde(default)]
    passphrase: String,
    #[serde(default)]
    again: String,
}

#[derive(Template)]
#[template(path = "settings/everything.html")]
struct Show {
    page: Page,
    errors: Errors,
}

/// The page in the file.
#[derive(Template)]
#[template(path = "settings/collected.html")]
struct Readable<'a> {
    title: &'a str,
    names: &'a [Collected],
}

impl Readable<'_> {
    fn written(text: &Text) -> String {
        said(text.hour)
    }
}

async fn show(visit: Visit) -> Answer {
    visit.member()?;
    page(&Show { page: visit.page, errors: Errors::none() })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(asked): Form<Asked>,
) -> Answer {
    let errors = match judge(&site, &member, &asked).await? {
        None => return download(&site, &member, asked.passphrase).await,
        Some(errors) => errors,
    };
    page_again(&Show { page: frame.visit(Some(member)).await?.page, errors })
}

/// What has to be mended. A session that somebody left open must not give out everything.
async fn judge(site: &Site, member: &Member, asked: &Asked) -> Result<Option<Errors>, Fault> {
    match site.members.knows_passphrase(member, &asked.current).await {
        Ok(()) => {}
        Err(Refusal::Fault(fault)) => return Err(fault),
        Err(refusal) => return Ok(Some(Errors::one("current", refusal.key()))),
    }
    if let Err(refusal) = passphrases::judge(&asked.passphrase) {
        return Ok(Some(Errors::one("passphrase", refusal.key())));
    }
    let same = asked.passphrase == asked.again;
    Ok((!same).then(|| Errors::one("again", "refusal-passphrases-differ")))
}

async fn download(site: &Arc<Site>, member: &Member, passphrase: String) -> Answer {
    let _turn = ONE.acquire().await.map_err(|_| Fault::Other("the exports are closed".to_owned()))?;
    let mut tx = site.database().read().await?;
    let names = collection::of(&mut tx, member).await?;
    let month = tx.clock().hour().month();
    drop(tx);
    let site = Arc::clone(site);
    let made = tokio::task::spawn_blocking(move || archive(&site, &names, month, passphrase)).await;
    let bytes = made.map_err(|_| Fault::Other("an export broke off".to_owned()))??;
    Ok(file(bytes))
}

fn archive(site: &Site, names: &[Collected], month: Hour, passphrase: String) -> Result<Vec<u8>, Fault> {
    let mut archive = Archive::new(passphrase, month.0)?;
    let title = "What I wrote";
    let html = Readable { title, names }.render();
    let html = html.map_err(|error| Fault::Other(format!("template: {error}")))?;
    archive.add("what-i-wrote.html", html.as_bytes())?;
    archive.add("what-i-wrote.json", data(site, names, month).to_string().as_bytes())?;
    archive.finish()
}

fn data(site: &Site, names: &[Collected], month: Hour) -> serde_json::Value {
    let text = |text: &Text| {
        let (kind, path) = match text.subject {
            Subject::Comment(id) => ("comment", format!("comments/{id}")),
            _ => ("thread", format!("t/{}", text.thread)),
        };
        json!({
            "kind": kind,
            "address": format!("{}{path}", site.settings.base),
            "title": text.title,
            "body": text.body,
            "written": said(text.hour),
        })
    };
    let name = |name: &Collected| {
        let texts: Vec<_> = name.texts.iter().map(text).collect();
        json!({ "name": name.name, "community": name.community, "texts": texts })
    };
    json!({ "made": said(month), "names": names.iter().map(name).collect::<Vec<_>>() })
}

/// `2026-11`, or the hour while it is kept.
fn said(hour: Hour) -> String {
    let form = if hour.month() == hour { "%Y-%m" } else { "%Y-%m-%d %H:00" };
    hour.start().format(form).to_string()
}

fn file(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"what-i-wrote.tar.age\""),
    ];
    (headers, bytes).into_response()
}
