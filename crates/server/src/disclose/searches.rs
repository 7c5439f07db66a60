//! How each kind of what is disclosed is found: SQL beside the key that `PRIVACY.toml` gives it.
//!
//! Texts that the program writes for itself or for other servers name things by number and people by address, so
//! they are searched for both. An address counts only where it ends, so that `…/sam` is not found in `…/samuel`.

/// With `$1`, a name's id, and `$2`, its address on the wire: `things` are that name and all it wrote.
macro_rules! of_things {
    ($search:literal) => {
        concat!(
            "WITH one(id, address) AS (SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT)), things(id) AS ( \
                 SELECT id FROM one UNION ALL SELECT id FROM threads WHERE persona_id = (SELECT id FROM one) \
                 UNION ALL SELECT id FROM comments WHERE persona_id = (SELECT id FROM one)) ",
            $search
        )
    };
}

/// The same, with `letters`: what other servers were sent about these things, and `arrived`: what they sent.
macro_rules! of_letters {
    ($search:literal) => {
        concat!(
            "WITH one(id, address) AS (SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT)), things(id) AS ( \
                 SELECT id FROM one UNION ALL SELECT id FROM threads WHERE persona_id = (SELECT id FROM one) \
                 UNION ALL SELECT id FROM comments WHERE persona_id = (SELECT id FROM one)), \
             letters(id) AS (SELECT sent.id FROM sent WHERE subject_id IN (SELECT id FROM things) \
                 OR (subject_id IS NULL AND (EXISTS (SELECT 1 FROM one WHERE REPLACE(body, address || '\"', '') <> body) \
                 OR EXISTS (SELECT 1 FROM things WHERE REPLACE(body, CAST(things.id AS TEXT), '') <> body)))), \
             arrived(activity_id) AS (SELECT activity_id FROM received WHERE subject_id IN (SELECT id FROM things) \
                 OR actor_id = (SELECT address FROM one) \
                 OR (subject_id IS NULL AND (EXISTS (SELECT 1 FROM one WHERE REPLACE(body, address || '\"', '') <> body) \
                 OR EXISTS (SELECT 1 FROM things WHERE REPLACE(body, CAST(things.id AS TEXT), '') <> body)))) ",
            $search
        )
    };
}

/// The search for each key of `disclosed` in `PRIVACY.toml`.
pub(super) const SEARCHES: &[(&str, &str)] = &[
    ("name", of_things!("SELECT * FROM personas WHERE id = (SELECT id FROM one)")),
    (
        "threads",
        of_things!(
            "SELECT * FROM threads WHERE persona_id = (SELECT id FROM one) ORDER BY community_id, ordinal"
        ),
    ),
    (
        "comments",
        of_things!(
            "SELECT * FROM comments WHERE persona_id = (SELECT id FROM one) ORDER BY thread_id, ordinal"
        ),
    ),
    (
        "pictures",
        of_things!("SELECT * FROM pictures WHERE subject_id IN (SELECT id FROM things) ORDER BY subject_id"),
    ),
    (
        "notices",
        of_things!("SELECT * FROM notices WHERE persona_id = (SELECT id FROM one) ORDER BY hour, id"),
    ),
    ("team", of_things!("SELECT * FROM team WHERE persona_id = (SELECT id FROM one) ORDER BY community_id")),
    (
        "rota",
        of_things!(
            "SELECT * FROM rota WHERE persona_id = (SELECT id FROM one) ORDER BY community_id, week_hour"
        ),
    ),
    (
        "first_replies",
        of_things!(
            "SELECT * FROM first_replies WHERE thread_id IN (SELECT id FROM things) ORDER BY thread_id"
        ),
    ),
    (
        "alerts",
        of_things!(
            "SELECT * FROM alerts WHERE subject_id IN (SELECT id FROM things) OR subject_id IN ( \
                 SELECT id FROM measures WHERE subject_id IN (SELECT id FROM things)) ORDER BY hour, id"
        ),
    ),
    (
        "releases",
        of_things!("SELECT * FROM releases WHERE subject_id IN (SELECT id FROM things) ORDER BY subject_id"),
    ),
    (
        "measures_about",
        of_things!(
            "SELECT * FROM measures WHERE subject_id IN (SELECT id FROM things) ORDER BY community_id, ordinal"
        ),
    ),
    (
        "measures_taken",
        of_things!(
            "SELECT * FROM measures WHERE taken_by = (SELECT id FROM one) OR lifted_by = (SELECT id FROM one) \
             ORDER BY community_id, ordinal"
        ),
    ),
    (
        "appeals",
        of_things!(
            "SELECT * FROM appeals WHERE measure_id IN (SELECT id FROM measures \
                 WHERE subject_id IN (SELECT id FROM things)) ORDER BY community_id, measure_id"
        ),
    ),
    (
        "audit",
        of_things!(
            "SELECT * FROM audit WHERE about IN (SELECT id FROM measures \
                 WHERE subject_id IN (SELECT id FROM things)) ORDER BY community_id, ordinal"
        ),
    ),
    (
        "proposals",
        of_things!(
            "SELECT * FROM proposals WHERE persona_id = (SELECT id FROM one) ORDER BY community_id, id"
        ),
    ),
    (
        "proposals_made",
        of_things!(
            "SELECT * FROM proposals WHERE proposed_by = (SELECT id FROM one) ORDER BY community_id, id"
        ),
    ),
    (
        "cases",
        of_things!("SELECT * FROM cases WHERE subject_id IN (SELECT id FROM things) ORDER BY hour, id"),
    ),
    (
        "cases_moderated",
        of_things!(
            "SELECT * FROM cases WHERE looks = (SELECT id FROM one) OR asked_by = (SELECT id FROM one) \
             ORDER BY hour, id"
        ),
    ),
    ("alerts_first", of_things!("SELECT * FROM alerts WHERE on_it = (SELECT id FROM one) ORDER BY hour, id")),
    (
        "reports",
        of_things!("SELECT * FROM reports WHERE subject_id IN (SELECT id FROM things) ORDER BY hour, id"),
    ),
    (
        "supports",
        of_things!(
            "SELECT * FROM supports WHERE subject_id IN (SELECT id FROM things) ORDER BY subject_id, tag"
        ),
    ),
    (
        "sent_forms",
        of_things!(
            "SELECT * FROM sent_forms WHERE subject_id IN (SELECT id FROM things) ORDER BY turn, once"
        ),
    ),
    (
        "sent",
        of_letters!(
            // A message that names somebody else too is listed without its text.
            "SELECT id, community_id, kind, subject_id, words, hour, CASE WHEN NOT EXISTS ( \
                 SELECT 1 FROM personas WHERE id <> (SELECT id FROM one) AND REPLACE(sent.body, \
                 COALESCE(personas.actor_id, 'p/' || personas.handle) || '\"', '') <> sent.body) THEN body END AS body \
             FROM sent WHERE id IN (SELECT id FROM letters) ORDER BY community_id, ordinal, id"
        ),
    ),
    (
        "receipts",
        of_things!(
            "SELECT * FROM receipts WHERE subject_id IN (SELECT id FROM things) ORDER BY subject_id, host"
        ),
    ),
    (
        "received",
        of_letters!(
            "SELECT * FROM received WHERE activity_id IN (SELECT activity_id FROM arrived) ORDER BY hour, activity_id"
        ),
    ),
    ("remote", of_things!("SELECT * FROM remote_actors WHERE persona_id = (SELECT id FROM one)")),
    (
        "events",
        of_things!(
            // That somebody else commented in this name's thread is theirs.
            "SELECT * FROM events WHERE EXISTS (SELECT 1 FROM things \
                 WHERE REPLACE(events.body, CAST(things.id AS TEXT), '') <> events.body) \
             AND (REPLACE(events.body, '\"comment\":', '') = events.body OR EXISTS (SELECT 1 FROM comments \
                 WHERE persona_id = (SELECT id FROM one) AND REPLACE(events.body, CAST(comments.id AS TEXT), '') <> events.body)) \
             OR EXISTS (SELECT 1 FROM measures WHERE subject_id IN (SELECT id FROM things) \
                 AND REPLACE(events.body, CAST(measures.id AS TEXT), '') <> events.body) \
             OR EXISTS (SELECT 1 FROM reports WHERE subject_id IN (SELECT id FROM things) \
                 AND REPLACE(events.body, CAST(reports.id AS TEXT), '') <> events.body) ORDER BY position"
        ),
    ),
    (
        "jobs",
        of_letters!(
            "SELECT * FROM jobs WHERE \
             EXISTS (SELECT 1 FROM letters WHERE REPLACE(payload, CAST(letters.id AS TEXT), '') <> payload) \
             OR EXISTS (SELECT 1 FROM one WHERE REPLACE(payload, address || '\"', '') <> payload) \
             OR payload IN (SELECT activity_id FROM arrived) ORDER BY queue, lane, position"
        ),
    ),
    (
        "dead_letters",
        of_letters!(
            "SELECT * FROM dead_letters WHERE \
             EXISTS (SELECT 1 FROM letters WHERE REPLACE(payload, CAST(letters.id AS TEXT), '') <> payload) \
             OR EXISTS (SELECT 1 FROM one WHERE REPLACE(payload, address || '\"', '') <> payload) \
             OR payload IN (SELECT activity_id FROM arrived) ORDER BY hour, id"
        ),
    ),
];
