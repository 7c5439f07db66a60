//! The mails are read, and questions are made of them, without the collection.

use super::{
    corpus,
    known_items::{self, Half},
    mail, packages,
    texts::Writer,
};

const FIRST: &[u8] = b"From list@example.org Thu Aug 22 16:37:41 2002\nFrom: Someone Named <a@example.org>\n\
    Subject: [list] Kettles that\n whistle in the morning\nMessage-Id: <one@example.org>\n\
    Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\n\
    The kettle in our kitchen whistles so loud that the caf=C3=A9 next door complains.\nWhat do others do?\n\n\
    -- \nSomeone Named, Juniper Street\n";
const ANSWER: &[u8] = b"From: Another <b@example.org>\nSubject: Re: something else\nIn-Reply-To: <one@example.org>\n\
    Message-Id: <two@example.org>\nContent-Transfer-Encoding: base64\n\n\
    U29tZW9uZSB3cm90ZToKPiBXaGF0IGRvIG90aGVycyBkbz8KV2UgcHV0IGEgY29yayBpbnRvIG91cnMgYW5kIHdhdGNoIHRoZSBzdGVhbS4=\n";
const PAGE: &[u8] = b"Subject: RE: Kettles that whistle in the morning\nContent-Type: text/html\n\n\
    <html><style>p { color: red }</style><p>Have you tried a saucepan?<p>It is &amp; stays silent.</html>\n";

fn talks() -> Vec<crate::seed::Talk> {
    corpus::threads([FIRST, ANSWER, PAGE].into_iter().filter_map(mail::read))
}

#[test]
fn mails_become_threads_without_names() {
    let [talk] = &talks()[..] else { panic!("one thread") };
    assert_eq!(talk.title, "Kettles that whistle in the morning");
    assert_eq!(
        talk.body,
        "The kettle in our kitchen whistles so loud that the café next door complains. What do others do?"
    );
    let answers: Vec<&str> = talk.comments.iter().map(|answer| answer.body.as_str()).collect();
    assert_eq!(
        answers,
        [
            "We put a cork into ours and watch the steam.",
            "Have you tried a saucepan?\n\nIt is & stays silent."
        ]
    );
}

#[test]
fn questions_are_the_same_every_time() {
    let alike = vec![vec!["kettle".to_owned(), "pot".to_owned()]];
    let typed = || -> Vec<String> {
        known_items::make(&talks(), &alike, Half::Judged).into_iter().map(|item| item.typed).collect()
    };
    let questions = typed();
    assert_eq!(questions, typed());
    assert!(questions.len() > 200, "{}", questions.len());
    assert!(questions.iter().any(|typed| typed.contains("pot")), "{questions:?}");
    assert_eq!(questions.iter().position(|typed| typed.contains("kettles")), Some(0), "{questions:?}");
    let (one, other) = (Writer::new(&talks(), 1), Writer::new(&talks(), 1));
    assert_eq!(one.talk(), other.talk());
    assert_ne!(one.talk(), one.talk());
    assert_eq!(other.question(3).split(' ').count(), 3);
}

#[test]
#[should_panic(expected = "npm gave something else")]
fn what_is_not_the_package_is_not_unpacked() {
    packages::unpack(b"other", "hash", &std::env::temp_dir().join("porchlight-bench-never-unpacked"));
}
