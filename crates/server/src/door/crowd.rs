//! How many connections come from one street, so that nobody takes everybody's place. It stands in memory while they
//! are open, and nowhere else.
//!
//! Behind a proxy or an onion service all come from one near address, and are everybody: there only the whole counts.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use web::neighbourhood::Neighbourhood;

/// The part of all places that one street may have.
const PART: usize = 8;
/// A house full of phones has room on the smallest of servers.
const FEWEST: usize = 16;

type Counts = Arc<Mutex<HashMap<[u8; 16], usize>>>;

/// Who is here, by street.
pub struct Crowd {
    most: usize,
    here: Counts,
}

/// One of them, until dropped.
pub struct Guest(Option<([u8; 16], Counts)>);

impl Crowd {
    /// For a door with so many places.
    pub fn of(places: usize) -> Self {
        Self { most: (places / PART).max(FEWEST), here: Counts::default() }
    }

    /// Counts one more; `None` when there are enough from that street.
    pub fn enter(&self, from: IpAddr) -> Option<Guest> {
        let Neighbourhood::Street(street) = Neighbourhood::of(from) else { return Some(Guest(None)) };
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let count = here.entry(street).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Guest(Some((street, self.here.clone()))))
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let Some((street, here)) = self.0.take() else { return };
        let mut here = here.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = here.get_mut(&street) {
            *count -= 1;
            if *count == 0 {
                here.remove(&street);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_street_has_a_part_of_the_places_and_gives_them_back() {
        let crowd = Crowd::of(FEWEST * PART);
        let enter = |address: &str| crowd.enter(address.parse().unwrap());
        let mut inside: Vec<_> =
            (0..FEWEST).map(|last| enter(&format!("203.0.113.{last}")).unwrap()).collect();
        assert!(enter("203.0.113.7").is_none() && enter("::ffff:203.0.113.99").is_none());
        let others = [enter("198.51.100.7"), enter("2001:db8::7")];
        assert!(others.iter().all(Option::is_some), "nobody else waits for them");
        inside.pop();
        inside.push(enter("203.0.113.200").unwrap());
        assert!(enter("203.0.113.7").is_none());
        drop((inside, others));
        assert!(crowd.here.lock().unwrap().is_empty(), "whoever left is not remembered");
    }

    #[test]
    fn whoever_comes_through_a_proxy_is_not_counted() {
        let crowd = Crowd::of(1);
        let inside: Vec<_> = (0..100).map(|_| crowd.enter("127.0.0.1".parse().unwrap())).collect();
        assert!(inside.iter().all(Option::is_some) && crowd.here.lock().unwrap().is_empty());
    }
}
