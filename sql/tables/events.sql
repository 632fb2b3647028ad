-- Aim: political events after PLOVER.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists events (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    event_id varchar not null,
    event_type varchar not null,
    plover_type varchar not null,
    mode varchar,
    context varchar,
    status varchar not null,
    actor varchar,
    actor_country varchar,
    actor_sector varchar,
    recipient varchar,
    recipient_country varchar,
    recipient_sector varchar,
    actors struct(text varchar, country varchar, sector varchar)[] not null,
    recipients struct(text varchar, country varchar, sector varchar)[] not null,
    place varchar,
    place_country varchar,
    place_evidence varchar,
    date varchar,
    date_evidence varchar,
    dead integer,
    injured integer,
    arrested integer,
    claimed_by varchar,
    primary key (article_id, position)
);

comment on table events is 'Who did what to whom: every telling of every event: one row a mention';
comment on column events.event_id is 'The same for every telling of one event within the article';
comment on column events.plover_type is 'AGREE where the manual codes a future CONSULT, SUPPORT, COOPERATE or AID so';
comment on column events.status is 'actual, negated, future, hypothetical or historical';
comment on column events.actor_country is
'The first actor''s; where nobody is told, that of the authorities who alone detain and ban, or of the crowd';
comment on column events.claimed_by is 'Whose words hold the event';
