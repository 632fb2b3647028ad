-- Aim: what feeds say of articles, beside what the pages say.
-- Grain: one row an article and feed.
create table if not exists ops.feed_items (
    canonical_url varchar not null,
    feed_url varchar not null,
    url varchar not null,
    publisher varchar not null,
    seen_at timestamptz not null,
    title varchar,
    published timestamptz,
    updated timestamptz,
    author varchar,
    primary key (canonical_url, feed_url)
);

comment on table ops.feed_items is 'What feeds say of articles, beside what the pages say: one row an article and feed';
