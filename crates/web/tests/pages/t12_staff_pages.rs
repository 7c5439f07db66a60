//! T12: a moderator, a manager and an operator follow every link and send every form they are shown; nowhere do they
//! meet a sign-in name, another name of somebody, a network address, a recovery code or a session.

use std::collections::{BTreeSet, VecDeque};

use axum::body::Body;
use axum::http::Method;
use store::Mutant;

use crate::{
    cast::{comment, found, thread},
    rig::{Answer, Browser, House, joining},
};

/// Where the author's requests come from.
const ADDRESS: &str = "203.0.113.77";
/// What nobody on the staff may meet.
struct Canaries(Vec<(&'static str, String)>);

struct Scene<'h> {
    staff: Vec<(&'static str, Browser<'h>)>,
    canaries: Canaries,
    start: Vec<String>,
}

/// Somebody joins from an address; answers also what they are shown once.
async fn arrives<'h>(house: &'h House, code: &str, name: &str) -> (Browser<'h>, Vec<String>) {
    let browser = house.browser();
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(joining(name)).finish();
    let request = browser.request(Method::POST, &format!("/join/{code}"));
    let request = request
        .header("x-forwarded-for", ADDRESS)
        .header("user-agent", "canary-browser/77")
        .header("content-type", "application/x-www-form-urlencoded");
    let shown = browser.send(request.body(Body::from(body)).unwrap()).await;
    shown.is(200);
    let codes = shown
        .html
        .split("class=\"code\"")
        .skip(1)
        .map(|rest| rest.split_once('>').unwrap().1.split('<').next().unwrap().trim().to_owned());
    let codes = codes.collect();
    (browser, codes)
}

impl<'h> Scene<'h> {
    async fn of(house: &'h House) -> Self {
        let operator = house.operator().await;
        let home = operator.home().await;
        let invite = async |home: &str, office: &str| {
            let form = [("label", office), ("office", office), ("days", "14")];
            let sheet = operator.post(&format!("{home}/invitations"), &form).await;
            sheet.between("<span class=\"code\">", "</span>").to_owned()
        };
        let (author, codes) = arrives(house, &invite(&home, "member").await, "canary-author").await;
        let (moderator, _) = arrives(house, &invite(&home, "member").await, "canary-moderator").await;
        let (manager, _) = arrives(house, &invite(&home, "manager").await, "canary-manager").await;
        let porch = found(&operator, "porch", "The porch", "circle").await;
        let den = found(&operator, "den", "The den", "house").await;

        // Another house, where nobody on this staff can read, and where the author wears another name.
        let other = operator.post("/organisations", &[("name", "Harbor House")]).await.leads_to().to_owned();
        let (keeper, _) = arrives(house, &invite(&other, "manager").await, "canary-keeper").await;
        let attic = found(&keeper, "attic", "The attic", "house").await;
        author.post(&format!("/join/{}/here", invite(&other, "member").await), &[("x", "")]).await;
        let mut canaries = vec![
            ("a sign-in name", "canary-".to_owned()),
            ("a network address", ADDRESS.to_owned()),
            ("a browser", "canary-browser".to_owned()),
        ];
        for code in codes {
            canaries.push(("a recovery code", code));
        }
        for session in author.cookies.borrow().values() {
            canaries.push(("a session", session.clone()));
        }
        author.post(&format!("{attic}/membership"), &[("to", "")]).await.leads_to();
        thread(&author, &attic, "Boxes", "Old boxes").await;
        let named = author.get(&format!("{attic}/name")).await;
        let name = house.site.words.say_with("name-you-are", ("name", "|"));
        let (before, after) = name.split_once('|').unwrap();
        // Whole: a single word of it may well stand on some page.
        canaries.push(("another name", named.between(before, after).to_owned()));

        let mut start = Vec::new();
        for community in [&porch, &den] {
            for browser in [&author, &moderator] {
                browser.post(&format!("{community}/membership"), &[("to", "")]).await.leads_to();
            }
            let talk = thread(&author, community, "Supper", "Soup again").await;
            let said = comment(&author, &talk, "", "With salt").await;
            let seen = comment(&moderator, &talk, "", "Nice").await;
            let page = operator.get(&format!("/comments/{seen}/decisions")).await;
            let persona = page.between("href=\"/people/", "/ban").to_owned();
            operator.post(&format!("{community}/team"), &[("persona", &persona)]).await.leads_to();
            let report = [("reason", "other"), ("words", "look at this")];
            author.post(&format!("/comments/{seen}/report"), &report).await.leads_to();
            operator.post(&format!("/comments/{said}/report"), &report).await.leads_to();
            start.extend([
                community.to_owned(),
                format!("{community}/queue"),
                format!("{community}/decisions"),
                format!("{community}/team"),
                format!("/comments/{said}/decisions"),
                format!("{talk}/decisions"),
            ]);
        }
        start.extend(
            ["/", "/settings", "/organisations", "/circle", "/proposals", "/notices"].map(str::to_owned),
        );
        let staff = vec![("moderator", moderator), ("manager", manager), ("operator", operator)];
        Self { staff, canaries: Canaries(canaries), start }
    }

    /// Everything that somebody met and should not have.
    async fn crawl(&self, house: &House) -> (Vec<String>, usize) {
        let mut met = Vec::new();
        let mut pages = 0;
        for (who, browser) in &self.staff {
            let mut crawl = Crawl::default();
            self.start.iter().for_each(|path| crawl.notice(path));
            while let Some(path) = crawl.waiting.pop_front() {
                let answer = browser.get(&path).await;
                self.canaries.look(who, &path, &answer, &mut met);
                crawl.read(&answer);
                pages += 1;
            }
            while let Some((action, fields)) = crawl.forms.pop_front() {
                // Nobody hurries.
                house.clock.advance(chrono::Duration::minutes(5));
                let answer = browser.post(&action, &fields).await;
                self.canaries.look(who, &action, &answer, &mut met);
                crawl.read(&answer);
                pages += 1;
                while let Some(path) = crawl.waiting.pop_front() {
                    let answer = browser.get(&path).await;
                    self.canaries.look(who, &path, &answer, &mut met);
                    crawl.read(&answer);
                    pages += 1;
                }
            }
        }
        (met, pages)
    }
}

impl Canaries {
    fn look(&self, who: &str, path: &str, answer: &Answer, met: &mut Vec<String>) {
        for (what, canary) in &self.0 {
            let heads =
                answer.headers.values().any(|value| value.to_str().is_ok_and(|text| text.contains(canary)));
            if answer.html.contains(canary.as_str()) || heads {
                met.push(format!("the {who} meets {what} at {path}"));
            }
        }
    }
}

/// Where a crawl goes on.
#[derive(Default)]
struct Crawl {
    seen: BTreeSet<String>,
    waiting: VecDeque<String>,
    forms: VecDeque<(String, Vec<(String, String)>)>,
}

/// What would end the walk before its time, or leads away.
const LEFT_OUT: [&str; 9] = [
    "/settings/leaving",
    "/leave",
    "/sign-out",
    "/settings/passphrase",
    "/settings/recovery-codes",
    "/settings/sign-in-name",
    "/settings/sessions",
    "/styles",
    "/scripts",
];

impl Crawl {
    fn notice(&mut self, path: &str) {
        let path = path.replace("&amp;", "&").replace("&#38;", "&");
        let path = path.split('#').next().unwrap().to_owned();
        let ours = path.starts_with('/') && !LEFT_OUT.iter().any(|left| path.starts_with(left));
        if ours && self.seen.insert(path.clone()) {
            self.waiting.push_back(path);
        }
    }

    fn read(&mut self, answer: &Answer) {
        if let Some(next) = answer.headers.get("location").and_then(|value| value.to_str().ok()) {
            self.notice(next);
        }
        for rest in answer.html.split("href=\"").skip(1) {
            self.notice(rest.split('"').next().unwrap());
        }
        for form in answer.html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            self.form(form);
        }
    }

    /// A form is sent once for each kind of address, with what it is filled in with, and a word where it is empty.
    fn form(&mut self, form: &str) {
        let Some(action) = form.split("action=\"").nth(1).map(|rest| rest.split('"').next().unwrap()) else {
            return;
        };
        let ends =
            action.ends_with("/closing") || action.ends_with("/end") || action.ends_with("/membership");
        let kind = format!("form {}", action.replace(|sign: char| sign.is_ascii_digit(), ""));
        let left = LEFT_OUT.iter().any(|left| action.starts_with(left));
        if ends || left || !self.seen.insert(kind) {
            return;
        }
        let mut fields = Vec::new();
        for field in form.split("name=\"").skip(1) {
            let name = field.split('"').next().unwrap().to_owned();
            let tag = field.split('>').next().unwrap();
            let value = match tag.split("value=\"").nth(1) {
                Some(value) => value.split('"').next().unwrap().to_owned(),
                // Of a list, the first choice that says something.
                None => chosen(field).unwrap_or_else(|| "a few words".to_owned()),
            };
            fields.push((name, value));
        }
        self.forms.push_back((action.to_owned(), fields));
    }
}

fn chosen(field: &str) -> Option<String> {
    let list = field.split("</select>").next().filter(|_| field.contains("</select>"))?;
    let mut options = list.split("<option value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    options.find(|value| !value.is_empty()).map(str::to_owned)
}

#[tokio::test]
async fn no_page_of_the_staff_shows_who_somebody_is() {
    let house = House::new().await;
    let scene = Scene::of(&house).await;
    assert!(scene.canaries.0.len() >= 7, "{:?}", scene.canaries.0);
    let (met, pages) = scene.crawl(&house).await;
    assert_eq!(met, Vec::<String>::new());
    println!("{pages} pages and forms");
    assert!(pages > 150, "the crawl has lost its way: {pages}");
}

#[tokio::test]
async fn another_name_of_the_author_is_caught() {
    let house = House::new().await;
    Mutant::AnotherNameShown.switch_on();
    let (met, _) = Scene::of(&house).await.crawl(&house).await;
    assert!(met.iter().any(|one| one.starts_with("the moderator meets another name at /people/")), "{met:?}");
}
