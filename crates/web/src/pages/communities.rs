//! All communities that somebody may read, by who can read them; and looking up one on another server.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};
use federation::lookup::{self, Found, LookupRefusal};
use members::{Audience, Community, Limit, Member, communities, offices};
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    parts::{
        audience::{self, Numbers},
        place,
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/communities`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/communities", get(show)).route("/communities/lookup", post(look_up))
}

#[derive(Template)]
#[template(path = "communities/show.html")]
struct Show {
    page: Page,
    groups: Vec<Group>,
    may_found: bool,
    errors: Errors,
    sought: String,
}

/// The communities of one audience.
struct Group {
    key: &'static str,
    lines: Vec<Line>,
}

/// One community, with its numbers.
struct Line {
    community: Community,
    numbers: String,
    joined: bool,
}

/// What a look-up sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sought {
    address: String,
}

async fn show(visit: Visit) -> Answer {
    list(visit, Errors::none(), String::new()).await
}

async fn list(mut visit: Visit, errors: Errors, sought: String) -> Answer {
    let may_found = match &visit.member {
        Some(member) => !offices::managed(&mut visit.tx, member).await?.is_empty(),
        None => false,
    };
    let groups = groups(&mut visit).await?;
    let again = !errors.is_empty();
    let template = Show { page: visit.page, groups, may_found, errors, sought };
    if again { page_again(&template) } else { page(&template) }
}

async fn groups(visit: &mut Visit) -> Result<Vec<Group>, Error> {
    let mut groups: Vec<Group> = [Audience::House, Audience::Circle, Audience::Open]
        .map(|audience| Group { key: audience::key(audience), lines: Vec::new() })
        .into();
    let communities = communities::list(&mut visit.tx, &visit.viewer).await?;
    let numbers = Numbers::of(visit, &communities).await?;
    for community in communities {
        let numbers = numbers.say(&visit.page.t, &community).join(", ");
        let joined = visit.journal.has_joined(community.id);
        let place = match community.audience {
            Audience::House => 0,
            Audience::Circle => 1,
            Audience::Open => 2,
        };
        groups[place].lines.push(Line { community, numbers, joined });
    }
    groups.retain(|group| !group.lines.is_empty());
    Ok(groups)
}

/// To the thread that was asked for, if it is known here, or else to its community.
fn way(community: &Community, found: Found) -> String {
    found.thread.map_or_else(|| place::path(community), |thread| format!("/t/{thread}"))
}

/// Looks up `!name@host`, or an address, and goes there.
async fn look_up(SignedIn(member): SignedIn, frame: Frame, Form(sought): Form<Sought>) -> Answer {
    match way_to(frame.clone(), &member, &sought.address).await? {
        Ok(way) => go_to(way),
        Err(refusal) => {
            let visit = frame.visit(Some(member)).await?;
            list(visit, Errors::one("address", refusal.key()), sought.address).await
        }
    }
}

/// The way to what has this address, here or on another server; it is asked in the member's stead.
///
/// # Errors
/// When too much was looked up, or the database fails; that nothing is there is an answer.
pub(super) async fn way_to(
    frame: Frame,
    member: &Member,
    address: &str,
) -> Result<Result<String, LookupRefusal>, Error> {
    frame.site.limits.of_account(Limit::LookUp, member)?;
    let Some(federation) = &frame.site.federation else { return Ok(Err(LookupRefusal::NotFound)) };
    let found = match lookup::find(federation, address).await {
        Ok(found) => found,
        Err(LookupRefusal::Fault(fault)) => return Err(fault.into()),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut visit = frame.visit(Some(member.clone())).await?;
    let community = communities::get(&mut visit.tx, &visit.viewer, found.community).await?;
    Ok(community.map(|community| way(&community, found)).ok_or(LookupRefusal::NotFound))
}
