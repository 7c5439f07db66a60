//! The service's filter of system calls, set as systemd would set it: the program lives and works inside.

use std::{
    io::{Cursor, Write},
    path::Path,
    process::{Command, Stdio},
};

use members::{Device, Joining, SetUp};
use porchlight::instance::{Instance, Plan};
use store::{Clock, Engine};

use super::{Bench, deployed};
use crate::serve::{Porch, stops};

/// Reads the filter's lines from the unit named first, sets what they say, and becomes the rest of its arguments.
const WRAP: &str = r"
import errno, os, seccomp, subprocess, sys
def calls(word):
    if not word.startswith('@'):
        return {word}
    command = ['systemd-analyze', '--no-pager', 'syscall-filter', word]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in told.splitlines()[1:]]
    return set().union(*(calls(line) for line in lines if line and not line.startswith('#')))
allowed = set()
for line in open(sys.argv[1]):
    if line.startswith('SystemCallFilter='):
        words = line.split('=', 1)[1].split()
        named = set().union(*(calls(word.lstrip('~')) for word in words))
        allowed = allowed - named if words[0].startswith('~') else allowed | named
rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
for name in allowed:
    try:
        rules.add_rule(seccomp.ALLOW, name)
    except RuntimeError:
        pass  # a call that this machine does not have
rules.load()
os.execve(sys.argv[2], sys.argv[2:], os.environ)
";

/// The same command inside the filter of this unit.
fn inside(unit: &Path, command: &Command) -> Command {
    let mut inside = Command::new("/usr/bin/python3");
    inside.args(["-c", WRAP]).arg(unit).arg(command.get_program()).args(command.get_args());
    // The wrapper looks for `systemd-analyze`; the rest is what the test chose.
    inside.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    inside.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    inside.stdout(Stdio::piped()).stderr(Stdio::piped());
    inside
}

/// Whether a picture is made clean inside the filter.
fn cleans_a_picture(porch: &Porch, unit: &Path) -> bool {
    let mut picture = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(40, 30).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let mut child = inside(unit, &porch.program(&["picture"])).stdin(Stdio::piped()).spawn().unwrap();
    // It may have ended before it was handed anything.
    let _ = child.stdin.take().unwrap().write_all(picture.get_ref());
    let done = child.wait_with_output().unwrap();
    done.status.success() && !done.stdout.is_empty()
}

#[tokio::test]
#[ignore = "systemd-analyze and python3-seccomp"]
async fn the_program_works_inside_the_filter_of_its_service() {
    let porch = Porch::new();
    let bench = Bench::new();
    let unit = bench.put("porchlight.service", &deployed("porchlight.service"));
    let mut child = inside(&unit, &porch.program(&["serve"])).spawn().unwrap();
    porch.ready().await;
    for page in ["/", "/help", "/help-now", "/privacy", "/sign-in"] {
        assert_eq!(porch.page(page).await.unwrap().0, 200, "{page}");
    }
    for command in [&["health"][..], &["doctor", "--json"]] {
        let done = inside(&unit, &porch.program(command)).output().unwrap();
        let told =
            format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        // The doctor has something to say about a server that nobody set up.
        assert!(done.status.success() || command[0] == "doctor", "{command:?}: {told}");
        assert!(!told.contains("not permitted"), "{command:?}: {told}");
    }
    assert!(cleans_a_picture(&porch, &unit));
    assert!(stops(&mut child), "SIGTERM ends it");
}

/// Somebody moves in, beside the server that runs.
async fn is_lived_in(porch: &Porch) {
    let engine = Engine::Sqlite(porch.data.join("porchlight.sqlite"));
    let address = format!("http://localhost:{}", porch.port).parse().unwrap();
    let plan = Plan::made_up(address, "maple", engine, porch.data.clone());
    let members = Instance::open(plan, Clock::system()).await.unwrap().members;
    let code = members.set_up(SetUp { organisation_name: "Maple House".into(), house: true }).await.unwrap();
    let joining = Joining {
        sign_in_name: "quiet porch".into(),
        passphrase: "kettle-window-lantern-tide".into(),
        device: Device::Own,
    };
    members.join(&code, joining).await.unwrap();
}

#[tokio::test]
#[ignore = "systemd-analyze and python3-seccomp"]
async fn a_backup_is_made_and_tried_inside_the_filter() {
    let porch = Porch::new();
    let bench = Bench::new();
    let unit = bench.put("porchlight.service", &deployed("porchlight.service"));
    let mut child = inside(&unit, &porch.program(&["serve"])).spawn().unwrap();
    porch.ready().await;
    is_lived_in(&porch).await;
    let copy = bench.0.join("porchlight.age");
    let copy = copy.to_str().unwrap();
    let sheet = inside(&unit, &porch.program(&["keys", "sheet", "--unasked"])).output().unwrap();
    let told = String::from_utf8(sheet.stdout).unwrap();
    let words = bench.put("sheet.txt", told.lines().nth(2).unwrap().trim());
    let tried: [&[&str]; 2] =
        [&["backup", copy], &["verify-backup", copy, "--words", words.to_str().unwrap()]];
    for command in tried {
        let done = inside(&unit, &porch.program(command)).output().unwrap();
        assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
    assert!(stops(&mut child), "SIGTERM ends it");
}

#[test]
#[ignore = "systemd-analyze and python3-seccomp"]
fn a_filter_that_shuts_out_what_is_needed_is_caught() {
    let porch = Porch::new();
    let bench = Bench::new();
    let service = deployed("porchlight.service");
    let shut = service.replace("~@privileged @resources", "~@privileged @resources @network-io");
    assert_ne!(shut, service);
    let unit = bench.put("porchlight.service", &shut);
    let done = inside(&unit, &porch.program(&["serve"])).output().unwrap();
    assert!(!done.status.success(), "it cannot listen");
}
