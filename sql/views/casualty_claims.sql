-- Aim: the figures different papers give for events of one type, day and place.
-- Grain: one row an event with casualties.
create or replace view casualty_claims as
select
    day,
    place,
    plover_type,
    mode,
    publisher,
    dead,
    injured,
    claimed_by,
    count_carriers,
    article_id,
    event_id
from event_records
where (dead is not null or injured is not null) and status = 'actual'
order by day desc nulls last, place asc, plover_type asc, publisher asc, article_id asc;

comment on view casualty_claims is 'Casualty figures side by side across publishers';
