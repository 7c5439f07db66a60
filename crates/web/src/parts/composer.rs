//! Where a member writes. It always says under which name, and who will read it.

use askama::Template;
use forum::{CommentDraft, Note, Refusal, ThreadDraft, text};
use members::{Community, Persona, personas};
use serde::Deserialize;
use store::CommentId;

use crate::{
    Error,
    forms::{self, Errors},
    parts::{audience, marks::Marks, notes, writing::Theirs},
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
            once: forms::once_tag(&self.once),
        }
    }

    /// As a comment.
    #[must_use]
    pub fn comment(&self) -> CommentDraft {
        CommentDraft {
            body: forms::lines(&self.body),
            notes: notes::read(&self.note),
            parent: self.parent(),
            once: forms::once_tag(&self.once),
        }
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
    /// The lamp of the name that writes.
    pub lamp: Option<i64>,
    /// "You are … here."
    pub writing_as: String,
    /// Who will read it.
    pub readers: String,
    /// What in it could tell who writes.
    pub marks: Marks,
    /// What is to be mended.
    pub errors: Errors,
}

impl<'a> Composer<'a> {
    /// An empty composer for `community`.
    ///
    /// # Errors
    /// When the database fails, or nobody is signed in.
    pub async fn new(
        visit: &mut Visit,
        words: &'a Translations,
        community: &Community,
        persona: Option<&Persona>,
    ) -> Result<Self, Error> {
        let (lamp, writing_as) = match persona {
            Some(persona) => {
                (Some(persona.id.0.rem_euclid(12)), words.say_with("name-you-are", ("name", &persona.name)))
            }
            None => {
                let member = visit.member()?;
                let name = personas::proposed(&mut visit.tx, &member, community).await?;
                (None, words.say_with("name-you-will-be", ("name", name)))
            }
        };
        let readers = audience::readers(visit, community).await?;
        let once = forms::once(visit.page.site.database().chance());
        let written = Written { once, ..Written::default() };
        let (action, draft, errors) = (String::new(), None, Errors::none());
        let (titled, editing, marks) = (false, false, Marks::default());
        Ok(Self {
            t: words,
            action,
            written,
            titled,
            editing,
            draft,
            lamp,
            writing_as,
            readers,
            marks,
            errors,
        })
    }

    /// Filled with what was sent; a form without a key of its own gets one.
    #[must_use]
    pub fn filled(mut self, written: Written) -> Self {
        let once = if written.once.is_empty() { self.written.once } else { written.once.clone() };
        self.written = Written { once, ..written };
        self
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
