-- Aim: each article's blocks follow each other from its first character to its last.
-- Empty unless something is wrong.
with covered as (
    select
        article_id,
        min(span_start) as first_start,
        max(span_end) as last_end,
        sum(span_end - span_start) + count(*) - 1 as length_covered
    from blocks
    group by article_id
)

select
    a.article_id,
    length(a.text) as length_text,
    c.length_covered
from articles as a
left join covered as c on a.article_id = c.article_id
where
    length(a.text) > 0
    and (
        c.first_start is distinct from 0
        or c.last_end is distinct from length(a.text)
        or c.length_covered is distinct from length(a.text)
    );
