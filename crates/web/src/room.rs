//! How many pages are made at once. When there is little room, reading is refused before writing; leaving, getting help
//! and what costs nothing are never refused.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{Error, site::Site};

/// The room for requests under way.
#[derive(Debug)]
pub struct Room {
    most: usize,
    under_way: AtomicUsize,
}

/// One request's place, given back when it ends.
#[derive(Debug)]
pub struct Place(Arc<Room>);

impl Room {
    /// Room for so many; the last quarter is for those who write.
    #[must_use]
    pub fn of(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), under_way: AtomicUsize::new(0) })
    }

    /// A place for a request that reads, or for one that writes, if there is one.
    #[must_use]
    pub fn enter(self: &Arc<Self>, reads: bool) -> Option<Place> {
        let most = if reads { self.most - self.most / 4 } else { self.most };
        let taken = self
            .under_way
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |now| (now < most).then_some(now + 1));
        taken.ok().map(|_| Place(self.clone()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::AcqRel);
    }
}

/// What is answered whoever else is here: the ways out, help, and what needs no database.
const ALWAYS: [&str; 9] = [
    "/leave",
    "/sign-out",
    "/help",
    "/help/",
    "/help-now",
    "/health/",
    "/styles/",
    "/scripts/",
    "/robots.txt",
];

fn is_always_answered(path: &str) -> bool {
    ALWAYS.iter().any(|always| path == *always || (always.ends_with('/') && path.starts_with(always)))
}

/// Lets a request in, or asks whoever sent it to come back in a moment.
pub async fn keep(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    if is_always_answered(request.uri().path()) {
        return next.run(request).await;
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match site.room.enter(reads) {
        Some(_place) => next.run(request).await,
        None => Error::Crowded.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_refused_before_writing_and_places_are_given_back() {
        let room = Room::of(4);
        let mut inside: Vec<Place> = (0..3).map(|_| room.enter(true).unwrap()).collect();
        assert!(room.enter(true).is_none());
        inside.push(room.enter(false).unwrap());
        assert!(room.enter(false).is_none());
        inside.clear();
        assert!(room.enter(true).is_some());
    }

    #[test]
    fn the_ways_out_and_help_are_always_open() {
        for path in ["/leave", "/sign-out", "/help-now", "/health/ready", "/styles/porch-1.css"] {
            assert!(is_always_answered(path), "{path}");
        }
        for path in ["/", "/leaving", "/t/5", "/feed", "/sign-in"] {
            assert!(!is_always_answered(path), "{path}");
        }
    }
}
