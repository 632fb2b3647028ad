-- Aim: who tells a story, when, and why each article is counted to it.
-- Grain: one row an article of a story.
create or replace view story_coverage as
select
    s.story,
    t.headline as story_headline,
    a.publisher,
    a.headline,
    a.published_at,
    date_diff('minute', min(a.published_at) over (partition by s.story), a.published_at)
        as minutes_after,
    s.because,
    l.weight,
    l.people,
    l.organisations,
    l.places,
    l.events,
    l.figures,
    l.words,
    s.article_id
from story_articles as s
inner join stories as t on s.story = t.story
inner join articles as a on s.article_id = a.article_id
left join story_links as l
    on least(s.story, s.article_id) = l.a and greatest(s.story, s.article_id) = l.b
order by s.story asc, a.published_at asc, s.article_id asc;

comment on view story_coverage is 'Who tells a story, and why it is counted to it: one row an article';
comment on column story_coverage.minutes_after is 'From the first article of the story';
