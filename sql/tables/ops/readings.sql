-- Aim: which page bytes have been read, by which version of the programs, with what outcome.
-- Grain: one row an address and the digest of its bytes.
create table if not exists ops.readings (
    url varchar not null,
    digest varchar not null,
    fetch_id varchar not null,
    article_id varchar,
    outcome varchar not null,
    reason varchar,
    charset varchar,
    charset_evidence varchar,
    cleaner_version varchar not null,
    extractor_version varchar not null,
    primary key (url, digest)
);

comment on table ops.readings is 'Pages read, with their outcome: one row an address and digest';
comment on column ops.readings.outcome is 'article, or why the page gave none';
