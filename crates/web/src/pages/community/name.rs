//! The name one wears in a community: who sees it, drawing another, starting fresh, a nickname in a house.

use askama::Template;
use members::{Audience, Community, Member, Refusal, personas};
use moderation::team;
use serde::Deserialize;
use store::Tx;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    viewer::{Frame, SignedIn, Visit},
};

/// What the form sends: another name drawn, or a nickname.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Change {
    nickname: String,
    again: Option<String>,
    fresh: Option<String>,
}

#[derive(Template)]
#[template(path = "names/show.html")]
struct Show {
    page: Page,
    place: Place,
    you: String,
    house: bool,
    /// Whether there is a name to leave behind.
    worn: bool,
    /// Whether that name moderates here.
    moderates: bool,
    nickname: String,
    errors: Errors,
}

/// The page.
pub async fn show(visit: Visit, Id(name): Id<String>) -> Answer {
    write(visit, &name, String::new(), Errors::none()).await
}

async fn write(mut visit: Visit, name: &str, nickname: String, errors: Errors) -> Answer {
    let member = visit.member()?;
    let place = Place::at(&mut visit, name).await?;
    let you = match &place.persona {
        Some(persona) => visit.page.t.say_with("name-you-are", ("name", &persona.name)),
        None => {
            let name = personas::proposed(&mut visit.tx, &member, &place.community).await?;
            visit.page.t.say_with("name-you-will-be", ("name", name))
        }
    };
    let house = place.community.audience == Audience::House;
    let (worn, moderates) = (place.persona.is_some(), place.moderator.is_some());
    let again = !errors.is_empty();
    let template = Show { page: visit.page, place, you, house, worn, moderates, nickname, errors };
    if again { page_again(&template) } else { page(&template) }
}

/// Draws another name, or takes a nickname.
pub async fn change(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Change>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, &member, &name).await?;
    let changed = if form.fresh.is_some() {
        start_fresh(&mut tx, &member, &community).await
    } else if form.again.is_some() {
        personas::reroll(&mut tx, &member, &community).await.map(|_| ()).map_err(Refusal::from)
    } else {
        personas::nickname(&mut tx, &member, &community, form.nickname.trim()).await.map(|_| ())
    };
    match changed {
        Ok(()) => {
            tx.commit().await?;
            go_to(format!("{}/name", place::path(&community)))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            drop(tx);
            let errors = Errors::one("nickname", refusal.key());
            write(frame.visit(Some(member)).await?, &name, form.nickname, errors).await
        }
    }
}

/// Leaves the name behind, unless it moderates: then somebody else has to moderate first, or the name has to stop.
async fn start_fresh(tx: &mut Tx, member: &Member, community: &Community) -> Result<(), Refusal> {
    if team::moderator(tx, member, community).await?.is_some() {
        return Err(Refusal::NotAllowed);
    }
    Ok(personas::start_fresh(tx, member, community).await?)
}
