//! However it is written, it is read the same.

use crate::bench::judge;

fn rule(text: &str) -> Option<&'static str> {
    judge(text).rule.map(|rule| rule.id)
}

#[test]
fn tricks_of_writing_hide_nothing() {
    for text in [
        "selling xanax, message me",
        "s3lling x4nax, m3ssage me",
        "$elling xan@x, message me",
        "s e l l i n g x a n a x message me",
        "s.e.l.l.i.n.g xanax, message me",
        "SELLING XANAX MESSAGE ME",
        "selling xa\u{200b}nax, message me",
        "sellling xanaxxx, message me",
        "selling xаnаx, message me", // The a's are Cyrillic.
        "𝐬𝐞𝐥𝐥𝐢𝐧𝐠 𝐱𝐚𝐧𝐚𝐱, message me",
        "**selling** _xanax_, message me",
        "selling 💊, message me",
    ] {
        assert_eq!(rule(text), Some("sourcing"), "{text}");
    }
    for text in [
        "I am suicidal",
        "im suicidle",
        "i am su1cidal",
        "I'm s u i c i d a l",
        "I am suic*dal",
        "Soy suicida",
    ] {
        assert_eq!(rule(text), Some("crisis"), "{text}");
    }
}

#[test]
fn a_title_is_read_too() {
    assert_eq!(rule("I want to die\n\nThat is all."), Some("crisis"));
}
