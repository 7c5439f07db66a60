//! The list at the end of setting up: what is done, what is not, and where to do it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use members::{
    Keeper, Member, Porch, communities, invitations, offices,
    porch::{self, Stage},
};
use store::Tx;
use url::Url;

use crate::{
    Error,
    answers::{Answer, go_to, page},
    layout::Page,
    pages::setup::{next, operator, telling, visit_of_operator},
    public_address::{Kind, Seen},
    site::Site,
    viewer::{SignedIn, Visit},
};

#[derive(Template)]
#[template(path = "setup/list.html")]
struct Show {
    page: Page,
    items: Vec<Item>,
    /// Whether a treatment programme runs this server.
    programme: bool,
    /// The address of this very request, where the settings say another.
    other: Option<Url>,
    ended: bool,
}

/// One thing to do.
struct Item {
    key: &'static str,
    done: bool,
    /// Where to do it; empty where only the machine itself can.
    path: &'static str,
}

impl Show {
    fn why(item: &Item) -> &'static str {
        match item.key {
            "setup-item-neutral" => "setup-item-neutral-why",
            "setup-item-https" => "setup-item-https-why",
            "setup-item-lines" => "setup-item-lines-why",
            "setup-item-keys" => "setup-item-keys-why",
            "setup-item-community" => "setup-item-community-why",
            "setup-item-invited" => "setup-item-invited-why",
            "setup-item-second" => "setup-item-second-why",
            _ => "setup-item-backup-why",
        }
    }

    fn left(&self) -> usize {
        self.items.iter().filter(|item| !item.done).count()
    }
}

pub(super) async fn show(State(site): State<Arc<Site>>, seen: Seen, visit: Visit) -> Answer {
    let mut visit = visit_of_operator(visit).await?;
    let porch = porch::read(&mut visit.tx).await?;
    if porch.stage < Stage::Invitations {
        return go_to(next(porch.stage));
    }
    let member = visit.member()?;
    let items = items(&mut visit.tx, &site, &member, &porch).await?;
    let other = super::porch::Place::of(&site, seen).other;
    let (programme, ended) = (porch.programme == Some(true), porch.stage == Stage::Everything);
    page(&Show { page: visit.page, items, programme, other, ended })
}

async fn items(tx: &mut Tx, site: &Site, member: &Member, porch: &Porch) -> Result<Vec<Item>, Error> {
    let base = &site.settings.base;
    let host = base.host_str().unwrap_or_default().to_lowercase();
    let today = tx.clock().day();
    let chosen = crate::chosen::Chosen::read(tx).await?;
    let called = chosen.lines_of(&porch.country, today).next().is_some();
    let items = [
        ("setup-item-neutral", telling(&host).is_none(), ""),
        ("setup-item-https", Kind::of(base).lacks(base).is_none(), ""),
        ("setup-item-lines", called, "/settings/help-lines"),
        ("setup-item-keys", porch.keys_checked.is_some(), "/setup/keys"),
        ("setup-item-community", communities::any_here(tx).await?, "/communities/new"),
        ("setup-item-invited", any_invitation(tx, member).await?, "/organisations"),
        ("setup-item-second", !offices::is_last_operator(tx, member).await?, "/organisations"),
        ("setup-item-backup", site.settings.machine.last_backup().is_some(), "/doctor"),
    ];
    Ok(items.into_iter().map(|(key, done, path)| Item { key, done, path }).collect())
}

async fn any_invitation(tx: &mut Tx, member: &Member) -> Result<bool, Error> {
    for home in offices::managed(tx, member).await? {
        let manager = offices::manager(tx, member, home.id).await?.ok_or(Error::NotFound)?;
        if !invitations::list(tx, &manager).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Enough is done: nobody is reminded any more.
pub(super) async fn end(State(site): State<Arc<Site>>, SignedIn(member): SignedIn) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = Keeper::from(&operator(&mut tx, &member).await?);
    porch::advance(&mut tx, &keeper, Stage::Everything).await?;
    tx.commit().await?;
    site.look_again().await?;
    go_to("/today")
}
