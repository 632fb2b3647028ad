-- Aim: what is remembered of each address: validators, schedule, failures.
-- Grain: one row an address.
create table if not exists ops.addresses (
    address varchar not null,
    url varchar not null,
    publisher varchar not null,
    feed_url varchar not null,
    first_seen_at timestamptz not null,
    published timestamptz,
    stamp timestamptz,
    read_stamp timestamptz,
    last_read_at timestamptz,
    next_read_at timestamptz,
    reads integer not null,
    unchanged integer not null,
    failures integer not null,
    outcome varchar,
    etag varchar,
    last_modified varchar,
    digest varchar,
    record_url varchar,
    record_at timestamptz,
    primary key (address)
);

comment on table ops.addresses is 'What is remembered of each address: validators, schedule, failures: one row an address';
