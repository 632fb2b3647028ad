-- Aim: articles that carry one text, so that views can count it once.
-- Grain: one row an article that has near-duplicates.
-- Limits: a cluster is named after a member that was seen first, so it keeps its name as others
-- come; what became of former names stands in ops.cluster_merges.
create table if not exists clusters (
    article_id varchar primary key,
    cluster varchar not null,
    syndicated_from varchar
);

comment on table clusters is 'Articles carrying the same text: one row an article';
comment on column clusters.cluster is 'The article_id of the member seen first (by day, then published)';
comment on column clusters.syndicated_from is 'The agency or the article the text likely came from';
