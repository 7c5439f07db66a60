//! Where the pictures lie: a folder, or a bucket that speaks S3.

use std::{
    path::{Path as FilePath, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem, path::Path};
use store::{Fault, Hour, Result};

/// A bucket that speaks S3.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Where it is reached, `https://…`.
    pub endpoint: String,
    /// What it is called.
    pub name: String,
    /// Its region.
    pub region: String,
    /// The id of the key to it.
    pub key_id: String,
    /// The key to it.
    pub key: String,
}

/// Where pictures lie.
#[derive(Clone)]
pub enum Place {
    /// In a folder, which is made if it is not there.
    Folder(PathBuf),
    /// In a bucket.
    Bucket(Bucket),
}

/// The pictures' bytes, by name.
#[derive(Clone)]
pub struct Storage {
    kept: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
}

impl Storage {
    /// Opens it.
    ///
    /// # Errors
    /// When the folder cannot be made, or the bucket cannot be understood.
    pub fn open(place: &Place) -> Result<Self> {
        match place {
            Place::Folder(folder) => {
                make(folder).map_err(|error| Fault::Other(format!("the folder for pictures: {error}")))?;
                let kept = LocalFileSystem::new_with_prefix(folder).map_err(fault)?;
                Ok(Self { kept: Arc::new(kept), folder: Some(folder.clone()) })
            }
            Place::Bucket(bucket) => {
                let kept = AmazonS3Builder::new()
                    .with_endpoint(bucket.endpoint.as_str())
                    .with_allow_http(bucket.endpoint.starts_with("http://"))
                    .with_bucket_name(bucket.name.as_str())
                    .with_region(bucket.region.as_str())
                    .with_access_key_id(bucket.key_id.as_str())
                    .with_secret_access_key(bucket.key.as_str())
                    .build()
                    .map_err(fault)?;
                Ok(Self { kept: Arc::new(kept), folder: None })
            }
        }
    }

    /// Keeps a picture. A file says no finer time than the hour, as all that is kept.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn put(&self, name: &str, bytes: Vec<u8>, hour: Hour) -> Result<()> {
        self.kept.put(&Path::from(name), bytes.into()).await.map_err(fault)?;
        if let Some(folder) = &self.folder {
            set_hour(&folder.join(name), hour)
                .map_err(|error| Fault::Other(format!("a picture's hour: {error}")))?;
        }
        Ok(())
    }

    /// A picture's bytes; `None` when there is none of that name.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self.kept.get(&Path::from(name)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(fault)?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// Takes a picture away; one that is not there is gone already.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn delete(&self, name: &str) -> Result<()> {
        match self.kept.delete(&Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }

    /// The names of all that is there.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn names(&self) -> Result<Vec<String>> {
        self.kept.list(None).map_ok(|found| found.location.to_string()).try_collect().await.map_err(fault)
    }
}

/// A folder that only its owner looks into.
fn make(folder: &FilePath) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn set_hour(file: &FilePath, hour: Hour) -> std::io::Result<()> {
    let seconds = Duration::from_secs(u64::try_from(hour.0).unwrap_or_default());
    std::fs::File::options().write(true).open(file)?.set_modified(SystemTime::UNIX_EPOCH + seconds)
}

/// The names of pictures are random: they say nothing in a log.
fn fault(error: object_store::Error) -> Fault {
    Fault::Other(format!("the storage for pictures: {error}"))
}
