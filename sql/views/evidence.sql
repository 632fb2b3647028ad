-- Aim: where each mention comes from, down to the archived bytes.
-- Grain: one row a mention.
create or replace view evidence as
select
    m.kind,
    m.text,
    m.rule,
    context(m.article_id, m.span_start, m.span_end) as context,
    a.canonical_url,
    f.url as fetched_url,
    f.fetched_at,
    f.archive_file,
    f.archive_offset,
    f.digest,
    m.article_id,
    m.position,
    m.span_start,
    m.span_end
from mentions as m
inner join articles as a on m.article_id = a.article_id
inner join current_readings as r on m.article_id = r.article_id
inner join ops.fetches as f on r.fetch_id = f.id;

comment on view evidence is 'Each mention with its sentence, rule, address and archived bytes';
