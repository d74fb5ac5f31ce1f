-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1. A released file is never edited. A statement ends with a semicolon at the end of a line.
-- Times are milliseconds since 1970 (UTC); kinds, fields, reasons and levels are the numbers of core's enumerators.

-- The key holds portal, type and id, so that its uniqueness is that of (type, id).
CREATE TABLE link(
    sync_key TEXT NOT NULL PRIMARY KEY,
    kind INTEGER NOT NULL,
    hs_id TEXT NOT NULL CHECK (hs_id <> ''),
    sf_id TEXT NOT NULL CHECK (sf_id <> ''),
    contact_id TEXT NOT NULL,
    who_id TEXT NOT NULL,
    hs_version INTEGER NOT NULL,
    sf_version INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
    base BLOB NOT NULL,
    row_crc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX link_task ON link(sf_id);
CREATE INDEX link_tombstone ON link(state) WHERE state <> 0;

CREATE TABLE contact(
    id TEXT NOT NULL PRIMARY KEY,
    created INTEGER NOT NULL,
    owner_id TEXT NOT NULL,
    email_hash BLOB,
    match INTEGER NOT NULL CHECK (match BETWEEN 0 AND 2),
    who_id TEXT,
    is_lead INTEGER NOT NULL CHECK (is_lead IN (0, 1)),
    since INTEGER NOT NULL,
    row_crc INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_email ON contact(email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX contact_who ON contact(who_id) WHERE who_id IS NOT NULL;

CREATE TABLE watermark(
    name TEXT NOT NULL PRIMARY KEY,
    stamp INTEGER NOT NULL,
    id TEXT NOT NULL,
    row_crc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE run(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started INTEGER NOT NULL,
    trigger TEXT NOT NULL,
    plan_hash TEXT NOT NULL,
    settings_revision INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('running', 'done', 'someFailed', 'held', 'failed', 'cancelled', 'interrupted')),
    finished INTEGER,
    created INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    hubspot_calls INTEGER NOT NULL DEFAULT 0,
    salesforce_calls INTEGER NOT NULL DEFAULT 0,
    error_kind TEXT NOT NULL DEFAULT '',
    error_code TEXT NOT NULL DEFAULT '',
    error_service TEXT NOT NULL DEFAULT '',
    resume_at INTEGER
) STRICT;
CREATE INDEX run_open ON run(id) WHERE outcome = 'running';

-- Calls made, by the start of their hour: the day of the budget rolls over these.
CREATE TABLE api_use(
    service TEXT NOT NULL CHECK (service IN ('hubspot', 'salesforce')),
    hour INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (service, hour)
) STRICT, WITHOUT ROWID;

-- Nothing goes to the service before: it asked for a pause, or its day's calls are used up.
CREATE TABLE api_pause(
    service TEXT NOT NULL PRIMARY KEY CHECK (service IN ('hubspot', 'salesforce')),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_action(
    seq INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    sync_key TEXT NOT NULL,
    kind INTEGER NOT NULL,
    hs_id TEXT NOT NULL,
    hs_version INTEGER NOT NULL,
    sf_version INTEGER NOT NULL,
    time INTEGER NOT NULL,
    row_hash BLOB NOT NULL,
    why TEXT NOT NULL,
    payload_offset INTEGER NOT NULL,
    payload_size INTEGER NOT NULL
) STRICT;
-- Holds all that the plan's hash is made of, in its order.
CREATE INDEX plan_action_key ON plan_action(sync_key, seq, action, row_hash);
-- The rows of one action in the order of deciding; with the kind for the counts.
CREATE INDEX plan_action_action ON plan_action(action, seq, kind);

CREATE TABLE plan_header(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    hash TEXT NOT NULL,
    made INTEGER NOT NULL,
    settings_revision INTEGER NOT NULL,
    counts BLOB NOT NULL
) STRICT;

CREATE TABLE journal(
    run_id INTEGER NOT NULL REFERENCES run(id),
    seq INTEGER NOT NULL,
    sync_key TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('hubspot', 'salesforce')),
    op TEXT NOT NULL,
    kind INTEGER NOT NULL,
    hs_id TEXT NOT NULL,
    sf_id TEXT NOT NULL,
    payload_hash BLOB NOT NULL,
    detail BLOB NOT NULL CHECK (length(detail) <= 1024),
    state TEXT NOT NULL CHECK (state IN
        ('planned', 'sent', 'confirmed', 'failed', 'quarantined', 'superseded')),
    batch INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_key ON journal(sync_key);
-- One promise at a time per record, side and operation, over all runs.
CREATE UNIQUE INDEX journal_open ON journal(sync_key, side, op) WHERE state IN ('planned', 'sent');

CREATE TABLE waiting(
    kind INTEGER NOT NULL,
    hs_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    email_hash BLOB NOT NULL,
    time INTEGER NOT NULL,
    version INTEGER NOT NULL,
    row_crc INTEGER NOT NULL,
    PRIMARY KEY (kind, hs_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_contact ON waiting(contact_id);

CREATE TABLE excluded(
    sync_key TEXT NOT NULL PRIMARY KEY,
    kind INTEGER NOT NULL,
    hs_id TEXT NOT NULL,
    reason INTEGER NOT NULL,
    args TEXT NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX excluded_reason ON excluded(reason);
CREATE INDEX excluded_at ON excluded(at);

CREATE TABLE error(
    sync_key TEXT NOT NULL PRIMARY KEY,
    kind INTEGER NOT NULL,
    hs_id TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    args TEXT NOT NULL,
    next_try_at INTEGER,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX error_due ON error(next_try_at) WHERE next_try_at IS NOT NULL;

CREATE TABLE log(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    code TEXT NOT NULL,
    sync_key TEXT,
    args TEXT NOT NULL
) STRICT;
CREATE INDEX log_key ON log(sync_key) WHERE sync_key IS NOT NULL;

CREATE TABLE conflict(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    sync_key TEXT NOT NULL,
    sf_id TEXT NOT NULL,
    field INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
    losing BLOB NOT NULL
) STRICT;
CREATE INDEX conflict_undecided ON conflict(id) WHERE state = 0;

CREATE TABLE setting(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,
    json BLOB NOT NULL,
    row_crc INTEGER NOT NULL
) STRICT;

CREATE TABLE cache(
    name TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL,
    stored INTEGER NOT NULL,
    row_crc INTEGER NOT NULL
) STRICT;

CREATE TABLE binding(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    portal TEXT NOT NULL,
    org TEXT NOT NULL,
    salt BLOB NOT NULL,
    row_crc INTEGER NOT NULL
) STRICT;

CREATE TABLE lease(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    pid INTEGER NOT NULL,
    host TEXT NOT NULL
) STRICT;
INSERT INTO lease(one, epoch, pid, host) VALUES (1, 0, 0, '');
