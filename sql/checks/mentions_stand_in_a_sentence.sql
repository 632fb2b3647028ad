-- Aim: each mention starts within a sentence.
-- Empty unless something is wrong.
select
    m.article_id,
    m.kind,
    m.position
from mentions as m
where not exists (
    select 1
    from sentences as s
    where s.article_id = m.article_id and s.span_start <= m.span_start and s.span_end > m.span_start
);
