//! A house with its pages, and browsers that knock: cookies, forms and addresses, no network.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderName, Method, Request, StatusCode, header},
};
use federation::{Federation, wire::Reach};
use forum::{
    Media,
    media::{Darkroom, Place, Storage},
};
use members::{HashingCost, Members, NameLists, ServerSecrets, SetUp};
use search::{Search, Synonyms};
use store::{Clock, testing::TestDatabase};
use tower::ServiceExt;
use web::{Copies, Site, SiteSettings, machine::Beneath};

use crate::machine::Stand;

pub const PASSPHRASE: &str = "kettle-window-lantern-tide";
const NAMES: &str = include_str!("../../../../frontend/data/names.toml");

/// One server with one home, "Maple House".
pub struct House {
    pub site: Arc<Site>,
    pub clock: Clock,
    pub machine: Arc<Stand>,
    router: Router,
    _index: Folder,
    _database: TestDatabase,
}

/// What a house is like when it differs from the usual one.
pub struct Plan {
    pub secure: bool,
    pub setup_token: Option<String>,
    pub base: &'static str,
    /// Where its source can be had, if the operator said so.
    pub source: Option<&'static str>,
    /// Its address as an onion service.
    pub onion: Option<&'static str>,
    /// Whether it has a side of the wire; making its key takes a moment.
    pub federates: bool,
    /// How many bytes all pictures may take together.
    pub picture_room: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            secure: true,
            setup_token: None,
            base: "https://maple.example",
            source: None,
            onion: None,
            federates: false,
            picture_room: 100_000_000,
        }
    }
}

impl House {
    pub async fn new() -> Self {
        Self::planned(Plan::default()).await
    }

    pub async fn planned(plan: Plan) -> Self {
        let clock = Clock::standing_at(1_795_443_382);
        let database = TestDatabase::with(clock.clone()).await;
        let secrets = Arc::new(ServerSecrets::for_tests());
        let names = Arc::new(NameLists::from_toml(NAMES).unwrap());
        let media = media(&database, plan.picture_room);
        let federation = plan.federates.then(|| federate(&database, &secrets, &media, plan.base));
        let members = Members::new(database.database.clone(), secrets, HashingCost::CHEAP, names);
        let machine = Arc::new(Stand::default());
        let settings = SiteSettings {
            requests: 256,
            base: plan.base.parse().unwrap(),
            name: "Maple".into(),
            demo: false,
            copies: Copies::None,
            leave_to: "https://weather.example/".into(),
            source: plan.source.map(|source| source.parse().unwrap()),
            treatment_centres: vec!["Hope Harbour".into()],
            secure: plan.secure,
            address_header: Some(HeaderName::from_static("x-forwarded-for")),
            onion: plan.onion.map(|onion| onion.parse().unwrap()),
            setup_token: plan.setup_token,
            machine: Beneath(Some(machine.clone())),
        };
        let index = Folder::new(&database);
        let search = Search::open(database.database.clone(), &index.0, Synonyms::default()).unwrap();
        let site = Site::new(members, federation, search, media, settings);
        Self { router: web::router(site.clone()), site, clock, machine, _index: index, _database: database }
    }

    /// Search has taken in everything that happened.
    pub async fn indexed(&self) {
        let search = self.site.search.as_ref().expect("a search");
        search.catch_up().await.unwrap();
    }

    /// Somebody with a fresh browser.
    pub fn browser(&self) -> Browser<'_> {
        Browser { house: self, cookies: RefCell::default() }
    }

    /// The first operator, signed in.
    pub async fn operator(&self) -> Browser<'_> {
        let asked = SetUp { organisation_name: "Maple House".into(), house: true };
        let code = self.site.members.set_up(asked).await.unwrap();
        self.joined(&code, "operator-one").await
    }

    /// Somebody who joins with `code`.
    pub async fn joined(&self, code: &str, name: &str) -> Browser<'_> {
        let browser = self.browser();
        let answer = browser.post(&format!("/join/{code}"), &joining(name)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.html);
        browser
    }

    /// A member whom `operator` invited.
    pub async fn newcomer(&self, operator: &Browser<'_>, name: &str) -> Browser<'_> {
        let code = operator.invite("a newcomer").await;
        self.joined(&code, name).await
    }
}

/// Where this house's index lies, as long as the house stands.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(database: &TestDatabase) -> Self {
        let name = format!("porchlight-search-{}", database.database.chance().code(12));
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn federate(database: &TestDatabase, secrets: &Arc<ServerSecrets>, media: &Media, base: &str) -> Federation {
    let folder = std::env::temp_dir().join(format!("porchlight-key-{}", database.database.chance().code(12)));
    let settings =
        federation::Settings { base: base.parse().unwrap(), reach: Reach::Public, name: "Maple".into() };
    let file = folder.join("signing.pem");
    let federation =
        Federation::open(database.database.clone(), secrets.clone(), media.clone(), settings, &file).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    federation
}

/// The second screen of joining, filled in.
pub fn joining(name: &str) -> [(&'static str, String); 5] {
    [
        ("step", "passphrase".to_owned()),
        ("sign_in_name", name.to_owned()),
        ("passphrase", PASSPHRASE.to_owned()),
        ("device", "own".to_owned()),
        ("adult", "yes".to_owned()),
    ]
}

/// A browser without JavaScript.
pub struct Browser<'h> {
    house: &'h House,
    pub cookies: RefCell<BTreeMap<String, String>>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post<K: AsRef<str>, V: AsRef<str>>(&self, path: &str, form: &[(K, V)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A request with this browser's cookies, to be changed by the test.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(header::HOST, "maple.example");
        if cookies.is_empty() { request } else { request.header(header::COOKIE, cookies.join("; ")) }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = to_bytes(body, 4_000_000).await.unwrap();
        // Words are compared as people read them.
        let html = String::from_utf8_lossy(&bytes).replace("&#39;", "'");
        Answer { status: parts.status, headers: parts.headers, html }
    }

    /// As [`Browser::send`], for what is no page.
    pub async fn bytes(&self, request: Request<Body>) -> (HeaderMap, Vec<u8>) {
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        assert_eq!(parts.status, StatusCode::OK);
        (parts.headers, to_bytes(body, 4_000_000).await.unwrap().to_vec())
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// A manager makes an invitation; answers its code, as the sheet shows it.
    pub async fn invite(&self, label: &str) -> String {
        let home = self.home().await;
        let form = [("label", label), ("office", "member"), ("days", "14")];
        let sheet = self.post(&format!("{home}/invitations"), &form).await;
        sheet.between("<span class=\"code\">", "</span>").to_owned()
    }

    /// The address of the first home this manager sees.
    pub async fn home(&self) -> String {
        let list = self.get("/organisations").await;
        format!("/organisations/{}", list.between("href=\"/organisations/", "\""))
    }
}

impl Answer {
    /// The text between two others; the test ends when it is not there.
    pub fn between(&self, before: &str, after: &str) -> &str {
        let start =
            self.html.find(before).unwrap_or_else(|| panic!("no {before:?} in {}", self.html)) + before.len();
        let length = self.html[start..].find(after).unwrap();
        &self.html[start..start + length]
    }

    /// Where a 303 leads.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.html);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The page says these words.
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.html.contains(words), "{words:?} is not in {}", self.html);
        self
    }

    pub fn says_not(&self, words: &str) -> &Self {
        assert!(!self.html.contains(words), "{words:?} is in {}", self.html);
        self
    }

    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.html);
        self
    }
}

/// Pictures are made clean by the finished program.
fn media(database: &TestDatabase, room: u64) -> Media {
    let folder =
        std::env::temp_dir().join(format!("porchlight-media-{}", database.database.chance().code(12)));
    let storage = Storage::open(&Place::Folder(folder)).unwrap();
    Media::new(database.database.clone(), Darkroom::new(program()), storage, room)
}

/// The one that `TEST_BINARY` names, or the one that was built beside the tests.
fn program() -> std::path::PathBuf {
    let beside = || std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("porchlight");
    std::env::var_os("TEST_BINARY").map_or_else(beside, Into::into)
}
