-- Aim: what tells an article's happening from others: who, where, which event, how many, of what.
-- Grain: one row an article and mark, told from that article alone.
-- Limits: countries and single names tell too little and are left out. Words are those of headline
-- and lead, from four letters on without what is written onto them, less particles and names. A day
-- has no weight: articles that tell of different days differ.
create table if not exists story_marks (
    article_id varchar not null,
    published date not null,
    kind varchar not null,
    mark varchar not null,
    printed varchar not null,
    weight integer not null,
    is_in_lead boolean not null
);

comment on table story_marks is 'What tells an article''s happening: one row an article and mark';
comment on column story_marks.kind is 'person, organisation, place, event, toll, figure, day or word';
comment on column story_marks.mark is 'By which it is known in another article: folded, a word''s stem';
comment on column story_marks.printed is 'How the article prints it';
comment on column story_marks.is_in_lead is 'A word of the lead alone: it counts beside a headline''s';
