//! The search of a server: where its index is, and what answers from it.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use members::Viewer;
use store::{Database, Ids, Result, Tx};
use tokio::sync::watch;

use crate::{
    fault,
    find::{Finder, Found},
    generations,
    index::Index,
    mark,
    question::Question,
    rebuild,
    status::{Progress, Status},
    synonyms::Synonyms,
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
    filling: Mutex<Option<Progress>>,
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
            writing: tokio::sync::Mutex::default(),
            building: tokio::sync::Mutex::default(),
        })))
    }

    /// Finds what `viewer` may read, without the words of the names in `blocks`.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn find(&self, tx: &mut Tx, viewer: &Viewer, blocks: &Ids, question: &Question) -> Result<Found> {
        let live = self.live();
        let finder = Finder { index: live.as_deref(), synonyms: &self.0.synonyms, filling: self.filling() };
        finder.find(tx, viewer, blocks, question).await
    }

    /// How the index stands.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn status(&self) -> Result<Status> {
        let live = self.live().or_else(|| generations::newest(&self.0.folder).map(Arc::new));
        let position = live.as_ref().map(|index| index.mark()).transpose()?.map_or(0, |mark| mark.position);
        let now = mark::now(&self.0.database, position).await?;
        Ok(Status {
            texts: live.map(|index| index.size()),
            behind: (now.position - position).max(0),
            filling: self.filling(),
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

    /// Builds the index anew, here and now; until it is whole the old one answers.
    ///
    /// # Errors
    /// When the database or the index fails; then the old one goes on.
    pub async fn rebuild(&self) -> Result<()> {
        let _one = self.0.building.lock().await;
        let next = generations::next(&self.0.folder);
        self.tell(Some(Progress::default()));
        let built = self.build(&next).await;
        self.tell(None);
        let built = built.inspect_err(|_| drop(std::fs::remove_dir_all(&next)))?;
        let _writing = self.0.writing.lock().await;
        *self.0.live.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(built));
        generations::clear(&self.0.folder, Some(&next))
    }

    /// From here on, whatever happens is kept for the new index to follow.
    async fn build(&self, folder: &Path) -> Result<Index> {
        let now = mark::now(&self.0.database, 0).await?;
        self.hold(now.position).await?;
        rebuild::build(&self.0.database, folder, |progress| self.tell(Some(progress))).await
    }

    /// Keeps the events after `position` for this node, for a day.
    pub(crate) async fn hold(&self, position: i64) -> Result<()> {
        const HOURS: i64 = 24;
        let mut tx = self.0.database.write().await?;
        let until = tx.clock().hour().plus_hours(HOURS);
        tx.hold_events(&format!("search-{}", self.0.node), position, until).await?;
        tx.commit().await
    }

    pub(crate) fn live(&self) -> Option<Arc<Index>> {
        self.0.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn filling(&self) -> Option<Progress> {
        *self.0.filling.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, progress: Option<Progress>) {
        *self.0.filling.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }
}
