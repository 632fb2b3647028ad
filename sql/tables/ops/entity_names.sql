-- Aim: how often each entity goes by which name, so that a run counts only what is new.
-- Grain: one row an entity, name and surface.
create table if not exists ops.entity_names (
    entity_id varchar not null,
    kind varchar not null,
    country varchar,
    geonames_id bigint,
    name varchar not null,
    surface varchar not null,
    times bigint not null
);

comment on table ops.entity_names is 'How often an entity goes by a name: one row a name and surface';
