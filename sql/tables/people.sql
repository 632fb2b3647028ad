-- Aim: people with the role they are named with.
-- Grain: one row a mention; position counts the article's mentions of this kind from 0.
create table if not exists people (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    rule varchar not null,
    name varchar not null,
    role varchar,
    role_organisation varchar,
    rank varchar,
    country varchar,
    sector varchar,
    primary key (article_id, position)
);

comment on table people is 'People named in the stories: one row a mention';
comment on column people.name is 'The fullest name the article gives';
comment on column people.role is 'The role as it stands';
