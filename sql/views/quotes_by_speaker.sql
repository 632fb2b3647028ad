-- Aim: what each speaker said, newest first.
-- Grain: one row a quote, copies of a text left out.
create or replace view quotes_by_speaker as
select
    q.speaker,
    a.published,
    a.publisher,
    q.quote_type,
    q.content,
    q.cue,
    q.stance,
    q.via,
    a.headline,
    c.count_carriers,
    q.article_id,
    q.content_start,
    q.content_end
from quotes as q
inner join articles as a on q.article_id = a.article_id
inner join carriers as c on q.article_id = c.article_id
where c.is_counted
order by q.speaker asc, a.published desc, q.article_id asc, q.position asc;

comment on view quotes_by_speaker is 'What each speaker said: one row a quote';
