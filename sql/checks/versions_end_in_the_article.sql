-- Aim: each article's text is its newest version's.
-- Empty unless something is wrong.
select a.article_id
from articles as a
left join article_versions as v on a.article_id = v.article_id and a.version = v.version
where v.text_digest is distinct from a.text_digest;
