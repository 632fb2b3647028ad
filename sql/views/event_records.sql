-- Aim: each event once within its article: its first telling, with quad class and value.
-- Grain: one row an article and event_id.
create or replace view event_records as
with first_tellings as (
    select
        e.*,
        count(*) over (partition by e.article_id, e.event_id) as count_tellings
    from events as e
    qualify row_number() over (
        partition by e.article_id, e.event_id
        order by e.position
    ) = 1
)

select
    a.published,
    news_day(a.published, a.published_at, a.published_precision) as day,
    a.publisher,
    c.cluster,
    c.is_counted,
    c.count_carriers,
    e.*,
    t.quad,
    t.quad_class,
    coalesce(m.value, t.value) as value
from first_tellings as e
inner join articles as a on e.article_id = a.article_id
inner join carriers as c on e.article_id = c.article_id
left join plover_types as t on e.plover_type = t.plover_type and t.mode = ''
left join plover_types as m on e.plover_type = m.plover_type and e.mode = m.mode;

comment on view event_records is 'Events, each told once: one row an article and event';
comment on column event_records.value is 'Conflict-cooperation value of type and mode';
