-- Aim: which text of each article the sketches and near-duplicates stand for.
-- Grain: one row an article that has been compared with all others.
create table if not exists ops.sketched (
    article_id varchar primary key,
    text_digest varchar not null,
    number uinteger not null,
    words bigint not null,
    count_shingles integer not null,
    count_marks integer not null,
    prints blob not null
);

comment on table ops.sketched is 'Articles compared with all others, by the text they had';
comment on column ops.sketched.number is 'Stands for the text in ops.sketches; a new text has a new one';
comment on column ops.sketched.words is 'Hash of the folded words in their order: equal where the texts are';
comment on column ops.sketched.prints is 'Sixteen bits of each shingle, little-endian, in rising order';
