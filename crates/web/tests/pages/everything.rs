//! Everything somebody wrote, in a file that only their passphrase opens.

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
};

use age::{Decryptor, scrypt, secrecy::SecretString};
use axum::{
    body::Body,
    http::{Method, header},
};

use crate::{
    cast::{found, thread},
    rig::{House, PASSPHRASE},
};

const OWN: &str = "four lanterns near water";

fn opened(bytes: &[u8], passphrase: &str) -> Option<Vec<u8>> {
    let identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    let mut plain = Vec::new();
    let decryptor = Decryptor::new(bytes).ok()?;
    decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).ok()?.read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// The files in an archive, as the program `tar` sees them.
fn listed(tar: &[u8]) -> String {
    let mut child =
        Command::new("tar").arg("-tf-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(tar).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// What the real `age` makes of it, where it is installed: it asks for a passphrase on a terminal, which `script` lends.
fn opened_by_the_program(bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("everything-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (sealed, plain) = (folder.join("sealed"), folder.join("plain"));
    std::fs::write(&sealed, bytes).unwrap();
    let command = format!("age -d -o {} {}", plain.display(), sealed.display());
    let child = Command::new("script")
        .args(["-q", "-e", "-c", &command, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Ok(mut child) = child {
        // It reads the line once it has asked.
        std::thread::sleep(std::time::Duration::from_millis(500));
        let _ = child.stdin.take().unwrap().write_all(format!("{OWN}\n").as_bytes());
        let _ = child.wait();
    }
    let read = std::fs::read(&plain).ok();
    std::fs::remove_dir_all(&folder).unwrap();
    read
}

#[tokio::test]
async fn everything_is_handed_out_to_who_knows_the_passphrase() {
    let house = House::new().await;
    let operator = house.operator().await;
    for (name, audience) in [("porch", "circle"), ("kitchen", "house")] {
        let place = found(&operator, name, &format!("The {name}"), audience).await;
        thread(&operator, &place, &format!("In the {name}"), &format!("I *sit* in the {name}.")).await;
    }
    let path = "/settings/everything";
    operator.get(path).await.is(200).says("name=\"again\"");
    for (current, passphrase, again, told) in [
        ("wrong", OWN, OWN, "That is not your passphrase"),
        (PASSPHRASE, "short", "short", "longer"),
        (PASSPHRASE, OWN, "four lanterns", "not the same"),
    ] {
        let form = [("current", current), ("passphrase", passphrase), ("again", again)];
        operator.post(path, &form).await.is(422).says(told);
    }
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("current", PASSPHRASE), ("passphrase", OWN), ("again", OWN)])
        .finish();
    let request = operator.request(Method::POST, path).header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let (headers, bytes) = operator.bytes(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    assert!(!String::from_utf8_lossy(&bytes).contains("kitchen"));
    assert!(opened(&bytes, "another passphrase").is_none());
    let plain = opened(&bytes, OWN).expect("it opens");
    let text = String::from_utf8_lossy(&plain);
    for part in ["I *sit* in the porch.", "I <em>sit</em> in the kitchen.", "In the porch", "\"names\""] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(listed(&plain), "what-i-wrote.html\nwhat-i-wrote.json\n");
    match Command::new("age").arg("--version").output() {
        Ok(_) => assert_eq!(opened_by_the_program(&bytes).as_deref(), Some(&*plain), "age opens it too"),
        Err(_) => println!("age is not installed here: only the library opened the file"),
    }
}
