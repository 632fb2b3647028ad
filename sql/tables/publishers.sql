-- Aim: the newspapers known to this store.
-- Grain: one row a publisher.
create table if not exists publishers (
    publisher varchar primary key,
    name varchar not null,
    country varchar,
    timezone varchar,
    articles_a_day double
);

comment on table publishers is 'Newspapers: one row a publisher';
comment on column publishers.country is 'ISO 3166 alpha-3';
comment on column publishers.articles_a_day is 'What to expect of it; null where nobody said';
