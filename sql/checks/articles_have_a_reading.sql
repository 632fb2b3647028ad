-- Aim: each article was read from a page that is in the archive.
-- Empty unless something is wrong.
select a.article_id
from articles as a
left join current_readings as r on a.article_id = r.article_id
where r.article_id is null;
