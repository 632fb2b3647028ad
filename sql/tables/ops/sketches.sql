-- Aim: the index by which near-duplicates are found: some shingles of each article.
-- Grain: one row an article and indexed shingle, of whose hash the upper 32 bits are kept.
create table if not exists ops.sketches (
    number uinteger not null,
    shingle uinteger not null
);

comment on table ops.sketches is 'Shingles of the articles, by which near-duplicates are found';
