-- Aim: which articles have been compared with the others of their days for stories, as read when.
-- Grain: one row an article.
create table if not exists ops.storied (
    article_id varchar primary key,
    stamp varchar not null
);

comment on table ops.storied is 'Articles compared with the others of their days for stories';
