-- Aim: all mentions of all kinds, with what they have in common.
-- Grain: one row a mention.
create or replace view mentions as
select
    article_id,
    'person' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from people
union all
select
    article_id,
    'organisation' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from organisations
union all
select
    article_id,
    'place' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from places
union all
select
    article_id,
    'quote' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from quotes
union all
select
    article_id,
    'attribution' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from attributions
union all
select
    article_id,
    'quantity' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from quantities
union all
select
    article_id,
    'date' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from dates
union all
select
    article_id,
    'event' as kind,
    position,
    span_start,
    span_end,
    text,
    rule
from events;

comment on view mentions is 'All mentions of all kinds: one row a mention';
