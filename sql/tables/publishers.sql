-- Aim: the newspapers known to this store.
-- Grain: one row a publisher.
create table if not exists publishers (
    publisher varchar primary key,
    name varchar not null,
    country varchar,
    timezone varchar
);

comment on table publishers is 'Newspapers: one row a publisher';
comment on column publishers.country is 'ISO 3166 alpha-3';
