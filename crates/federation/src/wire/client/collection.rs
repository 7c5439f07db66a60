//! Reading a collection page by page, without being led away, round in circles, or on for ever.

use serde_json::Value;

use super::Client;
use super::answer::Accept;
use super::errand::Errand;
use super::refusal::FetchRefusal;
use crate::wire::json::{one_id, types};
use crate::wire::web_address::WebAddress;

/// How much of a collection is read.
#[derive(Debug, Clone, Copy)]
pub struct CollectionCaps {
    /// Pages, the collection itself included.
    pub pages: usize,
    /// Items.
    pub items: usize,
}

impl Default for CollectionCaps {
    fn default() -> Self {
        Self { pages: 10, items: 500 }
    }
}

/// What was found in a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Walked {
    /// Ids, or whole objects that are not thereby proved: trust only what their own server serves.
    pub items: Vec<Value>,
    /// Whether this is all there is. If not, an absent item proves nothing.
    pub complete: bool,
}

impl Client {
    /// Reads a collection from its beginning up to the caps, on its own host only.
    ///
    /// It is an error if the collection itself cannot be read. Later, whatever is wrong merely ends the walk, and
    /// `complete` says so. What the collection says of its own size is not believed.
    pub async fn walk_collection(
        &self,
        address: &WebAddress,
        caps: CollectionCaps,
        errand: &Errand,
    ) -> Result<Walked, FetchRefusal> {
        let collection = self.page_at(address, errand).await?;
        let mut walked = Walked { items: Vec::new(), complete: false };
        let mut seen = vec![address.without_fragment()];
        let mut page = collection;
        for turn in 1..=caps.pages {
            if !take_items(&page, caps.items, &mut walked.items) {
                return Ok(walked);
            }
            let next = match next_page(&page) {
                Next::None => return Ok(Walked { complete: true, ..walked }),
                Next::Embedded(inner) => inner.clone(),
                Next::At(link) if turn < caps.pages => {
                    match self.next_at(address, link, &mut seen, errand).await {
                        Some(next) => next,
                        None => return Ok(walked),
                    }
                }
                Next::At(_) => return Ok(walked),
            };
            page = next;
        }
        Ok(walked)
    }

    /// The next page, unless it lies elsewhere, was there before or cannot be read.
    async fn next_at(
        &self,
        collection: &WebAddress,
        link: &str,
        seen: &mut Vec<WebAddress>,
        errand: &Errand,
    ) -> Option<Value> {
        let address = WebAddress::parse(link, self.reach).ok()?;
        if !address.same_host(collection) || seen.contains(&address) {
            return None;
        }
        seen.push(address.clone());
        self.page_at(&address, errand).await.ok()
    }

    /// Pages need not have an id of their own, but must come from the host that was asked.
    async fn page_at(&self, address: &WebAddress, errand: &Errand) -> Result<Value, FetchRefusal> {
        let (place, page) = self.fetch_json(address, Accept::ActivityPub, errand).await?;
        if !place.same_host(address) {
            return Err(FetchRefusal::IdElsewhere);
        }
        let is_collection = types(&page).iter().any(|kind| COLLECTION_TYPES.contains(kind));
        if is_collection { Ok(page) } else { Err(FetchRefusal::OtherType) }
    }
}

const COLLECTION_TYPES: [&str; 4] =
    ["Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"];

enum Next<'a> {
    None,
    Embedded(&'a Value),
    At(&'a str),
}

/// A collection leads to its `first` page, a page to its `next`.
fn next_page(page: &Value) -> Next<'_> {
    let link = if page["first"].is_null() { &page["next"] } else { &page["first"] };
    let holds_items = ["orderedItems", "items", "next"].iter().any(|key| !link[*key].is_null());
    match one_id(link) {
        _ if holds_items => Next::Embedded(link),
        Some(id) => Next::At(id),
        None => Next::None,
    }
}

/// Adds the items of a page; `false` if there were more than may be taken.
fn take_items(page: &Value, cap: usize, items: &mut Vec<Value>) -> bool {
    for key in ["orderedItems", "items"] {
        let found = match &page[key] {
            Value::Null => &[],
            Value::Array(found) => found.as_slice(),
            one => std::slice::from_ref(one),
        };
        let room = cap - items.len();
        items.extend(found.iter().take(room).cloned());
        if found.len() > room {
            return false;
        }
    }
    true
}
