-- Aim: pairs of articles that share text.
-- Grain: one row a pair, a before b by article_id.
-- Limits: Jaccard at least 0.5 or, from nine shingles on, containment at least 0.8, over
-- 4-shingles of words; shingles that over 1,000 articles hold lead to no pair, and an item of
-- fewer than fifteen words may be missed within a longer text. The same words in over 1,000
-- articles are one cluster all the same, and each is paired with one of them at least.
create table if not exists near_duplicates (
    a varchar not null,
    b varchar not null,
    jaccard double not null,
    containment double not null,
    primary key (a, b)
);

comment on table near_duplicates is 'Articles that share text: one row a pair';
comment on column near_duplicates.containment is 'Shared part of the smaller article''s shingles';
