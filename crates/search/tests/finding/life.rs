//! What happens in communities, by chance: texts come, change and go, and measures are taken and lifted.

use store::{Chance, Event};

use crate::cast::Stage;

/// Words that are looked for. None is a form of another, or nearly spelt like it.
pub const WORDS: [&str; 6] = ["lantern", "kettle", "orchard", "granite", "saffron", "velvet"];
/// Who writes.
pub const NAMES: std::ops::Range<i64> = 70..90;

/// Something that was written.
#[derive(Clone, Copy)]
struct Text {
    id: i64,
    thread: i64,
    community: i64,
}

impl Text {
    fn is_thread(self) -> bool {
        self.id == self.thread
    }

    fn subject(self) -> &'static str {
        if self.is_thread() { "thread" } else { "comment" }
    }
}

/// Goes by chance, the same way for the same seed.
pub struct Life<'s> {
    stage: &'s Stage,
    chance: Chance,
    communities: Vec<i64>,
    texts: Vec<Text>,
    /// What is hidden, by which measure.
    hidden: Vec<(Text, i64)>,
    last: i64,
    /// Whether everything is told.
    told: bool,
}

impl<'s> Life<'s> {
    pub fn of(stage: &'s Stage, seed: u64, communities: Vec<i64>) -> Self {
        let chance = Chance::seeded(seed);
        Self { stage, chance, communities, texts: Vec::new(), hidden: Vec::new(), last: 1_000, told: false }
    }

    /// Nothing is kept from the index.
    pub fn told(self) -> Self {
        Self { told: true, ..self }
    }

    /// Something is hidden in one way or other, of which nobody may be told.
    pub async fn hides_quietly(&mut self) {
        let text = self.texts[self.chance.below(self.texts.len())];
        match self.chance.below(3) {
            0 => self.empty(text).await,
            1 => self.hide(text).await,
            _ => self.unlist(text).await,
        }
    }

    /// One thing happens. What only hides may be kept from the index: nobody is told.
    pub async fn goes_on(&mut self) {
        let text = match self.texts.len() {
            0 => return self.thread().await,
            some => self.texts[self.chance.below(some)],
        };
        match self.chance.below(24) {
            0..=4 => self.thread().await,
            5..=11 => self.comment(text).await,
            12 | 13 => self.edit(text).await,
            14 => self.empty(text).await,
            15 => self.restore(text).await,
            16 | 17 => self.hide(text).await,
            18 => self.lift().await,
            19 => self.measure(text).await,
            20 => self.unlist(text).await,
            21 => self.list(text).await,
            22 => self.move_community().await,
            _ => self.forget_name().await,
        }
    }

    pub fn words(&self, most: usize) -> String {
        const OTHERS: [&str; 6] = ["we", "walked", "along", "a", "quiet", "river"];
        let word = || match self.chance.below(5) {
            0 => WORDS[self.chance.below(WORDS.len())],
            _ => OTHERS[self.chance.below(OTHERS.len())],
        };
        (0..1 + self.chance.below(most)).map(|_| word()).collect::<Vec<_>>().join(" ")
    }

    fn one_of(&self, list: &[i64]) -> i64 {
        list[self.chance.below(list.len())]
    }

    fn name(&self) -> i64 {
        self.one_of(&NAMES.collect::<Vec<_>>())
    }

    fn tells(&self) -> bool {
        self.coin() || self.told
    }

    fn coin(&self) -> bool {
        self.chance.below(2) == 0
    }

    fn next(&mut self) -> i64 {
        self.last += 1 + self.chance.below(50) as i64;
        self.last
    }

    async fn thread(&mut self) {
        let (id, community) = (self.next(), self.one_of(&self.communities));
        self.stage.thread_by(self.name(), id, community, &self.words(4), &self.words(20)).await;
        self.texts.push(Text { id, thread: id, community });
    }

    async fn comment(&mut self, below: Text) {
        let id = self.next();
        self.stage.comment(self.name(), id, below.community, below.thread, &self.words(20)).await;
        self.texts.push(Text { id, ..below });
    }

    /// Runs a statement about one thing, and tells of it, or not.
    async fn change(&self, sql: &'static str, id: i64, words: Option<String>, event: Option<Event>) {
        let mut tx = self.stage.write().await;
        let query = tx.sql(sql).bind(id);
        match words {
            Some(words) => query.bind(words).execute().await.unwrap(),
            None => query.execute().await.unwrap(),
        };
        event.into_iter().for_each(|event| tx.record(event));
        tx.commit().await.unwrap();
    }

    fn edited(text: Text) -> Event {
        let (community, thread) = (text.community.into(), text.thread.into());
        match text.is_thread() {
            true => Event::ThreadEdited { community, thread },
            false => Event::CommentEdited { community, thread, comment: text.id.into() },
        }
    }

    fn deleted(text: Text) -> Event {
        let (community, thread) = (text.community.into(), text.thread.into());
        match text.is_thread() {
            true => Event::ThreadDeleted { community, thread },
            false => Event::CommentDeleted { community, thread, comment: text.id.into() },
        }
    }

    async fn edit(&self, text: Text) {
        let sql = match text.is_thread() {
            true => "UPDATE threads SET title = $2, html = $2 WHERE id = $1",
            false => "UPDATE comments SET html = $2 WHERE id = $1",
        };
        self.change(sql, text.id, Some(self.words(20)), Some(Self::edited(text))).await;
    }

    /// Its author takes it away, or its time has come: nothing is left but its place.
    async fn empty(&self, text: Text) {
        let sql = match text.is_thread() {
            true => "UPDATE threads SET deleted = TRUE, title = '', body = '', html = '' WHERE id = $1",
            false => "UPDATE comments SET deleted = TRUE, body = '', html = '' WHERE id = $1",
        };
        self.change(sql, text.id, None, self.tells().then(|| Self::deleted(text))).await;
    }

    async fn restore(&self, text: Text) {
        let sql = match text.is_thread() {
            true => "UPDATE threads SET deleted = FALSE, title = $2, html = $2 WHERE id = $1",
            false => "UPDATE comments SET deleted = FALSE, html = $2 WHERE id = $1",
        };
        let (community, thread) = (text.community.into(), text.thread.into());
        let event = match text.is_thread() {
            true => Event::ThreadRestored { community, thread },
            false => Event::CommentRestored { community, thread, comment: text.id.into() },
        };
        self.change(sql, text.id, Some(self.words(20)), Some(event)).await;
    }

    /// A removal, or a text that is held until somebody has looked.
    async fn hide(&mut self, text: Text) {
        if self.hidden.iter().any(|(hidden, _)| hidden.id == text.id) {
            return;
        }
        let kind = if self.coin() { "remove" } else { "hold" };
        let measure = self.take(text, text.subject(), text.id, kind, self.tells()).await;
        self.hidden.push((text, measure));
    }

    /// A measure that hides nothing.
    async fn measure(&mut self, text: Text) {
        let name = self.name();
        let (kind, subject, id) = match self.chance.below(4) {
            0 => ("lock", "thread", text.thread),
            1 => ("pin", "thread", text.thread),
            2 => ("warn", text.subject(), text.id),
            _ => ("ban", "persona", name),
        };
        self.take(text, subject, id, kind, true).await;
    }

    async fn take(&mut self, text: Text, subject: &str, id: i64, kind: &str, told: bool) -> i64 {
        let measure = self.next();
        let mut tx = self.stage.write().await;
        tx.sql(
            "INSERT INTO measures (id, community_id, ordinal, kind, hides, subject_kind, subject_id, words, taken_hour) \
             VALUES ($1, $2, $1, $3, $4, $5, $6, '', 0)",
        )
        .bind(measure)
        .bind(text.community)
        .bind(kind.to_owned())
        .bind(matches!(kind, "remove" | "hold"))
        .bind(subject.to_owned())
        .bind(id)
        .execute()
        .await
        .unwrap();
        if told {
            tx.record(Event::MeasureTaken {
                community: Some(text.community.into()),
                measure: measure.into(),
            });
        }
        tx.commit().await.unwrap();
        measure
    }

    async fn lift(&mut self) {
        if self.hidden.is_empty() {
            return;
        }
        let (text, measure) = self.hidden.swap_remove(self.chance.below(self.hidden.len()));
        let event = Event::MeasureLifted { community: Some(text.community.into()), measure: measure.into() };
        let sql = "UPDATE measures SET lifted_hour = 1 WHERE id = $1";
        self.change(sql, measure, None, Some(event)).await;
    }

    /// A thread is kept out of search.
    async fn unlist(&self, text: Text) {
        let event = Event::ThreadEdited { community: text.community.into(), thread: text.thread.into() };
        let sql = "UPDATE threads SET unlisted = TRUE WHERE id = $1";
        self.change(sql, text.thread, None, self.tells().then_some(event)).await;
    }

    /// It is let in again.
    async fn list(&self, text: Text) {
        let event = Event::ThreadEdited { community: text.community.into(), thread: text.thread.into() };
        let sql = "UPDATE threads SET unlisted = FALSE WHERE id = $1";
        self.change(sql, text.thread, None, Some(event)).await;
    }

    /// A community is for others now.
    async fn move_community(&self) {
        let community = self.one_of(&self.communities);
        let audience = ["open", "circle", "house"][self.chance.below(3)].to_owned();
        let sql = "UPDATE communities SET audience = $2 WHERE id = $1";
        let event = Event::CommunityChanged { community: community.into() };
        self.change(sql, community, Some(audience), Some(event)).await;
    }

    /// A name goes, with all it wrote.
    async fn forget_name(&self) {
        if self.chance.below(4) > 0 {
            return;
        }
        let name = self.name();
        let told = self.tells().then_some(Event::PersonaDeleted { persona: name.into() });
        self.change(
            "UPDATE threads SET deleted = TRUE, title = '', html = '' WHERE persona_id = $1",
            name,
            None,
            None,
        )
        .await;
        let sql = "UPDATE comments SET deleted = TRUE, html = '' WHERE persona_id = $1";
        self.change(sql, name, None, told).await;
    }
}
