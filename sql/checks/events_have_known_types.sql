-- Aim: each event's type is one of PLOVER's sixteen.
-- Empty unless something is wrong.
select
    e.article_id,
    e.position,
    e.plover_type
from events as e
left join plover_types as t on e.plover_type = t.plover_type and t.mode = ''
where t.plover_type is null;
