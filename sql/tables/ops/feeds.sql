-- Aim: what is remembered of each feed: validators, schedule, failures.
-- Grain: one row a feed.
create table if not exists ops.feeds (
    url varchar not null,
    publisher varchar not null,
    kind varchar not null,
    found_on varchar,
    etag varchar,
    last_modified varchar,
    digest varchar,
    interval_seconds double not null,
    polled_at timestamptz,
    next_poll_at timestamptz,
    answered_at timestamptz,
    new_at timestamptz,
    whole_at timestamptz,
    record_url varchar,
    record_at timestamptz,
    soft_failures integer not null,
    hard_failures integer not null,
    resting_until timestamptz,
    resting_reason varchar,
    ttl_seconds double default 0,
    skip_hours integer[] default [],
    skip_days integer[] default [],
    primary key (url)
);

comment on table ops.feeds is 'What is remembered of each feed: validators, schedule, failures: one row a feed';
