-- Aim: who is quoted how often.
-- Grain: one row a speaker's name.
-- Limits: speakers of one name are one; copies of a text count once.
create or replace view speakers as
select
    q.speaker,
    count(*) filter (where c.is_counted) as count_quotes,
    count(*) as count_every_copy,
    count(*) filter (where c.is_counted and q.quote_type = 'direct') as count_direct,
    count(distinct q.article_id) filter (where c.is_counted) as count_articles,
    count(distinct a.publisher) as count_publishers,
    min(a.published) as first_day,
    max(a.published) as last_day
from quotes as q
inner join articles as a on q.article_id = a.article_id
inner join carriers as c on q.article_id = c.article_id
where q.speaker is not null
group by q.speaker
having count_quotes > 0
order by count_quotes desc, q.speaker asc;

comment on view speakers is 'Who is quoted how often: one row a speaker';
