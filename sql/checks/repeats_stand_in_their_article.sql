-- Aim: each repeated passage stands at its offsets, and behind its first telling.
-- Empty unless something is wrong.
select
    r.article_id,
    r.position
from repeats as r
left join articles as a on r.article_id = a.article_id
where
    a.article_id is null
    or substr(a.text, r.span_start + 1, r.span_end - r.span_start) <> r.text
    or not (0 <= r.first_start and r.first_start < r.first_end and r.first_end <= r.span_start);
