-- Aim: passages that a story tells twice word for word, linked to their first telling.
-- Grain: one row a repeated passage; words are compared folded, marks between them left aside.
create table if not exists repeats (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    first_start integer not null,
    first_end integer not null,
    text varchar not null,
    words integer not null,
    primary key (article_id, position)
);

comment on table repeats is 'Passages a story tells again: one row a repeated passage';
comment on column repeats.first_start is 'Where the first telling begins in the text';
