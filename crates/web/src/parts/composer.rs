//! Where a member writes. It always says under which name, and who will read it.

use askama::Template;
use forum::{CommentDraft, Note, Refusal, Signing, ThreadDraft, text};
use members::{Community, Persona};
use serde::Deserialize;
use store::CommentId;

use crate::{
    Error,
    forms::{self, Errors},
    parts::{
        agreement::Agreement,
        audience,
        marks::Marks,
        notes, pictures,
        under::{self, Spot, Under},
        writing::Theirs,
    },
    translations::Translations,
    viewer::Visit,
};

/// What the composer's form sends; every field may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Written {
    /// The title (threads only).
    pub title: String,
    /// The words, Markdown.
    pub body: String,
    /// Content notes, by their words.
    pub note: Vec<String>,
    /// The comment it answers (comments only).
    pub parent: String,
    /// The form's own key.
    pub once: String,
    /// The version that was edited (edits only).
    pub version: String,
    /// Sent by the preview's button.
    pub preview: Option<String>,
    /// Ticked: a name for this thread only.
    pub one_time: Option<String>,
    /// When other servers get what a one-time name says.
    pub pace: String,
    /// The picture that goes with it, as this form names it.
    pub picture: String,
    /// What the picture shows, in words.
    pub alt: String,
    /// Sent once the writer was asked what it shows.
    pub alt_asked: Option<String>,
    /// Ticked: the picture goes.
    pub picture_off: Option<String>,
    /// Ticked: no advice, please (threads only).
    pub listening: Option<String>,
    /// Ticked: search may not find it (threads only).
    pub unlisted: Option<String>,
    /// Which guidelines the writer was shown, and has read.
    pub guidelines: String,
    /// What the writer was shown as telling, and sends all the same.
    pub seen: Vec<String>,
    /// Whether these are the words as they were kept: opened to be changed, not sent yet.
    #[serde(skip)]
    pub opened: bool,
}

impl Written {
    /// As a thread.
    #[must_use]
    pub fn thread(&self) -> ThreadDraft {
        ThreadDraft {
            title: self.title.clone(),
            body: forms::lines(&self.body),
            notes: notes::read(&self.note),
            picture: pictures::draft(&self.picture, &self.alt),
            listening: self.listening.is_some(),
            unlisted: self.unlisted.is_some(),
            once: forms::once_tag(&self.once),
            signing: self.signing(),
        }
    }

    /// As a comment.
    #[must_use]
    pub fn comment(&self) -> CommentDraft {
        CommentDraft {
            body: forms::lines(&self.body),
            notes: notes::read(&self.note),
            picture: pictures::draft(&self.picture, &self.alt),
            parent: self.parent(),
            once: forms::once_tag(&self.once),
            signing: self.signing(),
        }
    }

    fn signing(&self) -> Signing {
        Signing { one_time: self.one_time.is_some(), pace: under::pace(&self.pace) }
    }

    /// The answered comment; nonsense answers a comment that is never there.
    #[must_use]
    pub fn parent(&self) -> Option<CommentId> {
        (!self.parent.is_empty()).then(|| self.parent.parse().unwrap_or(CommentId(0)))
    }

    /// The version that was edited.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// Whether it is to be shown first, not posted.
    #[must_use]
    pub fn is_preview(&self) -> bool {
        self.preview.is_some()
    }

    /// As it would look.
    #[must_use]
    pub fn rendered(&self) -> String {
        text::render(&forms::lines(&self.body))
    }
}

/// The form in which a member writes.
#[derive(Template)]
#[template(path = "parts/composer.html")]
pub struct Composer<'a> {
    /// The words.
    pub t: &'a Translations,
    /// Where it is sent.
    pub action: String,
    /// What is written so far.
    pub written: Written,
    /// Whether it has a title.
    pub titled: bool,
    /// Whether it changes something that was posted.
    pub editing: bool,
    /// The scripts keep drafts under this key; edits have none.
    pub draft: Option<String>,
    /// The name that writes.
    pub under: Under,
    /// Who will read it.
    pub readers: String,
    /// What in it could tell who writes.
    pub marks: Marks,
    /// Whether a picture may go with it.
    pub pictures: bool,
    /// Guidelines that changed, to be read before this is posted.
    pub agreement: Option<Agreement>,
    /// What is to be mended.
    pub errors: Errors,
}

impl<'a> Composer<'a> {
    /// A composer for `community`, filled with what was written so far; a form without a key of its own gets one.
    ///
    /// # Errors
    /// When the database fails, or nobody is signed in.
    pub async fn new(
        visit: &mut Visit,
        words: &'a Translations,
        (community, usual): (&Community, Option<&Persona>),
        spot: Spot,
        mut written: Written,
    ) -> Result<Self, Error> {
        if written.once.is_empty() {
            written.once = forms::once(visit.page.site.database().chance());
        }
        let under = Under::of(visit, words, (community, usual), spot, &written.once).await?;
        let readers = audience::readers(visit, community).await?;
        let (action, draft, errors) = (String::new(), None, Errors::none());
        let (titled, editing, marks, agreement) = (false, false, Marks::default(), None);
        let pictures = community.pictures;
        Ok(Self {
            t: words,
            action,
            written,
            titled,
            editing,
            draft,
            under,
            readers,
            marks,
            pictures,
            agreement,
            errors,
        })
    }

    /// When other servers get what a one-time name says, as it is chosen now.
    fn waits(&self) -> &'static str {
        let chosen = under::pace(&self.written.pace);
        under::PACES.iter().find(|(pace, ..)| *pace == chosen).map_or("", |(.., key)| *key)
    }

    /// Where the picture is shown to whoever sent it.
    fn picture(&self) -> Option<String> {
        (!self.written.picture.is_empty()).then(|| pictures::address(&self.written.picture))
    }

    fn asks_for_a_picture(&self) -> bool {
        self.picture().is_some() || self.errors.at("upload") || self.errors.at("alt")
    }

    fn ticked(&self, note: &Note) -> bool {
        self.written.note.iter().any(|word| word == note.word())
    }

    fn choice(note: &Note) -> &'static str {
        notes::choice_key(*note)
    }
}

/// At which field a refusal is shown.
#[must_use]
pub fn errors(refusal: &Refusal) -> Errors {
    let field = match refusal {
        Refusal::TitleMissing | Refusal::TitleTooLong => "title",
        Refusal::PictureGone | Refusal::PicturesOff => "upload",
        Refusal::AltTooLong => "alt",
        Refusal::GuidelinesChanged => "agreement",
        _ => "body",
    };
    Errors::one(field, refusal.key())
}

/// When two edits met: the other text, and a form that will overwrite it knowingly.
#[must_use]
pub fn met(refusal: Refusal, written: &mut Written) -> Option<Theirs> {
    let Refusal::EditedMeanwhile { title, theirs, version } = refusal else { return None };
    written.version = version.to_string();
    Some(Theirs { title, body: theirs })
}
