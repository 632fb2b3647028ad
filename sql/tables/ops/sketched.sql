-- Aim: which text of each article the sketches and near-duplicates stand for.
-- Grain: one row an article that has been compared with all others.
create table if not exists ops.sketched (
    article_id varchar primary key,
    text_digest varchar not null,
    count_sampled integer not null
);

comment on table ops.sketched is 'Articles compared with all others, by the text they had';
