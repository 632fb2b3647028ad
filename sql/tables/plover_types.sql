-- Aim: event types and modes with their quad class and conflict-cooperation value.
-- Grain: one row a type and mode; mode '' is the type as such. Filled from the extractors' lexicon.
create table if not exists plover_types (
    plover_type varchar not null,
    mode varchar not null,
    quad integer not null,
    quad_class varchar not null,
    value double not null,
    primary key (plover_type, mode)
);

comment on table plover_types is 'PLOVER types and modes with quad class and value';
comment on column plover_types.value is 'Conflict-cooperation value, from -10 (conflict) to 10';
