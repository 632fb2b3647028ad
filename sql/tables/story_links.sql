-- Aim: why two articles tell of the same happening: what they have in common.
-- Grain: one row a pair of articles published within a day of each other, a before b by article_id.
-- Limits: marks that many articles of the day have are no reason; weights stand in story_marks.
create table if not exists story_links (
    a varchar not null,
    b varchar not null,
    days_apart integer not null,
    weight integer not null,
    people varchar[] not null,
    organisations varchar[] not null,
    places varchar[] not null,
    events varchar[] not null,
    figures varchar[] not null,
    words varchar[] not null,
    primary key (a, b)
);

comment on table story_links is 'Why two articles tell of one happening: one row a pair';
comment on column story_links.weight is 'Sum of the common marks'' weights';
comment on column story_links.figures is 'What befell people in both, and numbers that both give';
comment on column story_links.words is 'Words of the one''s headline in the other''s headline or lead';
