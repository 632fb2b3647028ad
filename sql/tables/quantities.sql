-- Aim: numbers with what they count.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists quantities (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    value double not null,
    value_max double,
    unit varchar not null,
    counted varchar,
    approximation varchar,
    role varchar,
    period varchar,
    primary key (article_id, position)
);

comment on table quantities is 'Figures: how many of what: one row a mention';
comment on column quantities.unit is 'person, percent, km, an ISO 4217 currency, ... or item';
comment on column quantities.role is 'killed, injured, arrested, displaced, ...';
