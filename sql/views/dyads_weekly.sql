-- Aim: which country did what to which, week by week.
-- Grain: one row a week, actor country, recipient country and type.
-- Limits: actual events of known actor and recipient countries.
create or replace view dyads_weekly as
select
    date_trunc('week', day) as week,
    actor_country,
    recipient_country,
    plover_type,
    quad_class,
    avg(value) filter (where is_counted) as mean_value,
    count(*) filter (where is_counted) as count_events,
    count(*) as count_every_copy
from event_records
where
    status = 'actual'
    and actor_country is not null
    and recipient_country is not null
group by all
having count_events > 0
order by
    week desc nulls last,
    count_events desc,
    actor_country asc,
    recipient_country asc,
    plover_type asc;

comment on view dyads_weekly is 'Country pairs a week, by PLOVER type';
