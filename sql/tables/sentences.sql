-- Aim: where the sentences of a story stand.
-- Grain: one row a sentence of articles.text.
create table if not exists sentences (
    article_id varchar not null,
    position integer not null,
    span_start integer not null,
    span_end integer not null,
    primary key (article_id, position)
);

comment on table sentences is 'Sentences of the stories: one row a sentence';
