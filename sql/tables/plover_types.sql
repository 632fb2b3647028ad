-- Aim: the sixteen event types with their quad class and conflict-cooperation value.
-- Grain: one row a type; filled from the extractors' lexicon.
create table if not exists plover_types (
    plover_type varchar primary key,
    quad varchar not null,
    value double not null
);

comment on table plover_types is 'PLOVER event types with quad class and conflict-cooperation value';
