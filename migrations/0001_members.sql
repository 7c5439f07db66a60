-- What a person signs in with. Nothing here leads to a persona.
CREATE TABLE accounts (
    id BIGINT PRIMARY KEY,
    login_tag BYTEA NOT NULL UNIQUE,
    salt BYTEA NOT NULL,
    wrapped_root BYTEA NOT NULL
);

CREATE TABLE recovery_codes (
    tag BYTEA PRIMARY KEY,
    account_id BIGINT NOT NULL,
    wrapped_root BYTEA NOT NULL
);
CREATE INDEX recovery_codes_account ON recovery_codes (account_id);

-- The cookie holds id and key; this row holds a hash of the one and the root sealed with the other.
CREATE TABLE sessions (
    id_hash BYTEA PRIMARY KEY,
    account_id BIGINT NOT NULL,
    sealed_root BYTEA NOT NULL,
    device TEXT NOT NULL,
    expires_day BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE organisations (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    house BOOLEAN NOT NULL
);

-- What somebody may do here, found by derivation from their member key.
CREATE TABLE offices (
    tag BYTEA PRIMARY KEY,
    office TEXT NOT NULL,
    organisation_id BIGINT
);

CREATE TABLE invitations (
    id BIGINT PRIMARY KEY,
    code_hash BYTEA NOT NULL UNIQUE,
    organisation_id BIGINT NOT NULL,
    inviter_tag BYTEA NOT NULL,
    label TEXT NOT NULL,
    office TEXT NOT NULL,
    expires_day BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX invitations_inviter ON invitations (inviter_tag);

-- Belonging to an organisation: opens its house communities until it is ended.
CREATE TABLE stays (
    tag BYTEA PRIMARY KEY,
    organisation_id BIGINT NOT NULL,
    invitation_id BIGINT NOT NULL,
    ended BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX stays_invitation ON stays (invitation_id);
CREATE INDEX stays_organisation ON stays (organisation_id);

-- host is '' for our own communities. name is what stands in /c/{name}; handle is what the wire sees.
CREATE TABLE communities (
    id BIGINT PRIMARY KEY,
    host TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    audience TEXT NOT NULL,
    organisation_id BIGINT,
    handle TEXT NOT NULL,
    actor_id TEXT UNIQUE,
    closed BOOLEAN NOT NULL DEFAULT FALSE,
    thread_ordinal BIGINT NOT NULL DEFAULT 0,
    activity_ordinal BIGINT NOT NULL DEFAULT 0,
    measure_ordinal BIGINT NOT NULL DEFAULT 0,
    UNIQUE (host, name)
);
CREATE UNIQUE INDEX communities_handle ON communities (host, handle);

CREATE TABLE memberships (
    tag BYTEA PRIMARY KEY,
    community_id BIGINT NOT NULL
);
CREATE INDEX memberships_community ON memberships (community_id);

-- A made-up name in one community. A remote person has a host and no community.
CREATE TABLE personas (
    id BIGINT PRIMARY KEY,
    host TEXT NOT NULL DEFAULT '',
    community_id BIGINT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    handle TEXT NOT NULL,
    actor_id TEXT UNIQUE,
    ban_seal BYTEA,
    deleted BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX personas_name ON personas (community_id, name_key) WHERE host = '';
CREATE UNIQUE INDEX personas_handle ON personas (handle) WHERE host = '';

CREATE TABLE persona_tags (
    tag BYTEA PRIMARY KEY,
    sealed_persona BYTEA NOT NULL
);

-- The names and belongings of one account, sealed and padded, so that collecting what concerns them is one look.
CREATE TABLE journals (
    tag BYTEA PRIMARY KEY,
    sealed BYTEA NOT NULL
);

CREATE TABLE notices (
    id BIGINT PRIMARY KEY,
    persona_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    thread_id BIGINT NOT NULL,
    comment_id BIGINT,
    hour BIGINT NOT NULL,
    seen BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX notices_persona ON notices (persona_id, hour);
CREATE INDEX notices_unseen ON notices (persona_id) WHERE NOT seen;

CREATE TABLE read_marks (
    tag BYTEA PRIMARY KEY,
    ordinal BIGINT NOT NULL
);

CREATE TABLE mutes (
    tag BYTEA PRIMARY KEY
);
