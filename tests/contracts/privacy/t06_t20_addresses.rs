//! The finished program, as talkative as it can be, is used from odd addresses with odd browsers through a proxy, and is
//! killed. Nothing that it leaves (folder, write-ahead log, log lines, temporary files) holds any of them, in whatever way
//! they could be written; nor any word that somebody looked for.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    process::Stdio,
};

use aho_corasick::AhoCorasick;
use aws_lc_rs::digest;
use porchlight::config::Config;
use reqwest::{Client, RequestBuilder, StatusCode, redirect::Policy};
use rig::server::{binary, free_port};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, Command},
};

/// From where somebody comes, as their connection says and as the proxy in front says.
const FROM: [(&str, &str); 3] = [
    ("127.66.6.61", "203.0.113.166"),
    ("127.66.6.62", "198.51.100.166"),
    ("127.66.6.63", "2001:db8:66:6166:66::166"),
];
/// What their browsers are called.
const BROWSERS: [&str; 3] = ["Canarybird/66.1", "Canarybird/66.2 (made up)", "Canarybird/66.3"];

/// What somebody looks for, and nobody ever wrote.
const SOUGHT: &str = "sleeplesscanary";

/// A real server, on the engine under test's own folder, with everything logged.
struct Talkative {
    folder: PathBuf,
    port: u16,
    child: Child,
    setup: String,
}

impl Talkative {
    async fn start(mutant: Option<&str>) -> Self {
        let folder =
            std::env::temp_dir().join(format!("porchlight-t06-{}", store::Chance::system().code(12)));
        std::fs::create_dir_all(folder.join("tmp")).unwrap();
        let port = free_port();
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let mut command = Command::new(binary());
        command.arg("serve").env_clear().current_dir(&folder).kill_on_drop(true);
        command
            .env("RUST_LOG", "trace")
            .env("TMPDIR", folder.join("tmp"))
            .envs(mutant.map(|word| ("TEST_MUTANT", word)));
        command.env("PORCHLIGHT_ADDRESS", format!("http://maple.localhost:{port}"));
        command.env("PORCHLIGHT_LISTEN", format!("127.0.0.1:{port}"));
        command
            .env("PORCHLIGHT_DATA", folder.join("data"))
            .env("PORCHLIGHT_ADDRESS_HEADER", "x-forwarded-for");
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next_line().await.unwrap().unwrap();
        let mut rest = lines.into_inner();
        let out = folder.join("out");
        tokio::spawn(async move {
            let mut said = Vec::new();
            rest.read_to_end(&mut said).await.unwrap();
            std::fs::write(out, said).unwrap();
        });
        let setup = first.split_whitespace().find(|word| word.contains("/setup/")).unwrap();
        let setup = setup[setup.find("/setup/").unwrap()..].to_owned();
        let server = Self { folder, port, child, setup };
        for _ in 0..600 {
            if server.get(&Client::new(), "/health/ready").send().await.is_ok_and(|it| it.status() == 200) {
                return server;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the server does not get ready");
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn get(&self, client: &Client, path: &str) -> RequestBuilder {
        client.get(self.address(path))
    }

    /// Everything it left, file by file.
    async fn leavings(mut self) -> Vec<(PathBuf, Vec<u8>)> {
        self.child.kill().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let mut files = Vec::new();
        read_all(&self.folder, &mut files);
        std::fs::remove_dir_all(&self.folder).unwrap();
        files
    }
}

fn read_all(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            read_all(&path, files);
        } else {
            files.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
}

/// Somebody's browser, with cookies kept by hand.
struct Visitor<'s> {
    server: &'s Talkative,
    client: Client,
    from: &'static str,
    cookie: String,
}

impl<'s> Visitor<'s> {
    fn new(server: &'s Talkative, who: usize) -> Self {
        let address: IpAddr = FROM[who].0.parse().unwrap();
        let client = Client::builder().local_address(address).user_agent(BROWSERS[who]);
        let client = client.redirect(Policy::none()).build().unwrap();
        Self { server, client, from: FROM[who].1, cookie: String::new() }
    }

    async fn send(&mut self, request: RequestBuilder) -> (StatusCode, String, String) {
        let request = request.header("x-forwarded-for", self.from).header("x-real-ip", self.from);
        let request = request.header("forwarded", format!("for=\"{}\"", self.from));
        let answer = request.header("cookie", &self.cookie).send().await.unwrap();
        if let Some(cookie) = answer.headers().get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let to = answer.headers().get("location").map_or("", |to| to.to_str().unwrap()).to_owned();
        (answer.status(), to, answer.text().await.unwrap())
    }

    async fn get(&mut self, path: &str) -> String {
        self.send(self.client.get(self.server.address(path))).await.2
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> (StatusCode, String, String) {
        self.send(self.client.post(self.server.address(path)).form(form)).await
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split(after).next().unwrap()
}

const JOINING: [(&str, &str); 4] = [
    ("step", "passphrase"),
    ("passphrase", "seven slow brass lanterns"),
    ("device", "own"),
    ("adult", "yes"),
];

/// Three people set a server up, join, write, answer, report, decide, get lost, come back, knock too often and leave.
async fn use_everything(server: &Talkative) {
    let mut keeper = Visitor::new(server, 0);
    let porch = [
        ("name", "Maple"),
        ("readers", "open"),
        ("programme", "no"),
        ("organisation", "Maple House"),
        ("house", "yes"),
    ];
    keeper.post(&server.setup, &porch).await;
    let you = [&JOINING[..], &[("sign_in_name", "keeper-one")]].concat();
    let (status, ..) = keeper.post(&format!("{}/you", server.setup), &you).await;
    assert_eq!(status, 200);
    keeper.post("/setup/codes", &[("kept", "yes")]).await;
    for page in ["/today", "/doctor", "/setup/words", "/setup/keys"] {
        keeper.get(page).await;
    }
    let list = keeper.get("/organisations").await;
    let home = between(&list, "href=\"/organisations/", "\"").to_owned();
    let founding =
        [("title", "Porch"), ("name", "porch"), ("audience", "open"), ("organisation", home.as_str())];
    let (_, porch, _) = keeper.post("/communities/new", &founding).await;
    assert_eq!(porch, "/c/porch");
    let invitation = [("label", "room 3"), ("office", "member"), ("days", "14")];
    let (.., sheet) = keeper.post(&format!("/organisations/{home}/invitations"), &invitation).await;
    let code = between(&sheet, "<span class=\"code\">", "</span>").to_owned();

    let mut guest = Visitor::new(server, 1);
    guest.get(&format!("/join/{code}")).await;
    let joining = [&JOINING[..], &[("sign_in_name", "guest-two")]].concat();
    let (_, _, codes) = guest.post(&format!("/join/{code}"), &joining).await;
    let recovery = between(&codes, "<span class=\"code\">", "</span>").to_owned();
    guest.post("/c/porch/membership", &[("to", "")]).await;
    let (_, thread, _) =
        guest.post("/c/porch/threads", &[("title", "Evening"), ("body", "It is long.")]).await;
    assert!(thread.starts_with("/t/"), "{thread}");
    let (_, comment, _) = keeper.post(&format!("{thread}/comments"), &[("body", "I am here.")]).await;
    let comment = comment.rsplit("comment-").next().unwrap().to_owned();
    for path in ["support", "report", "edit", "deletion"] {
        let form =
            [("body", "Still here."), ("version", "1"), ("reason", "other"), ("words", "Please look.")];
        guest.post(&format!("/comments/{comment}/{path}"), &form).await;
    }
    keeper.post(&format!("/comments/{comment}/edit"), &[("body", "Still here."), ("version", "1")]).await;
    let decision = [("kind", "lock"), ("guideline", "1"), ("words", "Rest now.")];
    keeper.post(&format!("{thread}/decisions"), &decision).await;
    for path in
        ["/", "/mine", "/notices", "/settings", "/settings/sessions", "/communities", "/c/porch/queue"]
    {
        keeper.get(path).await;
        guest.get(path).await;
    }
    keeper.post("/communities/lookup", &[("address", "!garden@nowhere.invalid")]).await;
    let come_back = [&JOINING[1..], &[("sign_in_name", "guest-three"), ("code", recovery.as_str())]].concat();
    guest.post("/recover", &come_back).await;

    let mut stranger = Visitor::new(server, 2);
    for path in ["/", "/c/porch", &thread, "/help-now?country=US", "/nothing", "/t/%ff", "/robots.txt"] {
        stranger.get(path).await;
    }
    for path in
        ["/actor", "/c/porch", &thread, "/.well-known/webfinger?resource=acct:porch@maple.localhost", "/p/x"]
    {
        let asked = stranger.client.get(server.address(path)).header("accept", "application/activity+json");
        stranger.send(asked).await;
    }
    let letter = stranger.client.post(server.address("/inbox")).body("{}");
    stranger.send(letter.header("content-type", "application/activity+json").header("signature", "x")).await;
    let guess = [("name", "keeper-one"), ("passphrase", "wrong wrong wrong"), ("device", "own")];
    assert_eq!(stranger.post("/sign-in", &guess).await.0, 422);
    let mut late = false;
    for _ in 0..70 {
        late |= stranger.post("/setup/nothing", &guess).await.0 == 429;
    }
    assert!(late, "somebody knocked too often");
    guest.post("/sign-in", &[("name", "guest-three"), JOINING[1], JOINING[2]]).await;
    let (mut one, mut other) = (Visitor::new(server, 0), Visitor::new(server, 2));
    one.cookie = guest.cookie.clone();
    for somebody in [&mut one, &mut other] {
        let (_, address, _) = somebody.post("/search", &[("q", SOUGHT), ("in", "")]).await;
        assert!(address.starts_with("/search/") && !address.contains(SOUGHT), "{address}");
        let page = somebody.get(&address).await;
        assert!(page.contains(&format!("value=\"{SOUGHT}\"")), "{page}");
    }
    guest.get("/leave").await;
    keeper.post("/sign-out", &[("x", "")]).await;
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every way in which something could be written: as text, in hexadecimal, and under hashes that nobody keyed.
fn written(text: &str) -> Vec<Vec<u8>> {
    let mut all = vec![text.as_bytes().to_vec(), hex(text).into_bytes()];
    let hash = Sha256::digest(text);
    all.extend([hash.to_vec(), hex(hash).into_bytes()]);
    for hash in [sha2::Sha512::digest(text).to_vec(), sha1(text), md5(text)] {
        all.extend([hex(&hash).into_bytes(), hash]);
    }
    all
}

fn sha1(text: &str) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes()).as_ref().to_vec()
}

fn md5(text: &str) -> Vec<u8> {
    md5::Md5::digest(text).to_vec()
}

/// An address: also its digits as one number, its bytes, and its neighbourhood.
fn written_address(text: &str) -> Vec<Vec<u8>> {
    let mut all = written(text);
    match text.parse().unwrap() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            all.push(address.to_bits().to_string().into_bytes());
            all.push(hex(address.octets()).into_bytes());
            all.extend(written(&format!("{a}.{b}.{c}.0")));
            all.extend(written(&format!("{a}.{b}.{c}.0/24")));
            all.push(address.octets().to_vec());
        }
        IpAddr::V6(address) => {
            all.push(address.to_bits().to_string().into_bytes());
            all.push(hex(address.octets()).into_bytes());
            all.push(address.octets().to_vec());
            all.push(address.octets()[..7].to_vec());
            all.extend(written("2001:db8:66:6100::"));
            all.extend(written("2001:db8:66:6100::/56"));
        }
    }
    all
}

/// Where in what was left one of them is found.
fn found(files: &[(PathBuf, Vec<u8>)]) -> Vec<String> {
    let addresses = FROM.iter().flat_map(|(near, far)| [*near, *far]).map(|it| (it, written_address(it)));
    let browsers = BROWSERS.into_iter().chain(["Canarybird"]).map(|it| (it, written(it)));
    let sought = [(SOUGHT, written(SOUGHT))];
    let ways: Vec<(&str, Vec<u8>)> = addresses
        .chain(browsers)
        .chain(sought)
        .flat_map(|(canary, ways)| ways.into_iter().map(move |way| (canary, way)))
        .collect();
    let search = AhoCorasick::new(ways.iter().map(|(_, way)| way)).unwrap();
    let mut found = std::collections::BTreeSet::new();
    for (path, content) in files {
        let in_log = path.ends_with("log");
        for (canary, way) in search.find_overlapping_iter(content).map(|hit| &ways[hit.pattern().as_usize()])
        {
            // Four bytes alone turn up by chance in what is random.
            if way.len() > 4 || in_log {
                found.insert(format!("{canary} in {} as {}", path.display(), String::from_utf8_lossy(way)));
            }
        }
    }
    found.into_iter().collect()
}

async fn left(mutant: Option<&str>) -> Vec<(PathBuf, Vec<u8>)> {
    assert!(
        Config::default().address_header.is_empty(),
        "nobody is asked for addresses unless the operator wants it"
    );
    let server = Talkative::start(mutant).await;
    use_everything(&server).await;
    server.leavings().await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_no_browser_and_no_word_that_was_looked_for_is_left_anywhere() {
    let files = left(None).await;
    let size = |ending: &str| {
        let found = files.iter().find(|(path, _)| path.to_string_lossy().ends_with(ending));
        found.map_or(0, |(_, content)| content.len())
    };
    let traced = |(_, content): &(_, Vec<u8>)| content.windows(5).any(|part| part == b"TRACE");
    assert!(size("porchlight.sqlite-wal") > 1_000 && files.iter().any(traced), "the test can see");
    assert!(files.iter().any(|(_, content)| content.windows(11).any(|part| part == b"Still here.")));
    assert_eq!(found(&files), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_in_the_log_is_caught() {
    let found = found(&left(Some("logged-addresses")).await);
    assert!(found.iter().any(|line| line.starts_with("127.66.6.6")), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("203.0.113.166")), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("Canarybird")), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_in_the_log_is_caught() {
    let found = found(&left(Some("logged-searches")).await);
    assert!(found.iter().any(|line| line.starts_with(SOUGHT)), "{found:?}");
}
