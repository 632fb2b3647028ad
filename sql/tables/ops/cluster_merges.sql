-- Aim: what became of clusters whose name is no longer one: merged, renamed or dissolved.
-- Grain: one row a former name.
create table if not exists ops.cluster_merges (
    former varchar primary key,
    cluster varchar
);

comment on table ops.cluster_merges is 'Former names of clusters: one row a name';
comment on column ops.cluster_merges.cluster is 'Where its article went at that time; null: nowhere';
