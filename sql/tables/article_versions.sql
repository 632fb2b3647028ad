-- Aim: every text an article has had, so that corrections can be read.
-- Grain: one row an article and version.
create table if not exists article_versions (
    article_id varchar not null,
    version integer not null,
    headline varchar not null,
    text varchar not null,
    text_digest varchar not null,
    modified_at timestamptz,
    primary key (article_id, version)
);

comment on table article_versions is 'Every text an article has had: one row a version';
