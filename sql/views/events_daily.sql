-- Aim: how many events of each type a day.
-- Grain: one row a day, type and status; unknown days are a row of their own.
-- Limits: an event told by several papers in their own words counts once for each of them.
create or replace view events_daily as
select
    day,
    plover_type,
    status,
    count(*) filter (where is_counted) as count_events,
    count(*) as count_every_copy,
    sum(dead) filter (where is_counted) as sum_dead
from event_records
group by all
order by day desc nulls last, plover_type asc, status asc;

comment on view events_daily is 'Events a day, by PLOVER type and status';
