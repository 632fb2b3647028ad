-- Aim: each mention's text stands at its offsets.
-- Empty unless something is wrong.
select
    m.article_id,
    m.kind,
    m.position,
    m.span_start,
    m.span_end,
    m.text
from mentions as m
left join articles as a on m.article_id = a.article_id
where a.article_id is null or substr(a.text, m.span_start + 1, m.span_end - m.span_start) <> m.text;
