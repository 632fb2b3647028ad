-- Aim: chains of sources.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists attributions (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    chain varchar[] not null,
    cue varchar not null,
    source_class varchar not null,
    source_kind varchar,
    primary key (article_id, position)
);

comment on table attributions is 'Through whom statements reached the paper: one row a mention';
comment on column attributions.chain is 'Nearest publisher or agency first, ultimate source last';
comment on column attributions.source_class is 'named or unnamed';
