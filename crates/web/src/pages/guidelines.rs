//! What a community agreed on, in its order; changing it is for those who lead.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use members::guidelines_read;
use moderation::{
    guidelines::{self, Guideline},
    packs::{self, Does, Language, Pack},
};
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/guidelines`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/guidelines", get(show).post(update))
        .route("/c/{name}/guidelines/edit", get(edit))
}

/// The pack that the form is to be filled with.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    pack: String,
    language: String,
}

/// What the form sends: one guideline a line.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    guidelines: String,
}

#[derive(Template)]
#[template(path = "guidelines/show.html")]
struct Show {
    page: Page,
    place: Place,
    guidelines: Vec<Guideline>,
}

#[derive(Template)]
#[template(path = "guidelines/edit.html")]
struct Edit {
    page: Page,
    place: Place,
    text: String,
    errors: Errors,
}

async fn show(mut visit: Visit, Id(name): Id<String>) -> Answer {
    let place = Place::at(&mut visit, &name).await?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    page(&Show { page: visit.page, place, guidelines })
}

async fn edit(mut visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    place.lead()?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    let texts = match &*asked.pack {
        "" => guidelines.into_iter().map(|guideline| guideline.text).collect::<Vec<_>>(),
        pack => packs::by_id(pack).texts(Language::read(&asked.language)),
    };
    let text = texts.join("\n");
    page(&Edit { page: visit.page, place, text, errors: Errors::none() })
}

async fn update(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(written): Form<Written>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let text = lines(&written.guidelines);
    let texts = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    match guidelines::set(&mut tx, &moderator, texts).await {
        Ok(()) => {
            // Whoever wrote them has read them.
            let version = guidelines_read::version(&mut tx, community.id).await?;
            guidelines_read::read(&mut tx, &member, community.id, version).await?;
            tx.commit().await?;
            go_to(format!("{}/guidelines", place::path(&community)))
        }
        Err(moderation::Refusal::GuidelinesUnfit) => {
            drop(tx);
            let mut visit = frame.visit(Some(member)).await?;
            let place = Place::at(&mut visit, &name).await?;
            let errors = Errors::one("guidelines", "refusal-guidelines-unfit");
            page_again(&Edit { page: visit.page, place, text, errors })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

impl Show {
    /// The key of what the software does with a guideline.
    fn does(guideline: &Guideline) -> Option<&'static str> {
        match packs::seed(&guideline.code)?.does {
            Does::Holds => Some("guideline-holds"),
            Does::Suggests => Some("guideline-suggests"),
            Does::Refuses => Some("guideline-refuses"),
            Does::Labels => Some("guideline-labels"),
            Does::People => None,
        }
    }
}

impl Edit {
    fn packs() -> &'static [Pack] {
        packs::all()
    }
}

/// The keys of what a pack is called and for whom it is.
#[must_use]
pub fn pack_keys(id: &str) -> (&'static str, &'static str) {
    match id {
        "twelve-step" => ("pack-twelve-step", "pack-twelve-step-what"),
        "tools" => ("pack-tools", "pack-tools-what"),
        "moderation" => ("pack-moderation", "pack-moderation-what"),
        "medication" => ("pack-medication", "pack-medication-what"),
        "house" => ("pack-house", "pack-house-what"),
        "family" => ("pack-family", "pack-family-what"),
        _ => ("pack-general", "pack-general-what"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_has_words_of_its_own() {
        let mut keys: Vec<_> = packs::all().iter().map(|pack| pack_keys(&pack.id).0).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), packs::all().len());
    }
}
