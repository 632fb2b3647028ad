-- Aim: each story in its newest text, as read from its page.
-- Grain: one row an article, which is one canonical address.
-- Limits: published is null where the page states no date; nothing is guessed.
create table if not exists articles (
    article_id varchar primary key,
    publisher varchar not null,
    canonical_url varchar not null,
    headline varchar not null,
    byline varchar[] not null,
    agency varchar,
    section varchar,
    tags varchar[] not null,
    published date,
    published_at timestamptz,
    published_precision varchar,
    published_evidence varchar,
    modified_at timestamptz,
    language varchar,
    text varchar not null,
    text_folded varchar not null,
    text_digest varchar not null,
    version integer not null
);

comment on table articles is 'Stories in their newest text: one row an article';
comment on column articles.published is 'Day of publication in the publisher''s timezone';
comment on column articles.published_precision is 'second, minute or day';
comment on column articles.text is 'The story, one line a line; all offsets count its code points';
comment on column articles.text_folded is 'headline and text as fold() spells them, for search';
comment on column articles.version is 'Counts the texts this address has had, from 1';
