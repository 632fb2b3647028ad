-- Aim: the robots.txt of each origin, kept a day.
-- Grain: one row an origin.
create table if not exists ops.robots (
    origin varchar not null,
    fetched_at timestamptz not null,
    expires_at timestamptz not null,
    verdict varchar not null,
    status integer,
    body varchar not null,
    crawl_delay double,
    failures integer not null,
    primary key (origin)
);

comment on table ops.robots is 'The robots.txt of each origin, kept a day: one row an origin';
