//! What every handler can reach: the members, the words, the settings, the files.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName};
use federation::Federation;
use forum::{Media, linter::Centres};
use members::{Limits, Members};
use search::Search;
use store::Database;
use url::Url;

use crate::{
    assets::Assets,
    care::Care,
    chosen::{Choice, Chosen},
    cookies,
    emergency::Emergency,
    machine::Beneath,
    room::Room,
    translations::Translations,
};

/// In a demo many people sign in, and write, as the same few; a benchmark writes as one.
const IN_A_DEMO: u32 = 1_000;

/// One server, as its pages know it.
pub struct Site {
    /// Who signs in here.
    pub members: Members,
    /// What other servers are asked through; without it the site is alone.
    pub federation: Option<Federation>,
    /// What finds words; without it there is no search.
    pub search: Option<Search>,
    /// Where pictures are taken in and handed out.
    pub media: Media,
    /// What the operator chose.
    pub settings: SiteSettings,
    /// What those who run this server chose.
    pub choice: Choice,
    /// The words.
    pub words: Arc<Translations>,
    /// Styles and scripts.
    pub assets: Assets,
    /// Whom to call.
    pub emergency: Emergency,
    /// The treatment centres whose names the composer marks.
    pub centres: Centres,
    /// How often something may be tried.
    pub limits: Limits,
    /// How much may be under way at once.
    pub room: Arc<Room>,
    /// What moderators looked at today.
    pub care: Care,
}

/// Whether a server is copied, so that its members' words outlive the machine.
#[derive(Clone, Copy, Debug)]
pub enum Copies {
    /// Its people are made up.
    NotNeeded,
    /// Backups are switched off.
    None,
    /// Every night, once there is a house key sheet.
    WithSheet,
}

/// What the operator chose, and what the program found out at its start.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// The public address.
    pub base: Url,
    /// The server's name, as pages show it.
    pub name: String,
    /// Whether the people here are made up.
    pub demo: bool,
    /// Whether this server is copied.
    pub copies: Copies,
    /// Where "leave quickly" goes.
    pub leave_to: String,
    /// Where the source of the running version can be had, if the operator said so.
    pub source: Option<Url>,
    /// The names of treatment centres that people here might come from.
    pub treatment_centres: Vec<String>,
    /// Whether browsers reach us over TLS: then cookies are strict.
    pub secure: bool,
    /// The header in which a proxy near us says for whom it speaks, if it does.
    pub address_header: Option<HeaderName>,
    /// The address of this site as an onion service, if it has one.
    pub onion: Option<Url>,
    /// How many requests may be under way at once.
    pub requests: usize,
    /// The single-use set-up link's token, while nothing is set up.
    pub setup_token: Option<String>,
    /// The machine beneath, where there is one.
    pub machine: Beneath,
}

impl Site {
    /// Puts a site together.
    #[must_use]
    pub fn new(
        members: Members,
        federation: impl Into<Option<Federation>>,
        search: impl Into<Option<Search>>,
        media: Media,
        settings: SiteSettings,
    ) -> Arc<Self> {
        let words = Arc::new(Translations::english());
        let centres = Centres::new(&settings.treatment_centres);
        let times = if settings.demo { IN_A_DEMO } else { 1 };
        let limits = Limits::wider(members.database().clock(), members.database().chance(), times);
        let room = Room::of(settings.requests);
        Arc::new(Self {
            members,
            federation: federation.into(),
            search: search.into(),
            media,
            settings,
            choice: Choice::default(),
            words,
            assets: Assets::embedded(),
            emergency: Emergency::embedded(),
            centres,
            limits,
            room,
            care: Care::default(),
        })
    }

    /// Looks again at what those who run this server chose: after a change, and now and then, for another process may
    /// have changed it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_again(&self) -> store::Result<()> {
        self.choice.set(Chosen::read(&mut self.database().read().await?).await?);
        Ok(())
    }

    /// Where everything is kept.
    #[must_use]
    pub fn database(&self) -> &Database {
        self.members.database()
    }

    /// Whether to say that this is not for real members, because there is no backup.
    #[must_use]
    pub fn lacks_copies(&self) -> bool {
        match self.settings.copies {
            Copies::NotNeeded => false,
            Copies::None => true,
            Copies::WithSheet => !self.settings.machine.has_sheet(),
        }
    }

    /// The session cookie that a browser sent, if any.
    #[must_use]
    pub fn session<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        cookies::read(headers, cookies::session_name(self.settings.secure))
    }

    /// The whole address of a page, for a code on paper: `address("/join/x")`.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.settings.base.as_str().trim_end_matches('/'))
    }
}
