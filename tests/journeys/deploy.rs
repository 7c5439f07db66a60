//! What stands in `deploy/`, tried with the real programs. Run by `tests/run --only deploy`, which installs them.

mod filter;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use rig::server::{binary, free_port};

use crate::serve::{Porch, stops};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn deployed(file: &str) -> String {
    fs::read_to_string(root().join("deploy").join(file)).unwrap()
}

/// A folder of its own, which goes when dropped.
struct Bench(PathBuf);

impl Bench {
    fn new() -> Self {
        let folder =
            std::env::temp_dir().join(format!("porchlight-deploy-{}", store::Chance::system().code(12)));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs a program that has to be there, and to succeed.
fn runs(command: &mut Command) -> String {
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let told = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{command:?}: {told}");
    told
}

#[test]
#[ignore = "systemd-analyze"]
fn the_service_is_sound_and_shut_in() {
    let bench = Bench::new();
    let unit = deployed("porchlight.service");
    let here = unit.replace("/usr/local/bin/porchlight", binary().to_str().unwrap());
    assert_ne!(unit, here);
    let file = bench.put("porchlight.service", &here);
    let told = runs(Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&file));
    assert!(!told.contains("porchlight.service:"), "{told}");
    // 20 tenths: 2.0 of 10, of which 10 is open to all.
    runs(
        Command::new("systemd-analyze")
            .args(["security", "--offline=true", "--threshold=20", "--no-pager"])
            .arg(&file),
    );
}

#[test]
#[ignore = "systemd-analyze"]
fn a_service_that_is_open_is_caught() {
    let bench = Bench::new();
    let open: String = deployed("porchlight.service")
        .lines()
        .filter(|line| {
            !line.starts_with("SystemCall") && !line.starts_with("Protect") && !line.starts_with("Capability")
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let file = bench.put("porchlight.service", &open);
    let told = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--threshold=20", "--no-pager"])
        .arg(file)
        .output()
        .unwrap();
    assert!(!told.status.success());
}

#[test]
#[ignore = "caddy and tor"]
fn caddy_and_tor_understand_their_files() {
    let bench = Bench::new();
    let caddy = |host: &str| {
        let mut command = Command::new("caddy");
        command
            .args(["adapt", "--validate", "--adapter", "caddyfile", "--config"])
            .arg(root().join("deploy/Caddyfile"));
        command.env("PORCH_HOST", host).env("PORCH_UPSTREAM", "127.0.0.1:8420").env("HOME", &bench.0);
        runs(&mut command)
    };
    let understood = caddy("porch.localhost");
    assert!(understood.contains("porch.localhost") && understood.contains("127.0.0.1:8420"), "{understood}");
    assert!(!understood.contains("encode"), "pages are packed by Porchlight only");
    let torrc = deployed("torrc.example")
        .replace("/var/lib/tor/porchlight/", bench.0.join("onion/").to_str().unwrap());
    let file = bench.put("torrc", &torrc);
    runs(
        Command::new("tor")
            .args(["--verify-config", "--hush", "-f"])
            .arg(file)
            .arg("--DataDirectory")
            .arg(bench.0.join("tor")),
    );
}

#[test]
#[ignore = "python3-yaml"]
fn the_compose_files_are_sound_and_leave_no_door_open() {
    const READ: &str = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))";
    for file in ["compose.sqlite.yaml", "compose.postgres.yaml"] {
        let told =
            runs(Command::new("/usr/bin/python3").args(["-c", READ]).arg(root().join("deploy").join(file)));
        let compose: serde_json::Value = serde_json::from_str(&told).unwrap();
        let porch = &compose["services"]["porchlight"];
        assert_eq!(porch["read_only"], true, "{file}");
        assert_eq!(porch["cap_drop"], serde_json::json!(["ALL"]), "{file}");
        assert_eq!(porch["build"]["dockerfile"], "deploy/Dockerfile");
        assert!(
            porch["ports"].is_null() && compose["services"]["postgres"]["ports"].is_null(),
            "only the proxy is reached"
        );
        for (name, _) in porch["environment"].as_object().unwrap() {
            let key = name.strip_prefix("PORCHLIGHT_").unwrap().to_lowercase();
            assert!(porchlight::config::MEANINGS.iter().any(|(known, _)| *known == key), "{file}: {name}");
        }
        for volume in porch["volumes"].as_array().unwrap() {
            let name = volume.as_str().unwrap().split(':').next().unwrap();
            assert!(compose["volumes"].get(name).is_some(), "{file}: {volume}");
        }
    }
}

/// The Dockerfile's lines of one kind.
fn steps<'t>(dockerfile: &'t str, kind: &str) -> Vec<&'t str> {
    dockerfile.lines().filter_map(|line| line.strip_prefix(kind)).map(str::trim).collect()
}

/// The image's steps without an engine: what it copies is all that cargo wants, and what it then runs, runs, as somebody
/// who owns nothing but the data. The program is the one that was built for the other tests.
#[tokio::test]
#[ignore = "setpriv as root"]
async fn the_image_is_made_of_what_is_there_and_runs_as_nobody() {
    let dockerfile = deployed("Dockerfile");
    let bench = Bench::new();
    for step in steps(&dockerfile, "COPY ").iter().filter(|step| !step.starts_with("--from")) {
        let (sources, to) = step.rsplit_once(' ').unwrap();
        for source in sources.split(' ') {
            let to = if to == "./" { bench.0.join(source) } else { bench.0.join(to) };
            runs(
                Command::new("rsync")
                    .args(["--archive", "--exclude=node_modules", "--exclude=output"])
                    .arg(format!(
                        "{}{}",
                        root().join(source).display(),
                        if root().join(source).is_dir() { "/" } else { "" }
                    ))
                    .arg(to),
            );
        }
    }
    let build = steps(&dockerfile, "RUN cargo ")[0];
    assert_eq!(build, "build --locked --profile dist --package porchlight");
    assert!(steps(&dockerfile, "COPY --from=build ")[0].starts_with("/src/target/dist/porchlight "));
    // All that cargo reads before it compiles: every manifest, the lock file, every target's first file.
    let metadata = ["metadata", "--locked", "--format-version", "1"];
    let told = runs(Command::new("cargo").args(metadata).current_dir(&bench.0));
    assert!(told.contains("\"porchlight\""));
    for outside in
        ["frontend/locales/en.ftl", "frontend/pictures/help/leave.png", "migrations/0001_members.sql"]
    {
        assert!(bench.0.join(outside).exists(), "{outside} is part of the program");
    }

    let user = steps(&dockerfile, "USER ")[0];
    assert!(!user.starts_with('0') && !user.starts_with("root"));
    let data = bench.0.join("data");
    fs::create_dir(&data).unwrap();
    runs(Command::new("chown").arg(user).arg(&data));
    runs(Command::new("chmod").arg("755").arg(&bench.0));
    let program = bench.0.join("porchlight");
    fs::copy(binary(), &program).unwrap();
    let port = free_port();
    let inside = |arguments: &[&str]| {
        let (uid, gid) = user.split_once(':').unwrap();
        let mut command = Command::new("setpriv");
        command.args([
            &format!("--reuid={uid}"),
            &format!("--regid={gid}"),
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
        ]);
        command.arg(&program).args(arguments).env_clear().current_dir(&data);
        for line in steps(&dockerfile, "ENV ") {
            let (name, value) = line.split_once('=').unwrap();
            let value = value.replace("/data", data.to_str().unwrap()).replace("8420", &port.to_string());
            command.env(name, value);
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert_eq!(
        (steps(&dockerfile, "ENTRYPOINT "), steps(&dockerfile, "CMD ")),
        (vec!["[\"porchlight\"]"], vec!["[\"serve\"]"])
    );
    assert!(dockerfile.contains("HEALTHCHECK") && dockerfile.contains("CMD [\"porchlight\", \"health\"]"));
    assert!(!inside(&["health"]).status().unwrap().success(), "nobody answers yet");
    let mut child = inside(&["serve"]).spawn().unwrap();
    let begun = Instant::now();
    while !inside(&["health"]).status().unwrap().success() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the health check stays red");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(stops(&mut child), "SIGTERM ends it");
}

/// nginx with the file from `deploy/`, on ports and under a name of this test's own.
struct Nginx {
    bench: Bench,
    secure: u16,
    plain: u16,
    child: Child,
}

impl Nginx {
    fn start(upstream: u16, secure: u16) -> Self {
        let (bench, plain) = (Bench::new(), free_port());
        let [chain, key] = ["fullchain.pem", "privkey.pem"].map(|file| bench.0.join(file));
        runs(
            Command::new("openssl")
                .args([
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                    "-days",
                    "2",
                ])
                .args([
                    "-subj",
                    "/CN=porch.localhost",
                    "-addext",
                    "subjectAltName=DNS:porch.localhost",
                    "-keyout",
                ])
                .arg(&key)
                .arg("-out")
                .arg(&chain),
        );
        let site = deployed("nginx.conf")
            .replace("listen [::]:80;", "")
            .replace("listen [::]:443 ssl;", "")
            .replace("listen 80;", &format!("listen 127.0.0.1:{plain};"))
            .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{secure} ssl;"))
            .replace("/etc/ssl/porch.example/", &format!("{}/", bench.0.display()))
            .replace("porch.example", "porch.localhost")
            .replace("127.0.0.1:8420", &format!("127.0.0.1:{upstream}"));
        let site = bench.put("site.conf", &site);
        let folder = bench.0.display();
        let whole = format!(
            "daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{\n\
             client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;\n\
             uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\ninclude {};\n}}\n",
            site.display()
        );
        let whole = bench.put("nginx.conf", &whole);
        runs(Command::new("chmod").arg("755").arg(&bench.0));
        runs(Command::new("nginx").arg("-t").arg("-c").arg(&whole).args(["-e", "stderr"]));
        let child = Command::new("nginx")
            .arg("-c")
            .arg(whole)
            .args(["-e", "stderr"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { bench, secure, plain, child }
    }

    /// A page or a form's answer, as curl gets it with cookies: the head and the body.
    fn ask(&self, path: &str, form: &[(&str, &str)], more: &[&str]) -> String {
        let mut curl = Command::new("curl");
        curl.args([
            "--silent",
            "--show-error",
            "--include",
            "--retry-connrefused",
            "--retry",
            "20",
            "--retry-delay",
            "1",
        ]);
        curl.arg("--cacert").arg(self.bench.0.join("fullchain.pem"));
        curl.args(["--resolve", &format!("porch.localhost:{}:127.0.0.1", self.secure)]);
        let jar = self.bench.0.join("cookies");
        curl.arg("--cookie").arg(&jar).arg("--cookie-jar").arg(&jar).args(more);
        for (name, value) in form {
            curl.args(["--data-urlencode", &format!("{name}={value}")]);
        }
        runs(curl.arg(format!("https://porch.localhost:{}{path}", self.secure)))
    }

    /// A form's way on.
    fn post(&self, path: &str, form: &[(&str, &str)]) -> String {
        let answer = self.ask(path, form, &["--header", "Sec-Fetch-Site: same-origin"]);
        let location = answer.lines().find_map(|line| line.strip_prefix("location: "));
        location.unwrap_or_else(|| panic!("{path}: {answer}")).trim().to_owned()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before:?} in {text}")).1;
    rest.split(after).next().unwrap()
}

#[tokio::test]
#[ignore = "nginx, curl and openssl"]
async fn somebody_joins_signs_in_and_posts_through_nginx_over_tls() {
    let (porch, secure) = (Porch::new(), free_port());
    let porchlight = |arguments: &[&str]| {
        let mut command = porch.program(arguments);
        command.env("PORCHLIGHT_ADDRESS", format!("https://porch.localhost:{secure}"));
        command.env("PORCHLIGHT_ADDRESS_HEADER", "x-forwarded-for");
        command
    };
    runs(&mut porchlight(&["house", "add", "Maple"]));
    let invited = runs(&mut porchlight(&["user", "invite", "--label", "first", "--operator"]));
    let mut child = porchlight(&["serve"]).spawn().unwrap();
    porch.ready().await;
    let nginx = Nginx::start(porch.port, secure);

    let join = invited.trim().split_once(&format!(":{secure}")).unwrap().1;
    let passphrase = "kettle-window-lantern-tide";
    let form = [
        ("step", "passphrase"),
        ("sign_in_name", "june"),
        ("passphrase", passphrase),
        ("device", "own"),
        ("adult", "yes"),
    ];
    let joined = nginx.ask(join, &form, &["--header", "Sec-Fetch-Site: same-origin"]);
    assert!(joined.contains("set-cookie: __Host-session=") && joined.contains("; Secure"), "{joined}");
    nginx.post("/sign-out", &[("x", "")]);
    nginx.post("/sign-in", &[("name", "june"), ("passphrase", passphrase), ("device", "own")]);
    let home = nginx.ask("/organisations", &[], &[]);
    let organisation = between(&home, "href=\"/organisations/", "\"");
    let community = nginx.post(
        "/communities/new",
        &[("title", "The porch"), ("name", "porch"), ("audience", "house"), ("organisation", organisation)],
    );
    let thread = nginx.post(
        &format!("{community}/threads"),
        &[("title", "Long evenings"), ("body", "What do you do with them?")],
    );
    let page = nginx.ask(&thread, &[], &["--compressed"]);
    assert!(page.contains("content-encoding: gzip") && page.contains("What do you do with them?"), "{page}");
    assert!(
        !nginx.ask("/", &[], &["--compressed"]).contains("content-encoding"),
        "nginx packs nothing by itself"
    );
    let plain = runs(Command::new("curl").args([
        "--silent",
        "--include",
        &format!("http://127.0.0.1:{}/t/5", nginx.plain),
    ]));
    assert!(plain.contains(" 301 ") && plain.contains("https://porch.localhost/t/5"), "{plain}");
    let log = fs::read_to_string(nginx.bench.0.join("error.log")).unwrap_or_default();
    assert!(!log.contains("127.0.0.1"), "{log}");
    drop(nginx);
    assert!(stops(&mut child));
}
