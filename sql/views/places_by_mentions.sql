-- Aim: the places named most, whatever a story calls them.
-- Grain: one row an entity; mentions that name no certain one are left out.
create or replace view places_by_mentions as
select
    entity_id,
    name,
    aliases,
    country,
    geonames_id,
    count_mentions,
    count_articles,
    count_publishers,
    first_day,
    last_day
from entities_by_mentions
where kind = 'place'
order by count_mentions desc, entity_id asc;

comment on view places_by_mentions is 'The places named most: one row an entity';
