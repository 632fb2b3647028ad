-- Aim: time expressions after TIMEX3.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists dates (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    timex_type varchar not null,
    value varchar,
    anchor varchar,
    mod varchar,
    weekday_conflict varchar,
    primary key (article_id, position)
);

comment on table dates is 'Dates, times, durations and sets: one row a mention';
comment on column dates.value is 'TIMEX3 / ISO 8601; unknown parts are X';
comment on column dates.weekday_conflict is 'the weekday printed with the day where it is another day''s';
