-- Aim: articles that carry one text, so that views can count it once.
-- Grain: one row an article that has near-duplicates.
create table if not exists clusters (
    article_id varchar primary key,
    cluster varchar not null,
    syndicated_from varchar
);

comment on table clusters is 'Articles carrying the same text: one row an article';
comment on column clusters.cluster is 'The article_id of the earliest member';
comment on column clusters.syndicated_from is 'The agency or the article the text likely came from';
