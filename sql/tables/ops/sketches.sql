-- Aim: the index by which near-duplicates are found: sampled shingles of each article.
-- Grain: one row an article and sampled shingle.
create table if not exists ops.sketches (
    article_id varchar not null,
    shingle ubigint not null
);

comment on table ops.sketches is 'Sampled shingles of the articles, by which near-duplicates are found';
