-- Aim: which articles have been compared with the others of their days for stories, as read when.
-- Grain: one row an article.
create table if not exists ops.storied (
    article_id varchar primary key,
    stamp varchar not null,
    place varchar
);

comment on table ops.storied is 'Articles compared with the others of their days for stories';
comment on column ops.storied.place is 'Cluster and moment by which the article''s story was told';
