//! Lets the demo's people write to each other, in the order of the script, each at their own server.

use std::{collections::HashMap, time::Duration};

use forum::{CommentDraft, Note, ThreadDraft};
use moderation::{Subject, measures};
use store::{Clock, CommentId, ThreadId};

use super::{
    cast::Stage,
    script::{Comment, Moment, Script, Thread},
};
use crate::Outcome;

/// What was written, by the server that knows it under this id.
type Written = HashMap<(String, String), Subject>;

/// Plays the whole script. The clock walks along from the oldest moment to now.
pub async fn play(stages: &[Stage], script: &Script, clock: &Clock) -> Outcome {
    let mut written = Written::new();
    let mut now = script.moments().first().map_or(0, Moment::minutes_ago);
    for moment in script.moments() {
        // Nothing may be under way while hours pass: signatures and leases would grow old with it.
        settled(stages, clock).await?;
        clock.advance(chrono::Duration::minutes(now - moment.minutes_ago()));
        now = moment.minutes_ago();
        let stage = stages.iter().find(|stage| stage.people.contains_key(moment.author()));
        let stage = stage.ok_or("nobody writes this")?;
        match moment.comment {
            None => start(stage, script, moment.thread, &mut written).await?,
            Some(comment) => post(stages, stage, moment.thread, comment, &mut written).await?,
        }
    }
    settled(stages, clock).await?;
    clock.advance(chrono::Duration::minutes(now));
    Ok(())
}

fn notes(words: &[String]) -> Vec<Note> {
    words.iter().filter_map(|word| Note::read(word)).collect()
}

async fn start(stage: &Stage, script: &Script, thread: &Thread, written: &mut Written) -> Outcome {
    let mut tx = stage.instance.database.write().await?;
    let community = stage.community(&mut tx, script.place(&thread.community)?).await?;
    let draft = ThreadDraft {
        title: thread.title.clone(),
        body: thread.body.clone(),
        notes: notes(&thread.notes),
        ..ThreadDraft::default()
    };
    let posted = forum::threads::start(&mut tx, &stage.people[&thread.author], &community, draft).await?;
    if thread.pinned {
        pin(&mut tx, stage, &community, posted.id).await?;
    }
    tx.commit().await?;
    written.insert((stage.key.clone(), thread.key.clone()), Subject::Thread(posted.id));
    Ok(())
}

async fn pin(tx: &mut store::Tx, stage: &Stage, community: &members::Community, thread: ThreadId) -> Outcome {
    for member in stage.people.values() {
        if let Some(moderator) = moderation::team::moderator(tx, member, community).await? {
            let matter = measures::Matter {
                kind: measures::Kind::Pin,
                subject: Subject::Thread(thread),
                guideline: None,
                words: String::new(),
                ends: None,
            };
            measures::take(tx, &moderator, matter, member.secrets()).await?;
            return Ok(());
        }
    }
    Ok(())
}

async fn post(
    stages: &[Stage],
    stage: &Stage,
    thread: &Thread,
    comment: &Comment,
    written: &mut Written,
) -> Outcome {
    let Subject::Thread(id) = here(stages, stage, &thread.key, written).await? else {
        return Err("a thread's key names a thread".into());
    };
    let parent = match &comment.parent {
        Some(parent) => match here(stages, stage, &format!("{}/{parent}", thread.key), written).await? {
            Subject::Comment(parent) => Some(parent),
            _ => None,
        },
        None => None,
    };
    let draft = CommentDraft {
        body: comment.body.clone(),
        notes: notes(&comment.notes),
        parent,
        ..CommentDraft::default()
    };
    let mut tx = stage.instance.database.write().await?;
    let posted = forum::comments::post(&mut tx, &stage.people[&comment.author], id, draft).await?;
    tx.commit().await?;
    let key = format!("{}/{}", thread.key, comment.key);
    written.insert((stage.key.clone(), key), Subject::Comment(posted.id));
    Ok(())
}

/// Under which id this server knows what was written: everything has arrived before each moment is played.
async fn here(stages: &[Stage], stage: &Stage, key: &str, written: &mut Written) -> Outcome<Subject> {
    let place = (stage.key.clone(), key.to_owned());
    if let Some(known) = written.get(&place) {
        return Ok(*known);
    }
    let origin = stages.iter().find(|other| written.contains_key(&(other.key.clone(), key.to_owned())));
    let origin = origin.ok_or_else(|| format!("{key} is answered before it is written"))?;
    let address = address(origin, written[&(origin.key.clone(), key.to_owned())]);
    let mut tx = stage.instance.database.read().await?;
    let found = forum::objects::by_object(&mut tx, &address).await?;
    let found = found.ok_or_else(|| format!("{address} did not arrive at {}", stage.key))?;
    written.insert(place, found);
    Ok(found)
}

fn address(stage: &Stage, subject: Subject) -> String {
    let base = &stage.instance.site.settings.base;
    match subject {
        Subject::Thread(ThreadId(id)) => format!("{base}t/{id}"),
        Subject::Comment(CommentId(id)) => format!("{base}comments/{id}"),
        Subject::Persona(id) => format!("{base}p/{id}"),
    }
}

/// Waits until nothing is on its way any more, at several looks in a row: what leaves one server while we look at the
/// other is not at either of them for a moment.
pub async fn settled(stages: &[Stage], clock: &Clock) -> Outcome {
    const PATIENCE: usize = 6_000;
    const PROMPT: usize = 200;
    const QUIET: usize = 3;
    let mut quiet = 0;
    for round in 0..PATIENCE {
        let mut waiting = 0;
        for stage in stages {
            waiting += stage.instance.federation.waiting().await?;
        }
        quiet = if waiting == 0 { quiet + 1 } else { 0 };
        if quiet == QUIET {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
        // What failed is tried again after some seconds, and this clock stands still.
        if round > PROMPT && waiting > 0 {
            clock.advance(chrono::Duration::seconds(1));
        }
    }
    Err("the two servers did not finish talking to each other".into())
}
