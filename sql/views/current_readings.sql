-- Aim: which fetch the text of each article was read from.
-- Grain: one row an article.
create or replace view current_readings as
select
    r.article_id,
    r.fetch_id,
    r.charset,
    r.charset_evidence,
    r.cleaner_version,
    r.extractor_version
from ops.readings as r
inner join ops.fetches as f on r.fetch_id = f.id
where r.article_id is not null
qualify row_number() over (
    partition by r.article_id
    order by f.fetched_at desc, f.id asc
) = 1;

comment on view current_readings is 'The page each article was read from: one row an article';
