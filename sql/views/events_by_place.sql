-- Aim: what happened where.
-- Grain: one row a place, country and type.
create or replace view events_by_place as
select
    place,
    place_country,
    plover_type,
    count(*) filter (where is_counted) as count_events,
    count(*) as count_every_copy,
    sum(dead) filter (where is_counted) as sum_dead,
    min(day) as first_day,
    max(day) as last_day
from event_records
where place is not null and status = 'actual'
group by all
having count_events > 0
order by count_events desc, place asc, plover_type asc;

comment on view events_by_place is 'What happened where: one row a place and type';
