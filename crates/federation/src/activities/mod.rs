//! All that we understand: one enum, one file for each.
//!
//! An activity is applied inside one transaction and reads only from it. What has to be fetched first is asked for
//! with [`Halt::Need`]; the worker fetches it and starts again.

mod accept;
mod add;
mod announce;
mod block;
mod case;
mod create;
mod delete;
mod flag;
mod follow;
mod like;
mod lock;
mod reject;
mod remove;
mod resolve;
mod undo;
mod update;

use members::Community;
use serde_json::Value;

use crate::{
    outcome::{Halt, Reason},
    wire::{
        Reach, WebAddress,
        json::{one_id, types},
    },
};

pub(crate) use case::{Case, Known};
pub(crate) use follow::answer;

macro_rules! kinds {
    ($($name:ident $(| $alias:literal)*),* $(,)?) => {
        /// What somebody does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Kind {
            $($name,)*
            /// Something that we do not understand.
            Other,
        }

        impl Kind {
            /// The words for everything that we understand. `FEDERATION.md` lists them.
            #[cfg(test)]
            pub(crate) const WORDS: &[&str] = &[$(stringify!($name), $($alias,)*)*];

            fn read(word: &str) -> Option<Self> {
                match word {
                    $(stringify!($name) $(| $alias)* => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    Accept, Add, Announce, Block, Create, Delete, Dislike, Flag, Follow, Like | "EmojiReact", Lock, Reject, Remove,
    Resolve, Undo, Update,
}

/// An activity as it came, and who passed it on.
#[derive(Clone, Debug)]
pub(crate) struct Activity<'a> {
    pub(crate) id: WebAddress,
    pub(crate) actor: WebAddress,
    pub(crate) kind: Kind,
    pub(crate) json: &'a Value,
    /// The community whose server announced it; `None` for what its own actor sent.
    pub(crate) announced: Option<Community>,
}

impl<'a> Activity<'a> {
    /// Reads id, type, actor; and there must be an object. `None` for what has not these.
    pub(crate) fn read(json: &'a Value, reach: Reach) -> Option<Self> {
        let kinds = types(json);
        if kinds.is_empty() || json["object"].is_null() {
            return None;
        }
        Some(Self {
            id: WebAddress::parse(one_id(&json["id"])?, reach).ok()?,
            actor: WebAddress::parse(one_id(&json["actor"])?, reach).ok()?,
            kind: kinds.into_iter().find_map(Kind::read).unwrap_or(Kind::Other),
            json,
            announced: None,
        })
    }

    /// The one thing that it is about.
    pub(crate) fn object(&self, reach: Reach) -> Result<WebAddress, Reason> {
        WebAddress::parse(one_id(&self.json["object"]).ok_or(Reason::Malformed)?, reach)
            .map_err(|_| Reason::Malformed)
    }
}

/// Applies an activity that its actor's own server sent.
pub(crate) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    match activity.kind {
        Kind::Announce => announce::apply(case, activity).await,
        Kind::Accept => accept::apply(case, activity).await,
        Kind::Reject => reject::apply(case, activity).await,
        Kind::Follow => follow::apply(case, activity).await,
        Kind::Flag => flag::apply(case, activity).await,
        Kind::Like => like::apply(case, activity).await,
        _ => apply_shared(case, activity).await,
    }
}

/// Applies what a community may also announce.
async fn apply_shared(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    match activity.kind {
        Kind::Create => create::apply(case, activity).await,
        Kind::Update => update::apply(case, activity).await,
        Kind::Delete => delete::apply(case, activity).await,
        Kind::Undo => undo::apply(case, activity).await,
        Kind::Like => like::apply(case, activity).await,
        Kind::Lock => lock::apply(case, activity).await,
        Kind::Block => block::apply(case, activity).await,
        Kind::Add => add::apply(case, activity).await,
        Kind::Remove => remove::apply(case, activity).await,
        Kind::Resolve => resolve::apply(case, activity).await,
        Kind::Dislike => Err(Reason::NoVotes.into()),
        Kind::Accept | Kind::Reject | Kind::Follow | Kind::Flag | Kind::Announce | Kind::Other => {
            Err(Reason::NotUnderstood.into())
        }
    }
}
