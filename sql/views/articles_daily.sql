-- Aim: how much each paper published a day, copies counted once beside all.
-- Grain: one row a day and publisher; unknown days are a row of their own.
create or replace view articles_daily as
select
    news_day(a.published, a.published_at, a.published_precision) as day,
    a.publisher,
    count(*) as count_articles,
    count(*) filter (where c.is_counted) as count_texts
from articles as a
inner join carriers as c on a.article_id = c.article_id
group by all
order by day desc nulls last, a.publisher asc;

comment on view articles_daily is 'Articles a day and publisher';
