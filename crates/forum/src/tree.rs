//! Comments as branches: nested four deep, then flat with "in reply to".

use std::collections::HashMap;

use store::CommentId;

use crate::{Comment, State};

/// How deep replies are nested on a page.
pub const DEEPEST: usize = 4;

/// A comment and what answers it on this page.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The comment.
    pub comment: Comment,
    /// 1 to [`DEEPEST`].
    pub depth: usize,
    /// What it answers, when that does not stand right above it.
    pub in_reply_to: Option<InReplyTo>,
    /// The answers, oldest first.
    pub replies: Vec<Branch>,
}

/// What a comment answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InReplyTo {
    /// The answered comment.
    pub id: CommentId,
    /// The name over it, if it can be read.
    pub name: Option<String>,
}

/// Where a comment hangs: below which other one of the page, and how deep.
#[derive(Clone, Copy)]
struct Place {
    above: Option<usize>,
    depth: usize,
    apart: bool,
}

/// Nests the comments of one page, which come in the order of their ordinals.
#[must_use]
pub fn nest(items: Vec<Comment>) -> Vec<Branch> {
    let position: HashMap<CommentId, usize> =
        items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
    let mut places: Vec<Place> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let parent = item.parent_id.and_then(|id| position.get(&id).copied()).filter(|&parent| parent < at);
        places.push(place(item, parent, &places));
    }
    let answered: Vec<Option<InReplyTo>> =
        items.iter().zip(&places).map(|(item, place)| in_reply_to(item, *place, &items, &position)).collect();
    let mut branches: Vec<Option<Branch>> = items
        .into_iter()
        .zip(&places)
        .zip(answered)
        .map(|((comment, place), in_reply_to)| {
            Some(Branch { comment, depth: place.depth, in_reply_to, replies: Vec::new() })
        })
        .collect();
    hang(&mut branches, &places)
}

fn place(item: &Comment, parent: Option<usize>, places: &[Place]) -> Place {
    match parent {
        None => Place { above: None, depth: 1, apart: item.parent_id.is_some() },
        Some(parent) if places[parent].depth < DEEPEST => {
            Place { above: Some(parent), depth: places[parent].depth + 1, apart: false }
        }
        Some(parent) => Place { above: places[parent].above, depth: DEEPEST, apart: true },
    }
}

fn in_reply_to(
    item: &Comment,
    place: Place,
    items: &[Comment],
    position: &HashMap<CommentId, usize>,
) -> Option<InReplyTo> {
    let id = item.parent_id.filter(|_| place.apart)?;
    let here = position.get(&id).map(|&at| &items[at]);
    let shown = here.filter(|parent| parent.state == State::Shown && !parent.author.deleted);
    let name = shown.map(|parent| parent.author.name.clone()).or_else(|| item.answers.clone());
    Some(InReplyTo { id, name })
}

/// Hangs each branch below the one above it, last first, so that whatever hangs on it is there already.
fn hang(branches: &mut [Option<Branch>], places: &[Place]) -> Vec<Branch> {
    let mut roots = Vec::new();
    for at in (0..branches.len()).rev() {
        let Some(mut branch) = branches[at].take() else { continue };
        branch.replies.reverse();
        match places[at].above.and_then(|above| branches[above].as_mut()) {
            Some(above) => above.replies.push(branch),
            None => roots.push(branch),
        }
    }
    roots.reverse();
    roots
}
