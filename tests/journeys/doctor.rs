//! Twelve things that go wrong around a server, planted for real: the doctor names each, and the one thing to do.

use std::{
    net::{Ipv4Addr, SocketAddr},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use ::aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
};
use axum::{Router, extract::Request, http::header, response::IntoResponse, routing::get};
use base64::Engine as _;
use federation::wire::Reach;
use porchlight::{
    config::Config,
    doctor::{Patient, Room, examine},
    instance::{Instance, Plan},
};
use rig::server::binary;
use store::{Chance, Clock, Engine, Hour, backups};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};
use web::machine::{Finding, State};

/// A running server in a folder of its own, and its settings.
struct Porch {
    config: Config,
    clock: Clock,
    instance: Option<Instance>,
}

impl Porch {
    /// A server that listens, with tonight's backup.
    async fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        Self::at(address, listener).await
    }

    /// One whose public address is not where it listens: something stands in front.
    async fn at(address: SocketAddr, listener: TcpListener) -> Self {
        let address = format!("http://{address}");
        let data = std::env::temp_dir().join(format!("porchlight-doctor-{}", Chance::system().code(12)));
        let engine = Engine::Sqlite(data.join("porchlight.sqlite"));
        let plan = Plan::made_up(address.parse().unwrap(), "maple", engine, data.clone());
        let (config, clock) = (plan.config.clone(), Clock::system());
        let instance = Instance::open(plan, clock.clone()).await.unwrap();
        serve(listener, instance.router());
        members::sheet::keep(&data, &members::sheet::draw(&Chance::system())).unwrap();
        let porch = Self { config, clock, instance: Some(instance) };
        porch.back_up(0);
        porch
    }

    fn back_up(&self, hours_ago: i64) {
        let folder = self.config.data.join("backups");
        std::fs::create_dir_all(&folder).unwrap();
        let hour = Hour(self.clock.hour().0 - hours_ago * 3_600);
        std::fs::write(folder.join(backups::name(hour, "")), b"a copy").unwrap();
    }

    /// Runs statements on its database, as a mishap would.
    async fn happens(&self, statements: &[&'static str]) {
        let mut tx = self.instance.as_ref().unwrap().database.write().await.unwrap();
        for statement in statements {
            tx.sql(statement).execute().await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Takes another server into its circle.
    async fn befriend(&self, address: SocketAddr) {
        let mut tx = self.instance.as_ref().unwrap().database.write().await.unwrap();
        tx.sql("INSERT INTO instances (host, standing, actor_id) VALUES ($1, 'listed', $2)")
            .bind(address.to_string())
            .bind(format!("http://{address}/actor"))
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn patient(&self) -> Patient {
        Patient::as_found(&self.config, Reach::Demo, self.clock.clone()).await
    }

    async fn examined(&self) -> Vec<Finding> {
        let patient = self.patient().await;
        let findings = examine(&patient).await;
        patient.leave().await;
        findings
    }

    /// The doctor finds this, says the one thing to do, and finds nothing else broken.
    async fn is_told(&self, check: &str, code: &str, remedy: &str) {
        told(&self.examined().await, check, code, remedy);
    }

    fn secret(&self, name: &str) -> PathBuf {
        self.config.data.join("secrets").join(name)
    }
}

impl Drop for Porch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.config.data);
    }
}

fn told(findings: &[Finding], check: &str, code: &str, remedy: &str) {
    let found = findings.iter().find(|finding| finding.check == check && finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no {check} {code} in {findings:#?}"));
    assert!(found.state > State::Unknown && !found.why.is_empty(), "{found:?}");
    assert!(found.remedy.contains(remedy), "{found:?}");
}

fn wanting(findings: &[Finding]) -> Vec<(&str, &str)> {
    let wanting = findings.iter().filter(|finding| finding.state > State::Unknown);
    wanting.map(|finding| (finding.check, finding.code)).collect()
}

fn serve(listener: TcpListener, router: Router) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
}

/// Another server, perhaps with a clock of its own.
async fn peer(router: Router) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    serve(listener, router);
    address
}

#[tokio::test]
async fn a_healthy_server_wants_nothing_and_nothing_is_changed() {
    let porch = Porch::new().await;
    porch.befriend(peer(Router::new().route("/.well-known/nodeinfo", get(|| async { "{}" }))).await).await;
    let findings = porch.examined().await;
    assert_eq!(wanting(&findings), [], "{findings:#?}");
    assert_eq!(findings.len(), 17, "each check says one thing");
    assert!(findings.iter().all(|finding| finding.remedy.is_empty()));
}

#[tokio::test]
async fn a_wrong_clock() {
    let porch = Porch::new().await;
    let late = || async {
        let wrong = Clock::system().now() + chrono::Duration::hours(2);
        ([(header::DATE, wrong.to_rfc2822().replace("+0000", "GMT"))], "{}").into_response()
    };
    porch.befriend(peer(Router::new().route("/.well-known/nodeinfo", get(late))).await).await;
    porch.is_told("clock", "differs", "set its clock by itself").await;
}

#[tokio::test]
async fn a_clock_that_fell_behind_what_was_written() {
    let porch = Porch::new().await;
    porch
        .happens(&["INSERT INTO threads (id, community_id, ordinal, persona_id, title, body, html, notes, hour, activity, \
            active_hour) VALUES (1, 1, 1, 1, 'x', 'x', 'x', '', 99999999999, 1, 1)"])
        .await;
    porch.is_told("clock", "behind", "set its clock by itself").await;
}

/// A small disk, where the system lets us have one.
struct Disk(PathBuf);

impl Disk {
    fn full() -> Option<Self> {
        let place = std::env::temp_dir().join(format!("porchlight-disk-{}", Chance::system().code(12)));
        std::fs::create_dir_all(&place).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&place).output();
        let disk = Self(place);
        mounted.is_ok_and(|done| done.status.success()).then(|| {
            let _ = std::fs::write(disk.0.join("everything"), vec![1; 2_000_000]);
            disk
        })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}

#[tokio::test]
async fn a_full_disk() {
    let mut porch = Porch::new().await;
    match Disk::full() {
        Some(disk) => {
            let real = std::mem::replace(&mut porch.config.data, disk.0.clone());
            let findings = porch.examined().await;
            porch.config.data = real;
            told(&findings, "disk", "full", "Make room now");
        }
        None => {
            println!("no disk can be had here: it is measured instead");
            let patient = porch.patient().await.measured(|_| Some(Room(1_000_000)));
            told(&examine(&patient).await, "disk", "full", "Make room now");
        }
    }
    let patient = porch.patient().await.measured(|_| Some(Room(400_000_000)));
    told(&examine(&patient).await, "disk", "little", "Make room");
}

#[tokio::test]
async fn a_proxy_without_the_host_header() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let inner = format!("http://{}", listener.local_addr().unwrap());
    let forward = move |request: Request| {
        let address = format!("{inner}{}", request.uri());
        async move {
            let accept = request
                .headers()
                .get(header::ACCEPT)
                .cloned()
                .unwrap_or(header::HeaderValue::from_static("*/*"));
            let answer =
                reqwest::Client::new().get(address).header(header::ACCEPT, accept).send().await.unwrap();
            let status = answer.status();
            (status, answer.bytes().await.unwrap())
        }
    };
    let porch = Porch::at(peer(Router::new().fallback(forward)).await, listener).await;
    porch.is_told("proxy", "host", "proxy_set_header Host $host").await;
}

#[tokio::test]
async fn an_expired_certificate() {
    let mut porch = Porch::new().await;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    porch.config.address = format!("https://{}", listener.local_addr().unwrap());
    let certificate = CertificateDer::from_pem_slice(include_bytes!("expired/certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("expired/key.pem")).unwrap();
    answer_safely(listener, certificate, key);
    porch.is_told("tls", "expired", "Renew the certificate").await;
}

/// Answers everybody over TLS with this certificate.
fn answer_safely(listener: TcpListener, certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) {
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
            let _ = stream.shutdown().await;
        }
    });
}

/// The expired certificate with another end, signed with its own key as before.
fn renewed(days: i64, key: &PrivateKeyDer<'_>) -> CertificateDer<'static> {
    let expired = CertificateDer::from_pem_slice(include_bytes!("expired/certificate.pem")).unwrap();
    // A sequence of what is signed, how, and the signature; the first is a sequence itself, with a length of two bytes.
    let length = 4 + usize::from(u16::from_be_bytes([expired[6], expired[7]]));
    let mut signed = expired[4..4 + length].to_vec();
    let old = b"200401000000Z";
    let at = signed.windows(old.len()).position(|bytes| bytes == old).unwrap();
    let end = Clock::system().now() + chrono::Duration::days(days);
    signed[at..at + old.len()].copy_from_slice(end.format("%y%m%d%H%M%SZ").to_string().as_bytes());
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.secret_der()).unwrap();
    let signature = pair.sign(&SystemRandom::new(), &signed).unwrap();
    let how = [0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
    let bits = [3, 1 + signature.as_ref().len() as u8, 0];
    let whole = [&signed, &how[..], &bits, signature.as_ref()].concat();
    let length = u16::try_from(whole.len()).unwrap().to_be_bytes();
    [&[0x30, 0x82], &length[..], &whole].concat().into()
}

/// What the doctor says of a certificate that ends in so many days, where the system trusts it.
async fn told_of_a_certificate(days: i64) -> (String, String) {
    let mut porch = Porch::new().await;
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("expired/key.pem")).unwrap();
    let certificate = renewed(days, &key);
    let trusted = porch.config.data.join("trusted.pem");
    let text = base64::prelude::BASE64_STANDARD.encode(&certificate);
    let text = format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n");
    std::fs::write(&trusted, text).unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    porch.config.address = format!("https://{}", listener.local_addr().unwrap());
    answer_safely(listener, certificate, key);
    let (_, said) = spawned_with(&porch, &["--json"], &[("SSL_CERT_FILE", &trusted)]).await;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let findings = said["findings"].as_array().unwrap();
    let tls = findings.iter().find(|finding| finding["check"] == "tls").unwrap();
    let words = format!("{} {}", tls["what"], tls["remedy"]);
    (tls["code"].as_str().unwrap().to_owned(), words)
}

#[tokio::test]
async fn a_certificate_that_ends_soon() {
    let (code, said) = told_of_a_certificate(10).await;
    assert_eq!(code, "ending", "{said}");
    assert!(said.contains("within 10 days") && said.contains("renew it"), "{said}");
    let (code, said) = told_of_a_certificate(30).await;
    assert_eq!(code, "safe", "{said}");
}

#[tokio::test]
async fn an_address_that_waits_for_a_start_and_one_that_changed_under_others() {
    let mut porch = Porch::new().await;
    let ours = porch.config.address.clone();
    porch.config.file = porch.config.data.join("porchlight.toml");
    std::fs::write(&porch.config.file, "address = \"https://willow.example\"\n").unwrap();
    porch.is_told("address", "waits", "Start the server again").await;
    std::fs::remove_file(&porch.config.file).unwrap();
    porch.config.file = PathBuf::new();
    porch.befriend(peer(Router::new().route("/.well-known/nodeinfo", get(|| async { "{}" }))).await).await;
    assert_eq!(wanting(&porch.examined().await), []);
    porch.config.address = ours.replace("127.0.0.1", "localhost");
    let findings = porch.examined().await;
    told(&findings, "address", "moved", "Put that address back");
    assert!(findings.iter().any(|finding| finding.what.contains(&ours)), "{findings:#?}");
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn wrong_modes_are_named_and_mended() {
    let porch = Porch::new().await;
    let open =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    open(&porch.secret("pepper"), 0o644);
    open(&porch.config.data, 0o755);
    porch.is_told("secrets", "open", "doctor --fix").await;
    porch.is_told("permissions", "open", "doctor --fix").await;
    let patient = porch.patient().await;
    assert_eq!(porchlight::doctor::mend(&patient), Vec::<String>::new());
    let findings = examine(&patient).await;
    assert_eq!(wanting(&findings), [], "{findings:#?}");
    assert_eq!((mode(&porch.secret("pepper")), mode(&porch.config.data)), (0o400, 0o750));
}

#[tokio::test]
async fn a_missing_secret_and_a_cut_one() {
    let porch = Porch::new().await;
    std::fs::remove_file(porch.secret("pepper")).unwrap();
    porch.is_told("secrets", "missing", "house key sheet").await;
    std::fs::write(porch.secret("pepper"), b"cut").unwrap();
    porch.is_told("secrets", "cut", "house key sheet").await;
}

#[tokio::test]
async fn lost_secrets_are_not_made_anew_where_somebody_lives() {
    let porch = Porch::new().await;
    let open = || {
        let engine = Engine::Sqlite(porch.config.data.join("porchlight.sqlite"));
        let plan = Plan::made_up(porch.config.base().unwrap(), "maple", engine, porch.config.data.clone());
        Instance::open(plan, Clock::system())
    };
    let members = porch.instance.as_ref().unwrap().members.clone();
    let home = members::SetUp { organisation_name: "Maple House".into(), house: true };
    let code = members.set_up(home).await.unwrap();
    let joining = members::Joining {
        sign_in_name: "quiet porch".into(),
        passphrase: "kettle-window-lantern-tide".into(),
        device: members::Device::Own,
    };
    members.join(&code, joining).await.unwrap();
    std::fs::remove_file(porch.secret("pepper")).unwrap();
    let refused = open().await.err().unwrap().to_string();
    assert!(refused.contains("pepper is gone") && refused.contains("house key sheet"), "{refused}");
    assert!(!porch.secret("pepper").exists());
}

#[tokio::test]
async fn a_newer_schema() {
    let porch = Porch::new().await;
    porch.happens(&["INSERT INTO migrations (name, digest) VALUES ('9999_tomorrow', 'x')"]).await;
    porch.is_told("schema", "newer", "Install the newer version again").await;
}

#[tokio::test]
async fn a_table_gone() {
    let porch = Porch::new().await;
    porch.happens(&["DROP TABLE mutes"]).await;
    let findings = porch.examined().await;
    told(&findings, "schema", "gone", "restore the last backup");
    assert!(findings.iter().any(|finding| finding.what.contains("mutes")), "{findings:#?}");
}

#[tokio::test]
async fn a_dead_peer() {
    let porch = Porch::new().await;
    let gone = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
    porch.befriend(gone).await;
    let findings = porch.examined().await;
    told(&findings, "peers", "silent", "Ask its operator");
    assert!(findings.iter().any(|finding| finding.what.contains(&gone.to_string())), "{findings:#?}");
}

#[tokio::test]
async fn a_stuck_job() {
    let porch = Porch::new().await;
    porch
        .happens(&[
            "INSERT INTO lanes (queue, lane, due_at) VALUES ('delivery', 'harbor.example', 1000)",
            "INSERT INTO jobs (queue, lane, position, payload) VALUES ('delivery', 'harbor.example', 1, '{}')",
        ])
        .await;
    porch.is_told("queue", "stuck", "Start the server again").await;
    porch
        .happens(&["INSERT INTO dead_letters (id, queue, lane, payload, reason, hour) \
        VALUES (1, 'delivery', 'harbor.example', '{}', 'gone', 1000)"])
        .await;
    porch.is_told("dead", "some", "porchlight federation dead").await;
}

#[tokio::test]
async fn a_stale_backup_an_untried_one_and_none() {
    let mut porch = Porch::new().await;
    let folder = porch.config.data.join("backups");
    std::fs::remove_dir_all(&folder).unwrap();
    porch.is_told("backup", "none", "house key sheet").await;
    porch.back_up(96);
    porch.is_told("backup", "old", "porchlight backup").await;
    std::fs::write(backups::untried(&folder.join(backups::name(porch.clock.hour(), ""))), b"half").unwrap();
    porch.is_told("backup", "untried", "porchlight backup").await;
    std::fs::remove_file(porch.config.data.join("key-sheet.json")).unwrap();
    porch.is_told("sheet", "none", "porchlight keys sheet").await;
    porch.config.backup_keep_days = 0;
    porch.is_told("backup", "off", "backup_keep_days").await;
}

#[tokio::test]
async fn a_wrong_public_address_and_a_silent_one() {
    let mut porch = Porch::new().await;
    let ours = porch.config.address.clone();
    porch.config.address = format!("http://{}", peer(Router::new().fallback(|| async { "Welcome" })).await);
    let findings = porch.examined().await;
    told(&findings, "address", "another", "Correct \"address\"");
    told(&findings, "webfinger", "wrong", "/.well-known/");
    told(&findings, "nodeinfo", "wrong", "proxy");
    porch.config.address = "http://127.0.0.1:9".into();
    porch.is_told("address", "silent", "Start the server").await;
    porch.config.address = "https://no-such-name.invalid".into();
    porch.is_told("dns", "nowhere", "Add the name").await;
    porch.config.address = ours;
    assert_eq!(wanting(&porch.examined().await), []);
}

/// The command itself: its exit codes, its JSON, and that it makes nothing where nothing is.
#[tokio::test]
async fn the_command_says_by_its_exit_code_how_bad_it_is() {
    let porch = Porch::new().await;
    let (code, said) = spawned(&porch, &[]).await;
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("fine     Database: It answers"), "{said}");
    std::fs::set_permissions(porch.secret("pepper"), std::fs::Permissions::from_mode(0o640)).unwrap();
    let (code, said) = spawned(&porch, &[]).await;
    assert!(
        code == 1 && said.contains("Why it matters: ") && said.contains("What to do: Run"),
        "{code} {said}"
    );
    let (code, said) = spawned(&porch, &["--fix", "--json"]).await;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, 0, "{said}");
    assert_eq!(said["findings"].as_array().unwrap().len(), 17);
    assert_eq!(said["findings"][0]["check"], "database");
    std::fs::remove_file(porch.secret("pepper")).unwrap();
    assert_eq!(spawned(&porch, &[]).await.0, 2);

    let mut nowhere = porch.config.clone();
    nowhere.data = std::env::temp_dir().join(format!("porchlight-nowhere-{}", Chance::system().code(12)));
    let empty = Porch { config: nowhere, clock: Clock::system(), instance: None };
    let (code, said) = spawned(&empty, &[]).await;
    assert!(code == 2 && said.contains("there is no file"), "{said}");
    assert!(!empty.config.data.exists(), "looking makes nothing");
}

/// Runs `porchlight doctor` beside the running server.
async fn spawned(porch: &Porch, more: &[&str]) -> (i32, String) {
    spawned_with(porch, more, &[]).await
}

async fn spawned_with(porch: &Porch, more: &[&str], variables: &[(&str, &Path)]) -> (i32, String) {
    let mut command = tokio::process::Command::new(binary());
    command.args(["doctor", "--data"]).arg(&porch.config.data).args(more).env_clear();
    command.envs(variables.iter().copied());
    command.env("PORCHLIGHT_ADDRESS", &porch.config.address).current_dir(std::env::temp_dir());
    let done = command.output().await.unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stdout).unwrap())
}
