-- Aim: real-world actors and places that mentions were linked to.
-- Grain: one row an actor or place.
-- Limits: only what is certain is linked: places of the gazetteer, organisations of the lexicon,
-- people by full name and country where the article tells their role. Two office-holders of one
-- name and country are one row.
create table if not exists entities (
    entity_id varchar primary key,
    kind varchar not null,
    name varchar not null,
    aliases varchar[] not null,
    country varchar,
    geonames_id bigint
);

comment on table entities is 'Actors and places of the world: one row an actor or place';
comment on column entities.entity_id is 'Made of what tells the entity apart; it never changes';
comment on column entities.kind is 'person, organisation or place';
comment on column entities.name is 'The name the stories give most often';
comment on column entities.aliases is 'The other names it goes by in the stories, sorted';
