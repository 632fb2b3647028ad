-- Aim: organisations, with country and sector where the text or a lexicon says.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists organisations (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    name varchar not null,
    short varchar,
    country varchar,
    sector varchar,
    primary key (article_id, position)
);

comment on table organisations is 'Organisations named in the stories: one row a mention';
comment on column organisations.sector is 'PLOVER sector: GOV, MIL, REB, ...';
