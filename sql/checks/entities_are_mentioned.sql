-- Aim: each entity is named by a mention, each link leads from a mention to an entity of its kind.
-- Empty unless something is wrong.
select
    l.article_id,
    l.position,
    l.entity_id
from entity_mentions as l
left join entities as e on l.entity_id = e.entity_id and l.kind = e.kind
left join mentions as m
    on l.article_id = m.article_id and l.kind = m.kind and l.position = m.position
where e.entity_id is null or m.article_id is null
union all
select
    null as article_id,
    null as position,
    e.entity_id
from entities as e
left join entity_mentions as l on e.entity_id = l.entity_id
where l.entity_id is null;
