//! A community: its threads, and beside them who one is here and what was agreed.

use askama::Template;
use axum::extract::Query;
use forum::{Order, threads};
use members::{Audience, personas};
use moderation::{Standing, cases, guidelines, guidelines::Guideline, standing, standing::Ban, team};
use serde::Deserialize;
use store::Cursor;

use crate::{
    Error,
    answers::{Answer, for_robots, page},
    layout::Page,
    parts::{
        audience::{self, Numbers},
        cards::{self, Around, Card, Cards},
        id::Id,
        place::Place,
        signed::BylineWords,
    },
    viewer::Visit,
};

/// In which order, and where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    order: String,
    before: String,
}

#[derive(Template)]
#[template(path = "community/show.html")]
struct Show<'a> {
    page: Page,
    place: Place,
    tags: Vec<String>,
    you: Option<String>,
    ban: Option<Ban>,
    guidelines: Vec<Guideline>,
    waiting: i64,
    greets: bool,
    following: Option<String>,
    cards: Option<Cards<'a>>,
    newest: bool,
    continued: bool,
    next: Option<Cursor>,
}

/// How many guidelines stand beside the threads; the rest is a link away.
const GUIDELINES_BESIDE: usize = 4;

/// The page.
pub async fn show(mut visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    let place = Place::at(&mut visit, &name).await?;
    let order = if asked.order == "newest" { Order::Newest } else { Order::Active };
    let from: Option<Cursor> = asked.before.parse().ok();
    let list = threads::list(&mut visit.tx, &visit.viewer, &place.community, order, from).await?;
    let cards = cards::of(&mut visit, list.items, &Around::one(place.persona.as_ref())).await?;
    let beside = Beside::of(&mut visit, &place).await?;
    let words = visit.page.t.clone();
    let bylines = BylineWords::new(&words);
    let cards: Vec<&Card> = cards.iter().collect();
    let open = visit.member.is_none() && place.community.audience == Audience::Open;
    let template = Show {
        tags: beside.tags,
        you: beside.you,
        ban: beside.ban,
        guidelines: beside.guidelines,
        waiting: beside.waiting,
        greets: beside.greets,
        following: beside.following,
        page: visit.page,
        place,
        cards: (!cards.is_empty()).then(|| Cards { t: &words, bylines: &bylines, cards, level: 2 }),
        newest: order == Order::Newest,
        continued: from.is_some(),
        next: list.next,
    };
    Ok(for_robots(page(&template)?, open))
}

impl Show<'_> {
    /// Whether this community's team answers those who ask to come in.
    fn answers_door(&self) -> bool {
        self.page.chosen.porch.door == Some(self.place.community.id)
    }
}

/// What stands around the threads.
struct Beside {
    tags: Vec<String>,
    you: Option<String>,
    ban: Option<Ban>,
    guidelines: Vec<Guideline>,
    waiting: i64,
    greets: bool,
    following: Option<String>,
}

impl Beside {
    async fn of(visit: &mut Visit, place: &Place) -> Result<Self, Error> {
        let numbers = Numbers::of(visit, std::slice::from_ref(&place.community)).await?;
        let mut tags = numbers.say(&visit.page.t, &place.community);
        tags.insert(0, visit.page.t.say(audience::key(place.community.audience)).to_owned());
        let mut guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
        guidelines.truncate(GUIDELINES_BESIDE);
        let waiting = match &place.moderator {
            Some(_) => {
                cases::waiting(&mut visit.tx, place.community.id).await?.iter().map(|(_, count)| count).sum()
            }
            None => 0,
        };
        let greets = match &visit.member {
            Some(member) if place.persona.is_some() => {
                team::greeter(&mut visit.tx, member, &place.community).await?.is_some()
            }
            _ => false,
        };
        let (you, ban) = you(visit, place).await?;
        let following = audience::following(visit, &place.community).await?;
        Ok(Self { tags, you, ban, guidelines, waiting, greets, following })
    }
}

/// The name one wears here, and whether a moderator closed the community to one.
async fn you(visit: &mut Visit, place: &Place) -> Result<(Option<String>, Option<Ban>), Error> {
    let Some(member) = visit.member.clone().filter(|_| place.joined) else { return Ok((None, None)) };
    let you = match &place.persona {
        Some(persona) => visit.page.t.say_with("name-you-are", ("name", &persona.name)),
        None => {
            let name = personas::proposed(&mut visit.tx, &member, &place.community).await?;
            visit.page.t.say_with("name-you-will-be", ("name", name))
        }
    };
    let ban = match standing::of(&mut visit.tx, &member, &place.community).await? {
        Standing::Banned(ban) => Some(ban),
        Standing::Free => None,
    };
    Ok((Some(you), ban))
}
