-- Aim: the people named most, whatever a story calls them.
-- Grain: one row an entity; mentions that name no certain one are left out.
create or replace view people_by_mentions as
select
    entity_id,
    name,
    aliases,
    country,
    count_mentions,
    count_articles,
    count_publishers,
    first_day,
    last_day
from entities_by_mentions
where kind = 'person'
order by count_mentions desc, entity_id asc;

comment on view people_by_mentions is 'The people named most: one row an entity';
