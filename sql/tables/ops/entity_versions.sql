-- Aim: by which version of the extractors' words all mentions are linked to entities.
-- Grain: one row, none before the first run.
create table if not exists ops.entity_versions (
    version varchar not null
);

comment on table ops.entity_versions is 'The version by which mentions are linked: one row';
