-- Aim: every poll of a feed, from which its health is told.
-- Grain: one row a poll.
create table if not exists ops.polls (
    "fetch" varchar not null,
    url varchar not null,
    publisher varchar not null,
    polled_at timestamptz not null,
    outcome varchar not null,
    items integer,
    new_items integer,
    duplicate_items integer,
    foreign_items integer,
    undated_items integer,
    newest_at timestamptz,
    oldest_at timestamptz,
    items_a_day double,
    arabic_share double,
    primary key ("fetch")
);

comment on table ops.polls is 'Every poll of a feed, from which its health is told: one row a poll';
