-- Aim: which country did what to which, week by week.
-- Grain: one row a week, actor country, recipient country and type.
-- Limits: actual events of known actor and recipient countries.
create or replace view dyads_weekly as
select
    date_trunc('week', e.day) as week,
    e.actor_country,
    e.recipient_country,
    e.plover_type,
    t.quad,
    t.value,
    count(*) as count_events
from event_records as e
inner join plover_types as t on e.plover_type = t.plover_type
where
    e.is_counted
    and e.status = 'actual'
    and e.actor_country is not null
    and e.recipient_country is not null
group by all
order by week desc nulls last, count_events desc, e.actor_country asc, e.recipient_country asc;

comment on view dyads_weekly is 'Country pairs a week, by PLOVER type';
