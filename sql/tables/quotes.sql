-- Aim: quotes, direct, indirect and mixed, with their speakers.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists quotes (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    quote_type varchar not null,
    content_start integer not null,
    content_end integer not null,
    content varchar not null,
    cue varchar,
    speaker varchar,
    speaker_surface varchar,
    via varchar,
    stance varchar,
    primary key (article_id, position)
);

comment on table quotes is 'What was said, by whom: one row a mention';
comment on column quotes.quote_type is 'direct, indirect or mixed';
comment on column quotes.speaker is 'The fullest name or description the article gives of who is meant';
comment on column quotes.via is 'Who relays the words';
