//! Faults on purpose: each breaks one promise, so that the test of that promise is seen to fail.
//!
//! A test switches one on for its own process, or gives its word to a server it starts (`TEST_MUTANT`). The product is
//! built without the feature `testing`; there [`Mutant::is_on`] is the constant `false`, and nothing of this is left.

/// Names each fault once, with the word that `TEST_MUTANT` knows it by.
macro_rules! mutants {
    ($($(#[doc = $what:literal])+ $name:ident = $word:literal,)*) => {
        /// A fault, named after what it does; its words begin with the row of the table of privacy tests it belongs to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Mutant { $($(#[doc = $what])+ $name),* }

        impl Mutant {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word for `TEST_MUTANT`.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

mutants! {
    /// T01: an activity says which program it comes from, which the list does not allow.
    UnlistedField = "unlisted-field",
    /// T01: somebody's name is drawn from their key alone, so that it is the same in every community.
    OneNameEverywhere = "one-name-everywhere",
    /// T04: each name holds a code of its account.
    LinkColumn = "link-column",
    /// T04: a seal is as long as what only its owner knows, instead of padded.
    UnpaddedSeals = "unpadded-seals",
    /// T05: ids count up instead of being random.
    SerialIds = "serial-ids",
    /// T05: the exact second is kept, and for ever.
    ExactTimes = "exact-times",
    /// T06 and T20: the log says from which address somebody knocks.
    LoggedAddresses = "logged-addresses",
    /// T06: the log says what somebody looks for.
    LoggedSearches = "logged-searches",
    /// T06: SQLite leaves what was deleted in the file.
    SecureDeleteOff = "secure-delete-off",
    /// T06: what is left of a deleted text keeps its words.
    TombstoneKeepsWords = "tombstone-keeps-words",
    /// T17: what was to be spread over a week goes at once.
    LeavesAtOnce = "leaves-at-once",
    /// T31: the browser may keep what a member saw.
    PagesKept = "pages-kept",
    /// T35: deletions are written down beside the database, and never looked at again.
    LedgerNotReplayed = "ledger-not-replayed",
    /// T35: the key that opens backups stays on the machine that makes them.
    BackupKeyKept = "backup-key-kept",
    /// T35: the server's secrets lie in the same file as its database.
    SecretsInBackup = "secrets-in-backup",
    /// T05: a copy's rows stand in the order in which they were written.
    DumpAsWritten = "dump-as-written",
    /// T35: a server that is asked to delete something nods and does nothing.
    DeleteIgnored = "delete-ignored",
    /// T19: a sign-in name that nobody has is refused before anything is hashed.
    UnknownNamesAreCheap = "unknown-names-are-cheap",
    /// T19: a sign-in name that nobody has is refused in other words.
    UnknownNamesAreTold = "unknown-names-are-told",
    /// T19: fewer statements are run for an actor that is not there than for a hidden one.
    MissingActorsAreCheap = "missing-actors-are-cheap",
    /// T21: what somebody writes, here or elsewhere, is shown as the HTML that it looks like.
    RawHtml = "raw-html",
    /// T21: the pages' policy forbids nothing by default.
    LoosePolicy = "loose-policy",
    /// T24: robots may keep what is not open.
    EverythingIsIndexed = "everything-is-indexed",
    /// T24: whoever signs nothing is taken for a server of the circle.
    UnsignedAreListed = "unsigned-are-listed",
    /// T24: a signature that does not match counts.
    SignaturesAreNotChecked = "signatures-are-not-checked",
    /// T25: a server is in the circle when its name ends like one that is.
    EndingsAreListed = "endings-are-listed",
    /// T25: names of servers are compared as they were typed.
    HostsAsTyped = "hosts-as-typed",
    /// T15: what a one-time name writes leaves at once.
    ReleaseAtOnce = "release-at-once",
    /// T15: what waits for its release is answered to whoever asks for it.
    UnreleasedAnswered = "unreleased-answered",
    /// T15: a one-time name is found by the usual names of its community.
    OneTimeNameInTheCommunity = "one-time-name-in-the-community",
    /// T08: the server's secret and the stored salt open an account, whatever its passphrase.
    PassphraseIgnored = "passphrase-ignored",
    /// T08: a session's row holds the key that only the cookie should hold.
    SessionKeyStored = "session-key-stored",
    /// T09: a ban is looked up by the name that was banned, so that the next name gets through.
    BanOfOneName = "ban-of-one-name",
    /// T10: nobody looks for the bans that hold for the whole server.
    InstanceBanOverlooked = "instance-ban-overlooked",
    /// A block: a name that its maker takes later is not covered by it.
    BlockForgottenByNewNames = "block-forgotten-by-new-names",
    /// A block: two people who blocked one person keep the same code.
    BlocksLookAlike = "blocks-look-alike",
    /// Two people: somebody of the proposer's own organisation may be the second.
    ColleagueIsTheSecond = "colleague-is-the-second",
    /// Two people: what found no second takes effect by waiting.
    WaitingIsTheSecond = "waiting-is-the-second",
    /// T12: a page for moderators shows another name than the one that wrote.
    AnotherNameShown = "another-name-shown",
    /// T14: what the reader should say for everybody, a name says.
    FollowOfAName = "follow-of-a-name",
    /// T14: a report leaves under a name.
    FlagOfAName = "flag-of-a-name",
    /// T18: what is sent carries a proof that it was said.
    ProofAttached = "proof-attached",
    /// T26: a community is shown to whoever knows its address.
    ViewerForgotten = "viewer-forgotten",
    /// T28: what somebody sent is kept as it came.
    PicturePassesThrough = "picture-passes-through",
    /// T28: the clean picture keeps what the camera wrote.
    PictureKeepsMetadata = "picture-keeps-metadata",
    /// T28: a photo that was taken sideways stays sideways.
    PictureStaysTurned = "picture-stays-turned",
    /// T28: the process that decodes may take what it likes.
    PictureUnlimited = "picture-unlimited",
    /// T29: a page sends its readers to another server for its picture.
    PictureHotlinked = "picture-hotlinked",
    /// T29: a picture that is here is fetched again when its text changes.
    PictureFetchedAgain = "picture-fetched-again",
    /// T29: a thread is fetched again when somebody reads it.
    FetchedOnRead = "fetched-on-read",
    /// An alert: whoever carries it learns why somebody is woken, and where.
    AlertTells = "alert-tells",
    /// An alert: a bell that was rung for something is rung again.
    AlertRingsAgain = "alert-rings-again",
    /// An alert: one person is enough where somebody may be in danger.
    OneIsEnough = "one-is-enough",
    /// The audit: what was decided leaves no row.
    AuditForgets = "audit-forgets",
    /// The audit: a row is not bound to the one before.
    AuditUnchained = "audit-unchained",
    /// The audit: what binds a row does not cover its guideline.
    AuditLeavesOut = "audit-leaves-out",
    /// The public log: a small community shows each decision, which points to somebody.
    SmallLogsShown = "small-logs-shown",
    /// Appeals: whoever decided may settle the appeal against it.
    OwnAppealSettled = "own-appeal-settled",
    /// Section B: whoever another server says so acts with a moderator's authority.
    EverybodyModerates = "everybody-moderates",
    /// Section B: whoever likes says that a report was looked at.
    AnybodyResolves = "anybody-resolves",
    /// Section B: what tells that a report was looked at says who looked.
    ResolveNamesSomebody = "resolve-names-somebody",
    /// T15: a ban tells other servers of a name that none of them ever heard of.
    BanTellsOfTheUnheard = "ban-tells-of-the-unheard",
    /// Set-up: the link opens a server that somebody runs already.
    SetUpLinkWorksTwice = "set-up-link-works-twice",
    /// Set-up: the key sheet counts although nothing of it was typed back.
    SheetNotTypedBack = "sheet-not-typed-back",
    /// Help: members are sent to lines that nobody here has called.
    UncheckedLinesShown = "unchecked-lines-shown",
    /// Guidelines: words of a crisis wait until their author has read what changed.
    GuidelinesStopACrisis = "guidelines-stop-a-crisis",
    /// Guidelines: who has read them is kept under the member's name there.
    GuidelinesReadByName = "guidelines-read-by-name",
    /// Examples: what they would have found is looked for in every community.
    ExamplesTriedEverywhere = "examples-tried-everywhere",
    /// Rules of one's own: one of a community's rules keeps back what speaks of a crisis.
    OwnRuleOutranksHelp = "own-rule-outranks-help",
    /// Packing: whatever stands on a page is packed together, so that its length tells of a right guess.
    EverythingPacked = "everything-packed",
    /// Search: everybody searches in what anybody reads.
    ScopesIgnored = "scopes-ignored",
    /// Search: what the index proposes is shown without asking the views.
    ViewsNotAsked = "views-not-asked",
    /// Search: the words of blocked names are found.
    BlocksIgnored = "blocks-ignored",
    /// Search: how rare words are is counted over what others read, too.
    StatisticsOfAll = "statistics-of-all",
    /// Search: what was removed stays in the files of the index.
    RemovedWordsKept = "removed-words-kept",
    /// Search: the index keeps for ever in which hour each text was written.
    SearchKeepsHours = "search-keeps-hours",
    /// Search: a thread that its author keeps out of search is taken in.
    UnlistedIndexed = "unlisted-indexed",
    /// Screening: words of somebody who may need help now wait for a moderator like others.
    CrisisWordsHeld = "crisis-words-held",
    /// Newcomers: whoever likes asks somebody new for contact.
    NewcomersUnshielded = "newcomers-unshielded",
}

impl Mutant {
    /// Whether this fault is switched on. Never, in the product.
    #[must_use]
    pub fn is_on(self) -> bool {
        switch::is_on(self)
    }

    /// Switches it on for the rest of this process: one test is one process (`cargo nextest`).
    #[cfg(feature = "testing")]
    pub fn switch_on(self) {
        switch::turn(self);
    }
}

#[cfg(not(feature = "testing"))]
mod switch {
    pub(super) const fn is_on(_: super::Mutant) -> bool {
        false
    }
}

#[cfg(feature = "testing")]
mod switch {
    use std::sync::{LazyLock, Mutex};

    use super::Mutant;

    static ON: LazyLock<Mutex<Option<Mutant>>> = LazyLock::new(|| Mutex::new(from_environment()));

    fn from_environment() -> Option<Mutant> {
        let word = std::env::var("TEST_MUTANT").ok()?;
        let found = Mutant::ALL.iter().find(|mutant| mutant.word() == word);
        Some(*found.unwrap_or_else(|| panic!("TEST_MUTANT={word} is no mutant")))
    }

    pub(super) fn is_on(mutant: Mutant) -> bool {
        *ON.lock().expect("nobody panics while switching") == Some(mutant)
    }

    pub(super) fn turn(mutant: Mutant) {
        *ON.lock().expect("nobody panics while switching") = Some(mutant);
    }
}
