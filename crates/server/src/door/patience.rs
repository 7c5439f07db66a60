//! A body that has to keep coming: each byte buys a moment, so that a drip cannot hold a place for hours.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::BoxError;
use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::Sleep;

/// What a slow phone manages in the worst of nets.
const BYTES_A_SECOND: u64 = 1024;

/// A body, and until when it may take.
pub struct Patient {
    body: Incoming,
    until: Pin<Box<Sleep>>,
}

impl Patient {
    /// At first it may take so long.
    pub fn new(body: Incoming, patience: Duration) -> Self {
        Self { body, until: Box::pin(tokio::time::sleep(patience)) }
    }

    fn earns(&mut self, bytes: usize) {
        let earned = Duration::from_millis(bytes as u64 * 1000 / BYTES_A_SECOND);
        let until = self.until.deadline() + earned;
        self.until.as_mut().reset(until);
    }
}

impl Body for Patient {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                self.earns(frame.data_ref().map_or(0, Bytes::len));
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        match self.until.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
