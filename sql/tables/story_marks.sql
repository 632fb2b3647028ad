-- Aim: what tells an article's happening from others: who, where, which event, how many, of what.
-- Grain: one row an article and mark, told from that article alone.
-- Limits: countries and single names tell too little and are left out. Words are those of headline
-- and lead, from four letters on without what is written onto them, less particles and names.
create table if not exists story_marks (
    article_id varchar not null,
    published date not null,
    kind varchar not null,
    mark varchar not null,
    weight integer not null,
    is_in_lead boolean not null
);

comment on table story_marks is 'What tells an article''s happening: one row an article and mark';
comment on column story_marks.kind is 'person, organisation, place, event, toll, figure or word';
comment on column story_marks.is_in_lead is 'A word of the lead alone: it counts beside a headline''s';
