//! T26: who may what, everywhere: each role at each route of the site, in a house, a circle and an open community. The
//! routes are read from the source, so that a new one without a row here fails; and whatever is answered, no word of a
//! community reaches somebody who may not read it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use axum::http::{StatusCode, header};
use members::{Member, personas};
use moderation::{
    Subject,
    measures::{self, Kind, Matter},
    team,
};
use store::Mutant;

use crate::{
    cast::{comment, found, thread},
    rig::{Answer, Browser, House, Plan},
};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Stranger,
    /// A member of another house.
    Neighbour,
    /// Lived in the house; the stay was ended.
    Ended,
    Member,
    /// Wrote what the routes are about.
    Author,
    /// Closed out of each of the communities.
    Banned,
    /// Closed out of the server.
    ClosedOut,
    Moderator,
    Manager,
    Operator,
    /// Founded the communities, leads them, and runs the server.
    Lead,
}

const ROLES: [Role; 11] = [
    Role::Stranger,
    Role::Neighbour,
    Role::Ended,
    Role::Member,
    Role::Author,
    Role::Banned,
    Role::ClosedOut,
    Role::Moderator,
    Role::Manager,
    Role::Operator,
    Role::Lead,
];

/// A community's audience, which is its name too.
const AUDIENCES: [&str; 3] = ["house", "circle", "open"];

/// Who is let in.
#[derive(Clone, Copy, Debug)]
enum Who {
    /// Whoever comes, even if the server is closed to them.
    Everybody,
    /// Whoever comes.
    Anyone,
    /// Whoever is signed in.
    Members,
    /// Whoever is signed in, even if the server is closed to them.
    AllMembers,
    /// Who may read the community.
    Readers,
    /// As readers, signed in.
    ReadingMembers,
    Author,
    Moderators,
    /// Moderators, and whose words they are.
    Concerned,
    /// Who leads the community, or manages its organisation.
    Keepers,
    Lead,
    Managers,
    Operators,
    /// Moderators and operators, whatever they may read.
    Staff,
    /// As staff, but not who proposed.
    OtherStaff,
    /// The author, as a moderator, and who leads.
    Appointed,
    Nobody,
}

impl Role {
    fn reads(self, audience: &str) -> bool {
        match (self, audience) {
            (Self::ClosedOut, _) => false,
            (Self::Stranger, _) => audience == "open",
            (Self::Neighbour | Self::Ended, _) => audience != "house",
            _ => true,
        }
    }

    fn is_let_in(self, who: Who, audience: &str) -> bool {
        use Role::{Author, ClosedOut, Lead, Manager, Moderator, Operator, Stranger};
        match who {
            Who::Everybody => true,
            Who::Anyone => self != ClosedOut,
            Who::AllMembers => self != Stranger,
            Who::Members => !matches!(self, Stranger | ClosedOut),
            Who::Readers => self.reads(audience),
            Who::ReadingMembers => self != Stranger && self.reads(audience),
            Who::Author => self == Author,
            Who::Moderators => matches!(self, Moderator | Lead),
            Who::Concerned => matches!(self, Author | Moderator | Lead),
            Who::Keepers => matches!(self, Manager | Operator | Lead),
            Who::Lead => self == Lead,
            Who::Managers => matches!(self, Manager | Operator | Lead),
            Who::Operators => matches!(self, Operator | Lead),
            Who::Staff => matches!(self, Moderator | Operator | Lead),
            Who::OtherStaff => matches!(self, Moderator | Operator),
            Who::Appointed => matches!(self, Author | Lead),
            Who::Nobody => false,
        }
    }
}

type Row = (&'static str, &'static str, Who, &'static [(&'static str, &'static str)]);

/// Every route, in the order in which it can be tried: what ends something comes last.
const ROWS: &[Row] = &[
    ("get", "/health/live", Who::Everybody, &[]),
    ("get", "/health/ready", Who::Everybody, &[]),
    ("get", "/styles/{file}", Who::Everybody, &[]),
    ("get", "/scripts/{file}", Who::Everybody, &[]),
    ("get", "/robots.txt", Who::Everybody, &[]),
    ("get", "/help-now", Who::Everybody, &[]),
    ("get", "/help", Who::Everybody, &[]),
    ("get", "/help/{reader}/{topic}", Who::Everybody, &[]),
    ("get", "/help/pictures/{file}", Who::Everybody, &[]),
    ("get", "/about", Who::Everybody, &[]),
    ("get", "/privacy", Who::Everybody, &[]),
    ("get", "/privacy/requests", Who::Everybody, &[]),
    ("get", "/recover", Who::Everybody, &[]),
    ("post", "/recover", Who::Everybody, &[]),
    ("get", "/sign-in", Who::Anyone, &[]),
    ("post", "/sign-in", Who::Everybody, &[]),
    ("get", "/setup/{token}", Who::Nobody, &[]),
    ("post", "/setup/{token}", Who::Nobody, &[]),
    ("get", "/join", Who::Everybody, &[]),
    ("get", "/join/{code}", Who::Anyone, &[]),
    ("post", "/join/{code}", Who::Everybody, &[]),
    ("get", "/welcome", Who::Members, &[]),
    ("get", "/", Who::Anyone, &[]),
    ("get", "/feed", Who::Members, &[]),
    ("get", "/mine", Who::Members, &[]),
    ("get", "/notices", Who::Members, &[]),
    ("post", "/notices/seen", Who::Members, &[]),
    ("get", "/communities", Who::Anyone, &[]),
    ("post", "/communities/lookup", Who::Members, &[]),
    ("get", "/communities/new", Who::Managers, &[]),
    ("post", "/communities/new", Who::Members, &[]),
    ("get", "/settings", Who::Members, &[]),
    ("get", "/settings/blocks", Who::Members, &[]),
    ("get", "/settings/passphrase", Who::Members, &[]),
    ("post", "/settings/passphrase", Who::Members, &[]),
    ("get", "/settings/sign-in-name", Who::Members, &[]),
    ("post", "/settings/sign-in-name", Who::Members, &[]),
    ("get", "/settings/recovery-codes", Who::Members, &[]),
    ("post", "/settings/recovery-codes", Who::Members, &[]),
    ("get", "/settings/sessions", Who::Members, &[]),
    ("post", "/settings/sessions/others/end", Who::Members, &[]),
    ("post", "/settings/sessions/{id}/end", Who::Members, &[]),
    ("get", "/settings/look", Who::Anyone, &[]),
    ("post", "/settings/look", Who::Anyone, &[]),
    ("get", "/settings/country", Who::Anyone, &[]),
    ("post", "/settings/country", Who::Anyone, &[]),
    ("get", "/settings/life", Who::Members, &[]),
    ("post", "/settings/life", Who::Members, &[]),
    ("get", "/settings/names", Who::Members, &[]),
    ("get", "/settings/everything", Who::Members, &[]),
    ("post", "/settings/everything", Who::Members, &[]),
    ("get", "/settings/leaving", Who::AllMembers, &[]),
    ("post", "/settings/leaving", Who::AllMembers, &[]),
    ("post", "/settings/leaving/departure", Who::AllMembers, &[]),
    ("get", "/farewell", Who::Everybody, &[]),
    ("get", "/organisations", Who::Managers, &[]),
    ("post", "/organisations", Who::Operators, &[]),
    ("get", "/invitations", Who::Everybody, &[]),
    ("get", "/organisations/{id}", Who::Managers, &[]),
    ("post", "/organisations/{id}/invitations", Who::Managers, &[]),
    ("get", "/organisations/{id}/invitations/{invitation}/end", Who::Lead, &[]),
    ("get", "/circle", Who::Operators, &[]),
    ("post", "/circle/invitations", Who::Operators, &[]),
    ("post", "/circle/servers", Who::Operators, &[]),
    // The server in it is not known.
    ("get", "/circle/servers/{host}/end", Who::Nobody, &[]),
    ("post", "/circle/servers/{host}/end", Who::Operators, &[]),
    ("get", "/c/{name}", Who::Readers, &[]),
    ("get", "/c/{name}/guidelines", Who::Readers, &[]),
    ("get", "/c/{name}/team", Who::Readers, &[]),
    ("get", "/c/{name}/decisions", Who::Readers, &[]),
    ("get", "/c/{name}/name", Who::ReadingMembers, &[]),
    ("get", "/c/{name}/threads/new", Who::ReadingMembers, &[]),
    ("get", "/c/{name}/guidelines/edit", Who::Lead, &[]),
    ("get", "/c/{name}/settings", Who::Keepers, &[]),
    ("post", "/c/{name}/settings", Who::Keepers, &[]),
    ("get", "/c/{name}/closing", Who::Keepers, &[]),
    ("get", "/c/{name}/reports", Who::Moderators, &[]),
    ("post", "/c/{name}/reports/{id}", Who::Moderators, &[("decision", "remove")]),
    ("post", "/c/{name}/membership", Who::ReadingMembers, &[]),
    ("post", "/c/{name}/threads", Who::ReadingMembers, &[]),
    ("post", "/c/{name}/name", Who::ReadingMembers, &[]),
    // No picture is called like a community; who sees which picture is told with the pictures.
    ("get", "/media/{name}", Who::Nobody, &[]),
    ("get", "/t/{id}", Who::Readers, &[]),
    ("get", "/t/{id}/new", Who::ReadingMembers, &[]),
    ("get", "/t/{id}/edit", Who::Author, &[]),
    ("post", "/t/{id}/edit", Who::Author, &[("title", "A title"), ("body", "Words"), ("version", "1")]),
    ("get", "/t/{id}/deletion", Who::Author, &[]),
    ("post", "/t/{id}/support", Who::ReadingMembers, &[]),
    // Not wanting to hear of a thread shows nothing of it.
    ("post", "/t/{id}/mute", Who::Members, &[]),
    ("post", "/t/{id}/keeping", Who::Author, &[]),
    ("get", "/t/{id}/report", Who::ReadingMembers, &[]),
    ("post", "/t/{id}/report", Who::ReadingMembers, &[("reason", "other")]),
    ("get", "/t/{id}/decisions", Who::Concerned, &[]),
    ("post", "/t/{id}/decisions", Who::Concerned, &[]),
    ("post", "/t/{id}/comments", Who::ReadingMembers, &[]),
    ("get", "/comments/{id}", Who::Readers, &[]),
    ("get", "/comments/{id}/edit", Who::Author, &[]),
    ("post", "/comments/{id}/edit", Who::Author, &[("body", "Words"), ("version", "1")]),
    ("get", "/comments/{id}/deletion", Who::Author, &[]),
    ("post", "/comments/{id}/support", Who::ReadingMembers, &[]),
    ("get", "/comments/{id}/report", Who::ReadingMembers, &[]),
    ("post", "/comments/{id}/report", Who::ReadingMembers, &[("reason", "other")]),
    ("get", "/comments/{id}/decisions", Who::Concerned, &[]),
    ("post", "/comments/{id}/decisions", Who::Concerned, &[]),
    ("post", "/decisions/{id}/lift", Who::Moderators, &[]),
    ("get", "/people/{persona}/ban", Who::Moderators, &[]),
    ("post", "/people/{persona}/ban", Who::Moderators, &[("community", "{name}")]),
    ("get", "/people/{persona}/proposal", Who::Moderators, &[]),
    ("post", "/people/{persona}/proposal", Who::Moderators, &[("community", "{name}")]),
    ("post", "/people/{persona}/block", Who::ReadingMembers, &[]),
    ("get", "/proposals", Who::Members, &[]),
    ("post", "/proposals/{id}/agreement", Who::Staff, &[]),
    ("post", "/proposals/{id}/withdrawal", Who::Lead, &[]),
    ("post", "/proposals/{id}/refusal", Who::OtherStaff, &[]),
    ("post", "/c/{name}/guidelines", Who::Lead, &[]),
    ("post", "/c/{name}/team", Who::Lead, &[("persona", "{persona}")]),
    // The row above made the author a moderator.
    ("post", "/c/{name}/team/end", Who::Appointed, &[("persona", "{persona}")]),
    ("post", "/c/{name}/membership/end", Who::ReadingMembers, &[]),
    ("post", "/comments/{id}/deletion", Who::Author, &[]),
    ("post", "/t/{id}/deletion", Who::Author, &[]),
    ("post", "/c/{name}/closing", Who::Keepers, &[]),
    ("post", "/organisations/{id}/invitations/{invitation}/withdrawal", Who::Managers, &[]),
    ("post", "/organisations/{id}/invitations/{invitation}/end", Who::Managers, &[]),
    ("post", "/join/{code}/here", Who::Members, &[]),
    ("get", "/leave", Who::Everybody, &[]),
    ("post", "/sign-out", Who::Everybody, &[]),
];

/// Everything of one community that routes are about.
#[derive(Default)]
struct Things {
    name: String,
    thread: String,
    comment: String,
    persona: String,
    report: String,
    decision: String,
}

/// The house with everybody in it.
struct Scene<'h> {
    browsers: BTreeMap<Role, Browser<'h>>,
    things: BTreeMap<&'static str, Things>,
    /// What stands in addresses that belong to no community.
    given: BTreeMap<&'static str, String>,
}

impl<'h> Scene<'h> {
    async fn of(house: &'h House) -> Self {
        let lead = house.operator().await;
        let home = lead.home().await;
        let mut browsers = BTreeMap::new();
        let other = lead.post("/organisations", &[("name", "Willow House")]).await.leads_to().to_owned();
        for (role, home, office) in [
            (Role::Neighbour, &other, "member"),
            (Role::Ended, &home, "member"),
            (Role::Member, &home, "member"),
            (Role::Author, &home, "member"),
            (Role::Banned, &home, "member"),
            (Role::ClosedOut, &home, "member"),
            (Role::Moderator, &home, "member"),
            (Role::Manager, &home, "manager"),
            (Role::Operator, &home, "operator"),
        ] {
            let name = format!("{role:?} room");
            let sheet = lead
                .post(
                    &format!("{home}/invitations"),
                    &[("label", name.as_str()), ("office", office), ("days", "14")],
                )
                .await;
            let code = sheet.between("<span class=\"code\">", "</span>");
            browsers.insert(
                role,
                house.joined(code, &format!("signs-in-{}", name.to_lowercase().replace(' ', "-"))).await,
            );
        }
        browsers.insert(Role::Stranger, house.browser());
        browsers.insert(Role::Lead, lead);
        let mut scene = Self { browsers, things: BTreeMap::new(), given: BTreeMap::new() };
        for audience in AUDIENCES {
            let things = scene.community(audience).await;
            scene.things.insert(audience, things);
        }
        scene.given(&home).await;
        scene.close_out(house).await;
        scene
    }

    fn as_(&self, role: Role) -> &Browser<'h> {
        &self.browsers[&role]
    }

    async fn community(&self, audience: &'static str) -> Things {
        let lead = self.as_(Role::Lead);
        let path = found(lead, &format!("the-{audience}"), &canary("place", audience), audience).await;
        for role in ROLES.into_iter().filter(|role| !matches!(role, Role::Stranger | Role::Lead)) {
            self.as_(role).post(&format!("{path}/membership"), &[("to", "")]).await;
        }
        let author = self.as_(Role::Author);
        let thread = thread(author, &path, &canary("title", audience), &canary("body", audience)).await;
        let comment = comment(author, &thread, "", &canary("comment", audience)).await;
        let page = lead.get(&format!("{thread}/decisions")).await;
        let persona = page.between("href=\"/people/", "/ban").to_owned();
        let member = self.as_(Role::Member);
        member.post(&format!("/comments/{comment}/report"), &[("reason", "other"), ("words", "look")]).await;
        let reports = lead.get(&format!("{path}/reports")).await;
        let report = reports.between(&format!("action=\"{path}/reports/"), "\"").to_owned();
        lead.post(&format!("{thread}/decisions"), &[("kind", "pin")]).await.leads_to();
        let decided = lead.get(&format!("{thread}/decisions")).await;
        let decision = decided.between("action=\"/decisions/", "/lift").to_owned();
        for (role, kind) in [(Role::Moderator, "moderates"), (Role::Banned, "is banned")] {
            let said = crate::cast::comment(self.as_(role), &thread, "", kind).await;
            let page = lead.get(&format!("/comments/{said}/decisions")).await;
            let name = page.between("href=\"/people/", "/ban").to_owned();
            let (address, form) = match role {
                Role::Moderator => (format!("{path}/team"), [("persona", name.as_str()), ("", ""), ("", "")]),
                _ => (
                    format!("/people/{name}/ban"),
                    [("community", &path[3..]), ("guideline", "1"), ("words", "no")],
                ),
            };
            lead.post(&address, &form).await.leads_to();
        }
        Things { name: path[3..].to_owned(), thread, comment, persona, report, decision }
    }

    /// What else stands in addresses; and the stay that is ended.
    async fn given(&mut self, home: &str) {
        let lead = self.as_(Role::Lead);
        let style = lead.get("/").await.between("href=\"/styles/", "\"").to_owned();
        let script = lead.get("/").await.between("src=\"/scripts/", "\"").to_owned();
        let picture = web::assets::address("help/pictures", "leave").expect("a picture");
        let picture = picture.rsplit('/').next().unwrap().to_owned();
        let lake = lead.post("/organisations", &[("name", "Yarrow House")]).await.leads_to().to_owned();
        let form = [("label", "spare"), ("office", "member"), ("days", "14")];
        let sheet = lead.post(&format!("{lake}/invitations"), &form).await;
        let code = sheet.between("<span class=\"code\">", "</span>").to_owned();
        let lines = lead.get(home).await;
        let of = |label: &str| {
            let line = lines.html.split(label).nth(1).unwrap();
            let line = line.split(&format!("{home}/invitations/")).nth(1).unwrap();
            line.split('/').next().unwrap().to_owned()
        };
        let (ended, used) = (of("Ended room"), of("Member room"));
        lead.post(&format!("{home}/invitations/{ended}/end"), &[("x", "")]).await.leads_to();
        let organisation = home.rsplit('/').next().unwrap().to_owned();
        self.given = BTreeMap::from([
            ("style", style),
            ("script", script),
            ("picture", picture),
            ("code", code),
            ("elsewhere", lake),
            ("organisation", organisation),
            ("invitation", used),
        ]);
    }

    /// The server is closed to one.
    async fn close_out(&self, house: &House) {
        let members = &house.site.members;
        let member = |role| async move {
            let cookies = self.as_(role).cookies.borrow().clone();
            let value = cookies.values().next().unwrap().clone();
            members.member(&value).await.unwrap().unwrap()
        };
        let (lead, closed): (Member, Member) = (member(Role::Lead).await, member(Role::ClosedOut).await);
        let mut tx = members.database().write().await.unwrap();
        let viewer = members::Viewer::stranger();
        let open = members::communities::by_address(&mut tx, &viewer, "the-open").await.unwrap().unwrap();
        let name = personas::wear(&mut tx, &closed, &open).await.unwrap();
        let moderator = team::moderator(&mut tx, &lead, &open).await.unwrap().unwrap();
        let (subject, words) = (Subject::Persona(name.id), "It went too far.".to_owned());
        let matter = Matter { kind: Kind::Ban, subject, guideline: None, words, ends: None };
        measures::take_everywhere(&mut tx, &moderator, matter, members.secrets()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A proposal about the author, made again when it was settled.
    async fn proposal(&self, audience: &str) -> String {
        let (lead, things) = (self.as_(Role::Lead), &self.things[audience]);
        let form = [("community", things.name.as_str()), ("kind", "purge"), ("guideline", "1")];
        lead.post(&format!("/people/{}/proposal", things.persona), &form).await;
        let page = lead.get("/proposals").await;
        let card = page
            .html
            .split("<section class=\"card\">")
            .find(|card| card.contains(&canary("place", audience)));
        let card = card.unwrap_or_else(|| panic!("no proposal in {}", page.html));
        card.split("action=\"/proposals/").nth(1).unwrap().split('/').next().unwrap().to_owned()
    }

    /// An invitation to a home that is nobody's in this story.
    async fn invitation(&self) -> String {
        let form = [("label", "spare"), ("office", "member"), ("days", "14")];
        let address = format!("{}/invitations", self.given["elsewhere"]);
        let sheet = self.as_(Role::Lead).post(&address, &form).await;
        sheet.between("<span class=\"code\">", "</span>").to_owned()
    }

    /// A route with everything filled in.
    async fn address(&self, path: &str, audience: &str) -> String {
        let things = &self.things[audience];
        let id = match path.split('/').nth(1).unwrap() {
            "c" => things.report.clone(),
            "t" => things.thread[3..].to_owned(),
            "comments" => things.comment.clone(),
            "decisions" => things.decision.clone(),
            "organisations" => self.given["organisation"].clone(),
            "proposals" if path.contains("{id}") => self.proposal(audience).await,
            _ => "1".to_owned(),
        };
        if path == "/join/{code}/here" {
            return format!("/join/{}/here", self.invitation().await);
        }
        let file = match path.split('/').nth(1) {
            Some("styles") => "style",
            Some("help") => "picture",
            _ => "script",
        };
        let filled = path
            .replace("{name}", &things.name)
            .replace("{persona}", &things.persona)
            .replace("{id}", &id)
            .replace("{invitation}", &self.given["invitation"])
            .replace("{code}", &self.given["code"])
            .replace("{reader}/{topic}", "members/names")
            .replace("{file}", &self.given[file])
            .replace("{host}", "elsewhere.example")
            .replace("{token}", "token");
        if path.starts_with("/people") { format!("{filled}?community={}", things.name) } else { filled }
    }

    async fn ask(&self, role: Role, row: &Row, audience: &str) -> Answer {
        let (method, path, _, form) = row;
        let address = self.address(path, audience).await;
        let browser = self.as_(role);
        if *method == "get" {
            return browser.get(&address).await;
        }
        let things = &self.things[audience];
        let fill = |value: &str| value.replace("{name}", &things.name).replace("{persona}", &things.persona);
        let form: Vec<(&str, String)> = form.iter().map(|(field, value)| (*field, fill(value))).collect();
        browser.post(&address, &form).await
    }
}

/// A word that stands in one community and nowhere else.
fn canary(what: &str, audience: &str) -> String {
    format!("Canary {what} of the {audience} one")
}

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

/// The routes of the source: method and path.
fn routes() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for route in text.split(".route(").skip(1) {
            let path = route.split('"').nth(1).unwrap();
            let handlers = &route[..closing(route)];
            for method in ["get", "post", "put", "delete", "patch", "any"] {
                if handlers.contains(&format!("{method}(")) {
                    found.insert((method.to_owned(), path.to_owned()));
                }
            }
        }
    }
    found
}

/// Where the bracket that was opened before `text` is closed.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[test]
fn every_route_of_the_site_has_a_row() {
    let rows: BTreeSet<(String, String)> =
        ROWS.iter().map(|(method, path, ..)| ((*method).to_owned(), (*path).to_owned())).collect();
    let routes = routes();
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
