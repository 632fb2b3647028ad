-- Aim: which fetched pages have been read, by which version of the programs, with what outcome.
-- Grain: one row a fetch that brought a page.
create table if not exists ops.readings (
    fetch_id varchar primary key,
    url varchar not null,
    article_id varchar,
    text_digest varchar,
    outcome varchar not null,
    reason varchar,
    charset varchar,
    charset_evidence varchar,
    cleaner_version varchar not null,
    extractor_version varchar not null,
    is_stale boolean not null
);

comment on table ops.readings is 'Pages read, with their outcome: one row a fetch that brought a page';
comment on column ops.readings.is_stale is 'Whether the page waits to be read again';
comment on column ops.readings.outcome is 'article, or why the page gave none';
comment on column ops.readings.text_digest is 'SHA-256 of headline and text, as in articles';
