-- Aim: the people, organisations and places named most, whatever a story calls them.
-- Grain: one row an entity, copies of a text left out; `kind` is person, organisation or place.
-- Limits: mentions that name no certain one are left out.
create or replace view entities_by_mentions as
select
    e.entity_id,
    e.kind,
    e.name,
    e.aliases,
    e.country,
    e.geonames_id,
    count(*) filter (where c.is_counted) as count_mentions,
    count(*) as count_every_copy,
    count(distinct a.article_id) filter (where c.is_counted) as count_articles,
    count(distinct a.publisher) as count_publishers,
    min(a.published) as first_day,
    max(a.published) as last_day
from entities as e
inner join entity_mentions as m on e.entity_id = m.entity_id
inner join articles as a on m.article_id = a.article_id
inner join carriers as c on m.article_id = c.article_id
group by all
having count_mentions > 0
order by count_mentions desc, e.entity_id asc;

comment on view entities_by_mentions is 'The people, organisations and places named most, by kind: one row an entity';
