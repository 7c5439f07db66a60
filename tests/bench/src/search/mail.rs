//! One mail as it lies on the disk: its subject, what it answers, and the words that its writer added.

use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

/// As long as a text may be, in characters.
const LONGEST: usize = 10_000;
const LONGEST_TITLE: usize = 120;

/// What the search is tried with. Who wrote it is left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Mail {
    /// What others call it by.
    pub id: String,
    /// What it answers, the nearest first.
    pub answers: Vec<String>,
    /// Without "Re:" and the names of lists.
    pub subject: String,
    /// Whether the subject said "Re:".
    pub is_answer: bool,
    /// Without quotes and signatures; paragraphs are parted by an empty line.
    pub body: String,
}

/// Reads a mail; nothing comes of one without a subject or without words.
pub fn read(raw: &[u8]) -> Option<Mail> {
    let mail = parse_mail(after_postmark(raw)).ok()?;
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    let (subject, is_answer) = subject(&header("Subject"));
    let mut answers = ids(&header("In-Reply-To"));
    answers.extend(ids(&header("References")).into_iter().rev());
    let body = own_words(&text(&mail)?);
    (!subject.is_empty() && !body.is_empty()).then(|| Mail {
        id: ids(&header("Message-Id")).pop().unwrap_or_default(),
        answers,
        subject,
        is_answer,
        body,
    })
}

/// The line that parts mails in a mailbox is not of the mail.
fn after_postmark(raw: &[u8]) -> &[u8] {
    let end = raw.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    if raw.starts_with(b"From ") { &raw[end..] } else { raw }
}

fn ids(header: &str) -> Vec<String> {
    let starts = header.split('<').skip(1);
    starts.filter_map(|start| start.split_once('>')).map(|(id, _)| id.to_owned()).collect()
}

/// The subject itself, and whether it said that it answers.
fn subject(written: &str) -> (String, bool) {
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut rest, mut is_answer) = (written.as_str(), false);
    loop {
        let lower = rest.to_ascii_lowercase();
        if let Some(prefix) = ["re:", "aw:", "fw:", "fwd:"].iter().find(|prefix| lower.starts_with(**prefix))
        {
            is_answer |= *prefix != "fw:" && *prefix != "fwd:";
            rest = rest[prefix.len()..].trim_start();
        } else if let Some((_, after)) = rest.strip_prefix('[').and_then(|list| list.split_once(']')) {
            rest = after.trim_start();
        } else {
            return (rest.chars().take(LONGEST_TITLE).collect(), is_answer);
        }
    }
}

/// The first part that is plain text, or the first page without its tags.
fn text(mail: &ParsedMail<'_>) -> Option<String> {
    let of_kind = |kind: &str| mail.parts().find(|part| part.ctype.mimetype == kind)?.get_body().ok();
    of_kind("text/plain").or_else(|| of_kind("text/html").map(|page| without_tags(&page)))
}

fn without_tags(page: &str) -> String {
    let spaced = page
        .replace("<p", "\n\n<p")
        .replace("</p>", "\n\n</p>")
        .replace("<br", "\n<br")
        .replace("</td>", " </td>");
    let text = ammonia::Builder::empty().clean(&spaced).to_string();
    text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Lines are joined to paragraphs; what others wrote, and what stands below every mail, is left out.
fn own_words(text: &str) -> String {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().take_while(|line| !ends_the_words(line)) {
        let is_quoted = is_quoted(line);
        let line: String = line.chars().filter(|c| !c.is_control() && !"<>".contains(*c)).collect();
        if line.trim().is_empty() {
            paragraphs.push(String::new());
        } else if let Some(paragraph) = paragraphs.last_mut().filter(|_| !is_quoted) {
            paragraph.extend([if paragraph.is_empty() { "" } else { " " }, line.trim()]);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n").chars().take(LONGEST).collect()
}

fn ends_the_words(line: &str) -> bool {
    let line = line.trim_end();
    line == "--"
        || line.starts_with("____________")
        || line.to_ascii_lowercase().contains("original message-")
        || line.starts_with("-----BEGIN PGP SIGNATURE")
}

fn is_quoted(line: &str) -> bool {
    const HEADERS: [&str; 7] = ["date:", "from:", "to:", "cc:", "subject:", "message-id:", "hash:"];
    let lower = line.trim().to_ascii_lowercase();
    lower.starts_with(['>', '|', ':', '}'])
        || HEADERS.iter().any(|header| lower.starts_with(header))
        || ["wrote:", "writes:", "said:", "wrote :"].iter().any(|end| lower.ends_with(end))
        || lower.starts_with("-----begin pgp")
}
