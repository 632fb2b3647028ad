-- Aim: the index by which near-duplicates are found: some shingles of each article, its marks.
-- Grain: one row an article and mark, of whose hash the upper 32 bits are kept.
create table if not exists ops.sketches (
    number uinteger not null,
    shingle uinteger not null
);

comment on table ops.sketches is 'Marks of the articles, by which near-duplicates are found';
