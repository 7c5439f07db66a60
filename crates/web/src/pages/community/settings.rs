//! What a community is called and for, and closing it: for those who lead or manage it.

use askama::Template;
use members::{
    Community, Member, Refusal,
    communities::{self, Change},
    offices,
};
use moderation::team;
use serde::Deserialize;
use store::Tx;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    pages::founding::errors,
    parts::{
        id::Id,
        place::{self, Place},
    },
    viewer::{Frame, SignedIn, Visit},
};

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    title: String,
    description: String,
    pictures: Option<String>,
}

#[derive(Template)]
#[template(path = "community/settings.html")]
struct Show {
    page: Page,
    place: Place,
    form: Changed,
    errors: Errors,
}

/// The form, filled.
pub async fn show(mut visit: Visit, Id(name): Id<String>) -> Answer {
    let member = visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    permitted(&mut visit.tx, &member, &place.community).await?;
    let form = Changed {
        title: place.community.title.clone(),
        description: place.community.description.clone(),
        pictures: place.community.pictures.then(String::new),
    };
    page(&Show { page: visit.page, place, form, errors: Errors::none() })
}

/// Lets pass who leads this community, or manages its organisation.
async fn permitted(tx: &mut Tx, member: &Member, community: &Community) -> Result<(), Error> {
    if team::moderator(tx, member, community).await?.is_some_and(|moderator| moderator.is_lead()) {
        return Ok(());
    }
    let organisation = community.organisation_id.ok_or(Error::NotFound)?;
    offices::manager(tx, member, organisation).await?.map(|_| ()).ok_or(Error::NotFound)
}

/// Keeps the change, or asks to mend it.
pub async fn change(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Changed>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, &member, &name).await?;
    permitted(&mut tx, &member, &community).await?;
    let change = Change { title: form.title.trim().to_owned(), description: lines(form.description.trim()) };
    match communities::change(&mut tx, &community, change).await {
        Ok(()) => {
            communities::allow_pictures(&mut tx, community.id, form.pictures.is_some()).await?;
            tx.commit().await?;
            go_to(place::path(&community))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            drop(tx);
            let mut visit = frame.visit(Some(member)).await?;
            let place = Place::at(&mut visit, &name).await?;
            page_again(&Show { page: visit.page, place, form, errors: errors(&refusal) })
        }
    }
}

#[derive(Template)]
#[template(path = "community/closing.html")]
struct Closing {
    page: Page,
    place: Place,
}

/// Asks once more before it is closed.
pub async fn confirm(mut visit: Visit, Id(name): Id<String>) -> Answer {
    let member = visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    permitted(&mut visit.tx, &member, &place.community).await?;
    page(&Closing { page: visit.page, place })
}

/// Closes it: all stays readable, nothing is added.
pub async fn close(SignedIn(member): SignedIn, frame: Frame, Id(name): Id<String>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, &member, &name).await?;
    permitted(&mut tx, &member, &community).await?;
    communities::close(&mut tx, community.id).await?;
    tx.commit().await?;
    go_to(place::path(&community))
}
