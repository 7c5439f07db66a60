//! T26: who may what, everywhere: each role at each route of the site, in a house, a circle and an open community. The
//! routes are read from the source, so that a new one without a row here fails; and whatever is answered, no word of a
//! community reaches somebody who may not read it. What other servers may read has the same test in `tests/contracts`.

mod roles;
mod routes;
mod rows;
mod scene;

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use store::Mutant;

use self::{
    roles::{AUDIENCES, ROLES},
    rows::{ROWS, Row},
    scene::Scene,
};
use crate::rig::{Answer, House, Plan};

/// Whether an answer lets somebody in, keeps them out, or tells them why not.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    In,
    Out,
    Refused,
}

fn verdict(answer: &Answer) -> Verdict {
    let leads = answer.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap());
    match answer.status {
        StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Verdict::Out,
        StatusCode::SEE_OTHER if leads.starts_with("/sign-in") => Verdict::Out,
        StatusCode::UNPROCESSABLE_ENTITY if answer.html.contains("class=\"sorry\"") => Verdict::Refused,
        status if status.is_server_error() => panic!("{status}: {}", answer.html),
        _ => Verdict::In,
    }
}

/// Every role at every row; what is wrong.
async fn walk(house: &House, rows: &[Row]) -> Vec<String> {
    let scene = Scene::of(house).await;
    let mut wrong = Vec::new();
    for row in rows {
        // Nobody hurries: an hour passes between one row and the next.
        house.clock.advance(chrono::Duration::hours(1));
        let (method, path, who, _) = row;
        let scoped = ["/c/", "/t/", "/comments/", "/decisions/", "/people/", "/proposals/"];
        let audiences: &[&str] =
            if scoped.iter().any(|start| path.starts_with(start)) { &AUDIENCES } else { &AUDIENCES[..1] };
        for audience in audiences {
            for role in ROLES {
                let answer = scene.ask(role, row, audience).await;
                let verdict = verdict(&answer);
                let fits = match role.is_let_in(*who, audience) {
                    true => verdict != Verdict::Out,
                    false => verdict != Verdict::In,
                };
                if !fits {
                    wrong.push(format!("{method} {path} in the {audience} one: {role:?} is {verdict:?}"));
                }
                for other in AUDIENCES.into_iter().filter(|other| !role.reads(other)) {
                    if answer.html.contains(&format!("of the {other} one")) {
                        wrong.push(format!("{method} {path}: {role:?} reads of the {other} one"));
                    }
                }
            }
        }
    }
    wrong
}

#[test]
fn every_route_of_the_site_has_a_row() {
    let rows: BTreeSet<(String, String)> =
        ROWS.iter().map(|(method, path, ..)| ((*method).to_owned(), (*path).to_owned())).collect();
    let routes = routes::read();
    assert!(routes.len() > 90, "the test has lost sight of the routes: {}", routes.len());
    assert_eq!(rows, routes);
}

#[tokio::test]
async fn everybody_gets_in_where_they_may_and_nowhere_else() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    assert_eq!(walk(&house, ROWS).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_route_that_forgets_who_looks_is_caught() {
    let house = House::planned(Plan { federates: true, ..Plan::default() }).await;
    Mutant::ViewerForgotten.switch_on();
    let rows: Vec<Row> = ROWS.iter().filter(|row| row.1 == "/c/{name}").copied().collect();
    let wrong = walk(&house, &rows).await;
    assert!(wrong.iter().any(|one| one.contains("Neighbour reads of the house one")), "{wrong:?}");
    assert!(wrong.iter().any(|one| one.contains("Stranger is In")), "{wrong:?}");
}
