//! A house with everybody in it, and everything that routes are about.

use std::collections::BTreeMap;

use members::{Member, personas};
use moderation::{
    Subject,
    measures::{self, Kind, Matter},
    team,
};

use super::{
    roles::{AUDIENCES, ROLES, Role},
    rows::Row,
};
use crate::{
    cast::{comment, found, thread},
    rig::{Answer, Browser, House},
};

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
pub struct Scene<'h> {
    browsers: BTreeMap<Role, Browser<'h>>,
    things: BTreeMap<&'static str, Things>,
    /// What stands in addresses that belong to no community.
    given: BTreeMap<&'static str, String>,
}

impl<'h> Scene<'h> {
    pub async fn of(house: &'h House) -> Self {
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
            (Role::Greeter, &home, "member"),
            (Role::ModeratorElsewhere, &home, "member"),
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
        scene.appoint_elsewhere().await;
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
        let queue = lead.get(&format!("{path}/queue")).await;
        let report = queue.between("id=\"case-", "\"").to_owned();
        lead.post(&format!("{thread}/decisions"), &[("kind", "pin")]).await.leads_to();
        let decided = lead.get(&format!("{thread}/decisions")).await;
        let decision = decided.between("action=\"/decisions/", "/lift").to_owned();
        for (role, kind) in
            [(Role::Moderator, "moderator"), (Role::Greeter, "greeter"), (Role::Banned, "is banned")]
        {
            let said = crate::cast::comment(self.as_(role), &thread, "", kind).await;
            let page = lead.get(&format!("/comments/{said}/decisions")).await;
            let name = page.between("href=\"/people/", "/ban").to_owned();
            let (address, form) = match role {
                Role::Moderator | Role::Greeter => {
                    (format!("{path}/team"), [("persona", name.as_str()), ("role", kind), ("", "")])
                }
                _ => (
                    format!("/people/{name}/ban"),
                    [("community", &path[3..]), ("guideline", "1"), ("words", "no")],
                ),
            };
            lead.post(&address, &form).await.leads_to();
        }
        Things { name: path[3..].to_owned(), thread, comment, persona, report, decision }
    }

    /// Somebody moderates a community that no route is about.
    async fn appoint_elsewhere(&self) {
        let (lead, somebody) = (self.as_(Role::Lead), self.as_(Role::ModeratorElsewhere));
        let path = found(lead, "elsewhere", "Another place", "circle").await;
        somebody.post(&format!("{path}/membership"), &[("to", "")]).await;
        let thread = thread(somebody, &path, "Hello", "Good morning").await;
        let page = lead.get(&format!("{thread}/decisions")).await;
        let name = page.between("href=\"/people/", "/ban").to_owned();
        lead.post(&format!("{path}/team"), &[("persona", name.as_str()), ("role", "moderator")])
            .await
            .leads_to();
        somebody.get(&format!("{path}/queue")).await.is(200);
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
            .replace("{sealed}", "c2VhbGVk")
            .replace("{token}", "token");
        if path.starts_with("/people") { format!("{filled}?community={}", things.name) } else { filled }
    }

    pub async fn ask(&self, role: Role, row: &Row, audience: &str) -> Answer {
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
