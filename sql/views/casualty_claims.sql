-- Aim: the figures different papers give for events of one type, day and place.
-- Grain: one row an event with casualties; copies of one text that give the same figures are one.
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
qualify
    rank() over (
        partition by cluster, plover_type, mode, place, dead, injured
        order by is_counted desc, day asc, article_id asc
    ) = 1
order by day desc nulls last, place asc, plover_type asc, publisher asc, article_id asc;

comment on view casualty_claims is 'Casualty figures side by side across publishers';
