//! The search of a server: where its index is, and what answers from it.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use members::Viewer;
use store::{Database, Fault, Hour, Ids, Result, Tx};
use tokio::sync::{Notify, watch};

use crate::{
    busy::busy,
    fault,
    find::{Finder, Found},
    generations,
    index::Index,
    mark::{self, Now},
    question::Question,
    rebuild,
    status::{Progress, Status},
    synonyms::Synonyms,
    telling::Telling,
};

/// Says when to stop.
pub type Stop = watch::Receiver<bool>;

/// The search of a server; cheap to clone.
#[derive(Clone)]
pub struct Search(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) database: Arc<Database>,
    pub(crate) folder: PathBuf,
    /// Whose events are held; it says nothing of anybody.
    node: String,
    synonyms: Synonyms,
    live: RwLock<Option<Arc<Index>>>,
    /// The rebuild that is under way.
    filling: Mutex<Option<Filling>>,
    /// Asks for one.
    pub(crate) wanted: Notify,
    /// The hour in which times were cut last.
    pub(crate) aged: Mutex<Option<Hour>>,
    /// Whether somebody could not read in the index that is live.
    pub(crate) doubted: AtomicBool,
    /// The hour in which its files were compared last with what was written.
    pub(crate) examined: Mutex<Option<Hour>>,
    /// Whoever holds it may change which index is live, or write into it.
    pub(crate) writing: tokio::sync::Mutex<()>,
    /// One rebuild at a time.
    building: tokio::sync::Mutex<()>,
}

impl Search {
    /// Opens the index in `folder`, if there is a whole one; [`Search::follow`] builds it otherwise.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(database: Arc<Database>, folder: &Path, synonyms: Synonyms) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(fault::file)?;
        let live = generations::newest(folder).map(Arc::new);
        let node = generations::node(folder, database.chance())?;
        Ok(Self(Arc::new(Inner {
            database,
            folder: folder.to_owned(),
            node,
            synonyms,
            live: RwLock::new(live),
            filling: Mutex::default(),
            wanted: Notify::new(),
            aged: Mutex::default(),
            doubted: AtomicBool::default(),
            examined: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
            building: tokio::sync::Mutex::default(),
        })))
    }

    /// Finds what `viewer` may read, without the words of the names in `blocks`. An index that cannot be read is as good as
    /// none: whoever follows looks at it, and builds it anew when it is damaged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        blocks: &Ids,
        question: &Question,
    ) -> Result<Found> {
        match self.find_in(self.live(), tx, viewer, blocks, question).await {
            Err(fault @ Fault::Other(_)) => {
                tracing::warn!(%fault, "the search index could not be read");
                self.0.doubted.store(true, Ordering::Relaxed);
                self.find_in(None, tx, viewer, blocks, question).await
            }
            found => found,
        }
    }

    async fn find_in(
        &self,
        live: Option<Arc<Index>>,
        tx: &mut Tx,
        viewer: &Viewer,
        blocks: &Ids,
        question: &Question,
    ) -> Result<Found> {
        // Where there is none yet, one is about to be built.
        let filling = self.filling().or_else(|| live.is_none().then(Progress::default));
        let finder = Finder { index: live, synonyms: &self.0.synonyms, filling };
        finder.find(tx, viewer, blocks, question).await
    }

    /// How the index stands.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn status(&self) -> Result<Status> {
        let live = match self.live() {
            Some(live) => Some(live),
            None => self.newest().await?,
        };
        // One that cannot say how far it is will be built anew.
        let marked = live.and_then(|index| Some((index.mark().ok()?.position, index)));
        let position = marked.as_ref().map_or(0, |(position, _)| *position);
        let now = mark::now(&self.0.database, position).await?;
        Ok(Status {
            texts: marked.map(|(_, index)| index.size()),
            behind: (now.position - position).max(0),
            filling: self.filling().or_else(|| generations::filling(&self.0.folder)),
            bytes: generations::bytes(&self.0.folder),
        })
    }

    /// Asks whoever follows this folder to build the index anew.
    ///
    /// # Errors
    /// When the wish cannot be written.
    pub fn wish_for_rebuild(&self) -> Result<()> {
        generations::wish(&self.0.folder)
    }

    /// Builds the index anew, here and now; until it is whole the old one answers, and goes on following.
    ///
    /// # Errors
    /// When the database or the index fails; then the old one goes on.
    pub async fn rebuild(&self) -> Result<()> {
        let _one = self.0.building.lock().await;
        let (now, _told) = self.begin().await?;
        let next = generations::next(&self.0.folder);
        let telling = Telling::begin(&next)?;
        let tell = |progress| {
            self.tell(now.position, progress);
            telling.tell(progress);
        };
        let built = rebuild::build(&self.0.database, &next, &now, tell).await;
        let built = built.inspect_err(|_| drop(std::fs::remove_dir_all(&next)))?;
        let _writing = self.0.writing.lock().await;
        // Whatever the old one shows, the new one shows, too.
        while self.take_in(&built).await? {}
        // Not before: whoever is ended while building begins again.
        generations::take_wish(&self.0.folder);
        self.go_live(Some(built));
        self.clear()
    }

    /// From here on this index answers, or none.
    pub(crate) fn go_live(&self, index: Option<Arc<Index>>) {
        *self.0.live.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    /// From here on, whatever happens is kept for the new index to follow, however far the old one is.
    async fn begin(&self) -> Result<(Now, Told<'_>)> {
        let _writing = self.0.writing.lock().await;
        let now = mark::now(&self.0.database, 0).await?;
        self.tell(now.position, Progress::default());
        let told = Told(self);
        self.hold(now.position).await?;
        Ok((now, told))
    }

    /// Removes all but the index that answers.
    pub(crate) fn clear(&self) -> Result<()> {
        let live = self.live();
        generations::clear(&self.0.folder, live.as_ref().map(|index| index.folder()))
    }

    async fn newest(&self) -> Result<Option<Arc<Index>>> {
        let folder = self.0.folder.clone();
        busy(move || Ok(generations::newest(&folder).map(Arc::new))).await
    }

    /// Keeps the events after `position` for this node, for a day; while an index is built, those after its beginning.
    pub(crate) async fn hold(&self, position: i64) -> Result<()> {
        const HOURS: i64 = 24;
        let begun =
            self.0.filling.lock().unwrap_or_else(PoisonError::into_inner).map(|filling| filling.position);
        let mut tx = self.0.database.write().await?;
        let until = tx.clock().hour().plus_hours(HOURS);
        let position = begun.map_or(position, |begun| begun.min(position));
        tx.hold_events(&format!("search-{}", self.0.node), position, until).await?;
        tx.commit().await
    }

    pub(crate) fn live(&self) -> Option<Arc<Index>> {
        self.0.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn filling(&self) -> Option<Progress> {
        self.0.filling.lock().unwrap_or_else(PoisonError::into_inner).map(|filling| filling.progress)
    }

    fn tell(&self, position: i64, progress: Progress) {
        *self.0.filling.lock().unwrap_or_else(PoisonError::into_inner) = Some(Filling { position, progress });
    }
}

/// A rebuild: after which event it begins to follow, and how far it is.
#[derive(Clone, Copy)]
struct Filling {
    position: i64,
    progress: Progress,
}

/// As long as it is there, a rebuild is under way; it may end in any way.
struct Told<'s>(&'s Search);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        *self.0.0.filling.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
