-- Aim: events by who asserts them.
-- Grain: one row an event that stands in somebody's words.
create or replace view claims as
select
    claimed_by,
    day,
    publisher,
    plover_type,
    status,
    actor,
    recipient,
    text as trigger,
    count_carriers,
    article_id,
    event_id
from event_records
where claimed_by is not null and is_counted
order by claimed_by asc, day desc nulls last, article_id asc, event_id asc;

comment on view claims is 'Events by who asserts them: one row an event';
