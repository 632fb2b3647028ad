-- Aim: places of the gazetteer, with coordinates.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists places (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    name varchar not null,
    country varchar,
    geonames_id bigint,
    latitude double,
    longitude double,
    acts_as varchar,
    primary key (article_id, position)
);

comment on table places is 'Places named in the stories: one row a mention';
comment on column places.country is 'ISO 3166 alpha-3';
comment on column places.acts_as is 'government where a capital or a country acts';
