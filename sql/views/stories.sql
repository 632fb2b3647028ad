-- Aim: happenings that several texts tell of.
-- Grain: one row a story.
create or replace view stories as
select
    s.story,
    arg_min(a.headline, (coalesce(a.published_at, 'infinity'), a.article_id)) as headline,
    min(a.published) as first_day,
    max(a.published) as last_day,
    count(*) as count_articles,
    count(distinct c.cluster) as count_texts,
    count(distinct a.publisher) as count_publishers,
    list(distinct a.publisher order by a.publisher asc) as publishers
from story_articles as s
inner join articles as a on s.article_id = a.article_id
inner join carriers as c on s.article_id = c.article_id
group by s.story
having count_texts > 1
order by count_publishers desc, count_articles desc, s.story asc;

comment on view stories is 'Happenings that several texts tell of: one row a story';
