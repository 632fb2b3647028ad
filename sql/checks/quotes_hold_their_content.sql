-- Aim: each quote's content stands at its offsets.
-- Empty unless something is wrong.
select
    q.article_id,
    q.position,
    q.content
from quotes as q
inner join articles as a on q.article_id = a.article_id
where substr(a.text, q.content_start + 1, q.content_end - q.content_start) <> q.content;
