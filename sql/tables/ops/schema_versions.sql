-- Aim: which migrations this store has been through.
-- Grain: one row a version.
create table if not exists ops.schema_versions (
    version integer primary key,
    applied_at timestamptz not null
);

comment on table ops.schema_versions is 'Versions of the schema this store has had';
