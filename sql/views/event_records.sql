-- Aim: each event once within its article: its first telling.
-- Grain: one row an article and event_id.
create or replace view event_records as
select
    a.published,
    news_day(a.published, a.published_at, a.published_precision) as day,
    a.publisher,
    c.is_counted,
    c.count_carriers,
    e.*,
    count(*) over (partition by e.article_id, e.event_id) as count_tellings
from events as e
inner join articles as a on e.article_id = a.article_id
inner join carriers as c on e.article_id = c.article_id
qualify row_number() over (partition by e.article_id, e.event_id order by e.position) = 1;

comment on view event_records is 'Events, each told once: one row an article and event';
