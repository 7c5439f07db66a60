//! Has pictures made clean by a process of their own, two at a time, and ends it when it takes too long.

use std::{path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
};

use super::{Clean, Kind};
use crate::Refusal;

/// So many are made clean at once.
const AT_ONCE: usize = 2;
/// How long one may take, waiting for its turn not counted.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long somebody waits for their turn.
const QUEUE: Duration = Duration::from_secs(30);
/// A clean picture is never larger than its pixels.
const LARGEST: u64 = 24 * 1_024 * 1_024;

/// Why something is no picture that we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Not a JPEG, PNG, WebP or GIF.
    Kind,
    /// Too many bytes.
    Heavy,
    /// Too many pixels.
    Wide,
    /// It ends early, or is not what it says.
    Broken,
}

impl Unfit {
    const ALL: [Self; 4] = [Self::Kind, Self::Heavy, Self::Wide, Self::Broken];

    /// What the process says of it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Heavy => "heavy",
            Self::Wide => "wide",
            Self::Broken => "broken",
        }
    }
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Kind => Self::PictureKind,
            Unfit::Heavy => Self::PictureHeavy,
            Unfit::Wide => Self::PictureWide,
            Unfit::Broken => Self::PictureBroken,
        }
    }
}

/// Where pictures are made clean. Clones share the two places.
#[derive(Clone, Debug)]
pub struct Darkroom {
    program: PathBuf,
    patience: Duration,
    places: Arc<Semaphore>,
}

impl Darkroom {
    /// `program` is this program: what `program picture` reads, it writes clean.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        Self { program, patience: PATIENCE, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// With another patience.
    #[must_use]
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Makes a picture clean.
    ///
    /// # Errors
    /// When it is none that we take, or takes too long.
    pub async fn develop(&self, bytes: &[u8]) -> Result<Clean, Refusal> {
        let turn = tokio::time::timeout(QUEUE, self.places.acquire()).await;
        let _place = turn.ok().and_then(Result::ok).ok_or(Refusal::PictureSlow)?;
        let mut child = self.start()?;
        let developed = tokio::time::timeout(self.patience, converse(&mut child, bytes)).await;
        if developed.is_err() {
            // Killed and waited for, so that nothing of it is left.
            let _ = child.kill().await;
        }
        let said = developed.map_err(|_| Refusal::PictureSlow)?.ok_or(Refusal::PictureBroken)?;
        read(&said)
    }

    /// It gets no environment: settings may hold the passwords of a database and a storage.
    fn start(&self) -> Result<Child, Refusal> {
        let started = Command::new(&self.program)
            .arg("picture")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        started.map_err(|error| {
            tracing::error!(%error, "no picture can be made clean");
            store::Fault::Other("the process for pictures does not start".to_owned()).into()
        })
    }
}

/// Tells it the picture while listening, because it may answer before it has heard all. `None` when it broke off.
async fn converse(child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut to, from) = (child.stdin.take()?, child.stdout.take()?);
    let telling = async move {
        // Whoever refuses early stops listening.
        let _ = to.write_all(bytes).await;
        drop(to);
    };
    let mut said = Vec::new();
    let mut from = from.take(LARGEST);
    let (_, heard) = tokio::join!(telling, from.read_to_end(&mut said));
    heard.ok()?;
    let ended = child.wait().await.ok()?;
    match ended.code() {
        Some(0) => Some(said),
        Some(_) => None,
        // It ran into its limits, or a decoder's fault ended it.
        None => Some(format!("{}\n", Unfit::Wide.word()).into_bytes()),
    }
}

/// The process may have been taken over by what it read, so what it says is looked at as if a stranger said it.
fn read(said: &[u8]) -> Result<Clean, Refusal> {
    let line = said.iter().position(|byte| *byte == b'\n').ok_or(Refusal::PictureBroken)?;
    let words = str::from_utf8(&said[..line]).map_err(|_| Refusal::PictureBroken)?;
    if let Some(unfit) = Unfit::ALL.into_iter().find(|unfit| unfit.word() == words) {
        return Err(unfit.into());
    }
    let mut words = words.split(' ');
    let kind = words.next().and_then(Kind::read);
    let mut side = || words.next().and_then(|word| word.parse().ok());
    let (Some(kind), Some(width), Some(height)) = (kind, side(), side()) else {
        return Err(Refusal::PictureBroken);
    };
    Ok(Clean { kind, width, height, bytes: said[line + 1..].to_vec() })
}
