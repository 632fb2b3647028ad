-- Aim: every attempt to get an address, with its outcome and its place in the archive.
-- Grain: one row an attempt.
create table if not exists ops.fetches (
    id varchar not null,
    key varchar not null,
    url varchar not null,
    final_url varchar not null,
    canonical_url varchar not null,
    publisher varchar not null,
    purpose varchar not null,
    attempt integer not null,
    fetched_at timestamptz not null,
    outcome varchar not null,
    reason varchar,
    status integer,
    content_type varchar,
    etag varchar,
    last_modified varchar,
    bytes bigint not null,
    digest varchar,
    seconds double not null,
    redirects integer not null,
    archive_file varchar,
    archive_offset bigint,
    archive_length bigint,
    primary key (id)
);

comment on table ops.fetches is 'Every attempt to get an address, with its outcome and its place in the archive: one row an attempt';
comment on column ops.fetches.purpose is 'page, feed or robots';
comment on column ops.fetches.outcome is 'A named outcome; reason says it in words';
comment on column ops.fetches.digest is 'SHA-256 of the body in hex';
