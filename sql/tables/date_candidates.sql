-- Aim: the moments a page offers for its publication, so that the choice can be judged.
-- Grain: one row a moment and its evidence; position 0 is the one that was chosen.
create table if not exists date_candidates (
    article_id varchar not null,
    position integer not null,
    moment varchar not null,
    evidence varchar not null,
    primary key (article_id, position)
);

comment on table date_candidates is 'Moments weighed for publication, best first: one row a moment';
comment on column date_candidates.moment is 'ISO 8601, as exact as the page gives it';
